"""What must never exist, tried past every flow."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model

from accounts.models import User
from moderation.flows import audits, draws
from moderation.models import Audit, Draw, Recusal, Verdict
from moderation.plan import period_of
from moderation.states import AuditState, Tie
from tests.moderation.conftest import Decide


def raw(statement: str, *values: str | int | datetime) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("who", ["asker", "answerer"])
def test_the_database_refuses_asker_and_answerer(
    who: str, sheet: Audit, at: datetime, request: pytest.FixtureRequest
) -> None:
    person: User = request.getfixturevalue(who)
    with pytest.raises(IntegrityError, match="nobody_reviews_their_own"):
        raw(
            "UPDATE moderation_audit SET state = 'claimed', claimed_at = %s, reviewer_id = %s WHERE id = %s",
            *(at, person.pk, sheet.pk),
        )


@pytest.mark.parametrize("who", ["asker", "answerer", "stranger"])
def test_the_database_refuses_a_verdict_by_anybody_but_the_sheets_reviewer(
    who: str, sheet: Audit, reviewer: User, at: datetime, request: pytest.FixtureRequest
) -> None:
    audits.claim(audit=sheet, by=reviewer, at=at)
    person: User = request.getfixturevalue(who)
    rows = dict.fromkeys(("answered", "right", "complete", "safe", "current"), "yes")
    with pytest.raises(IntegrityError, match="verdict_by_the_reviewer_of_the_sheet"), transaction.atomic():
        Verdict.objects.create(audit=sheet, reviewer=person, value="correct", at=at, **rows)


def test_one_reviewer_judges_a_text_once(pair: list[Audit], reviewer: User, at: datetime) -> None:
    audits.claim(audit=pair[0], by=reviewer, at=at)
    with pytest.raises(IntegrityError, match="one_reviewer_judges_a_text_once"), transaction.atomic():
        Audit.objects.filter(pk=pair[1].pk).update(state=AuditState.CLAIMED, reviewer=reviewer, claimed_at=at)


def test_one_open_sheet_for_each_reviewer(sheet: Audit) -> None:
    sheet.pk = None
    with pytest.raises(IntegrityError, match="one_open_sheet_per_slot"), transaction.atomic():
        sheet.save()


@pytest.mark.parametrize(
    ("filled", "broken"),
    [
        ({"value": "correct", "safe": "no"}, "verdict_is_no_better_than_its_worst_row"),
        ({"value": "correct", "answered": ""}, "verdict_is_no_better_than_its_worst_row"),
        ({"value": "incorrect", "reason": "wrong"}, "a_negative_verdict_says_why"),
        ({"value": "incorrect", "reason": " " * 40}, "a_negative_verdict_says_why"),
        ({"value": "correct", "clear": 6}, "clear_is_one_to_five"),
    ],
)
def test_the_database_reads_the_rubric(
    filled: dict[str, object], broken: str, sheet: Audit, reviewer: User, at: datetime
) -> None:
    audits.claim(audit=sheet, by=reviewer, at=at)
    rows: dict[str, object] = dict.fromkeys(("answered", "right", "complete", "safe", "current"), "yes")
    with pytest.raises(IntegrityError, match=broken), transaction.atomic():
        Verdict.objects.create(audit=sheet, reviewer=reviewer, at=at, **rows | filled)


def test_what_was_written_stays(
    sheet: Audit, reviewer: User, second_reviewer: User, at: datetime, decide: Decide
) -> None:
    draws.draw(period=period_of(at), at=at)
    audits.recuse(audit=sheet, by=second_reviewer, tie=Tie.OTHER, at=at)
    decide(sheet, reviewer)
    acts: list[Callable[[type[Model]], object]] = [
        lambda model: model._default_manager.all()._raw_delete("default"),
        lambda model: model._default_manager.update(id=0),
    ]
    for model in (Verdict, Draw, Recusal):
        assert model._default_manager.exists()
        for act in acts:
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                act(model)
