"""One sheet, twenty reviewers: one verdict. Without the lock there would be more."""

from datetime import datetime
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import User
from accounts.roles import Role
from cases.models import Case, Evidence
from common.errors import Refused
from community.flows import answers
from community.models import Answer
from moderation.flows import audits, draws, sheets
from moderation.models import Audit, Draw, Verdict
from moderation.models.audit import AuditQuerySet
from moderation.rubric import Judgement
from moderation.states import Result, Why
from tests.conftest import MakePerson
from tests.races.crowd import PATIENCE, at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

MANY = 20
RIGHT = Judgement(Result.CORRECT, "yes", "yes", "yes", "yes", "yes")


@pytest.fixture
def sheet(answer: Answer, asker: User, at: datetime) -> Audit:
    answers.accept(answer=answer, by=asker, at=at)
    return sheets.put(answer=answer, why=Why.ASKED, at=at)[0]


@pytest.fixture
def reviewers(person: MakePerson) -> list[User]:
    return [person(f"Reviewer {number}", Role.REVIEWER) for number in range(MANY)]


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody looks before anybody writes: what the lock makes impossible."""
    gate = Barrier(MANY)

    def look(rows: AuditQuerySet, pk: int) -> Audit:
        audit = rows.select_related("case", "question", "revision").get(pk=pk)
        gate.wait(PATIENCE)
        return audit

    monkeypatch.setattr(AuditQuerySet, "locked", look)


def test_twenty_reviewers_write_one_verdict(sheet: Audit, reviewers: list[User], at: datetime) -> None:
    def take_and_decide(reviewer: User) -> Verdict:
        held = audits.claim(audit=sheet, by=reviewer, at=at)
        return audits.decide(audit=held, by=reviewer, version=held.version, judgement=RIGHT, at=at)

    said = at_once(reviewers, take_and_decide)
    assert [type(word) for word in said].count(Verdict) == 1
    assert [type(word) for word in said].count(Refused) == MANY - 1
    assert (Verdict.objects.count(), Evidence.objects.filter(kind="verdict").count()) == (1, 1)
    assert Case.objects.get().state == "correct"


def test_one_reviewer_with_twenty_tabs_writes_one_verdict(sheet: Audit, reviewer: User, at: datetime) -> None:
    held = audits.claim(audit=sheet, by=reviewer, at=at)

    def decide(_tab: int) -> Verdict:
        return audits.decide(audit=held, by=reviewer, version=held.version, judgement=RIGHT, at=at)

    said = at_once(range(MANY), decide)
    assert [type(word) for word in said].count(Refused) == MANY - 1
    assert Verdict.objects.count() == 1


def test_without_the_lock_several_hold_one_sheet(
    sheet: Audit, reviewers: list[User], at: datetime, unlocked: None
) -> None:
    """The control: this race is real."""
    held = at_once(reviewers, lambda reviewer: audits.claim(audit=sheet, by=reviewer, at=at))
    assert [type(word) for word in held].count(Audit) > 1


def test_without_lock_and_constraint_there_are_several_verdicts(
    sheet: Audit, reviewer: User, at: datetime, request: pytest.FixtureRequest
) -> None:
    """The control: this race is real."""
    held = audits.claim(audit=sheet, by=reviewer, at=at)
    request.getfixturevalue("unlocked")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE moderation_verdict DROP CONSTRAINT moderation_verdict_audit_id_key")
    at_once(
        range(MANY),
        lambda _tab: audits.decide(audit=held, by=reviewer, version=held.version, judgement=RIGHT, at=at),
    )
    assert Verdict.objects.count() > 1


def test_two_nightly_draws_at_once_draw_each_claim_once(risky: Answer, at: datetime) -> None:
    at_once(range(5), lambda _runner: draws.draw(period="2026-05", at=at))
    assert [row.frame_size for row in Draw.objects.all()] == [1]
    assert Audit.objects.count() == 2


def test_two_moderators_who_ask_at_once_get_the_same_sheet(answer: Answer, person: MakePerson, at: datetime) -> None:
    moderators = [person(f"Moderator {number}", Role.MODERATOR) for number in range(5)]
    found = at_once(moderators, lambda by: sheets.ask(question=answer.question, by=by, at=at))
    assert not [word for word in found if isinstance(word, Exception)]
    assert Audit.objects.count() == 1


@pytest.fixture
def risky(answer: Answer, asker: User, at: datetime) -> Answer:
    case = answer.question.case
    Case.objects.filter(pk=case.pk).update(risk="high")
    return answers.accept(answer=answer, by=asker, at=at)
