"""Claim, decide, leave: what becomes of the sheet, the case and the author's notice."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from accounts.models import User
from accounts.roles import Role
from cases.models import Case, Evidence, Topic
from common.errors import NotAllowed, Refused
from common.models import JournalEntry
from community.flows import answers, comments, outcomes
from community.models import Answer
from marketplace.models import Booking
from moderation.flows import audits
from moderation.models import Audit, Recusal, Verdict
from moderation.plan import LEASE
from moderation.rubric import Judgement
from moderation.states import AuditState, Result, Tie
from notifications.kinds import Kind
from notifications.models import Notice
from tests.conftest import MakePerson
from tests.marketplace.conftest import make_helper, make_service
from tests.moderation.conftest import RIGHT, WRONG, Decide


def state_of(answer: Answer) -> str:
    return Case.objects.get(pk=answer.question.case_id).state


def test_a_verdict_moves_the_case(sheet: Audit, accepted: Answer, reviewer: User, decide: Decide) -> None:
    decide(sheet, reviewer)
    assert state_of(accepted) == "correct"
    found = Evidence.objects.get(kind="verdict")
    assert (found.value, found.method, found.actor_role) == ("correct", "handling", "reviewer")
    assert (found.actor, found.revision_id) == (reviewer, accepted.revision_id)


def test_a_wrong_answer_is_refuted(sheet: Audit, accepted: Answer, reviewer: User, decide: Decide) -> None:
    decide(sheet, reviewer, WRONG)
    assert state_of(accepted) == "refuted"


def test_the_journal_knows_who_decided_what(sheet: Audit, reviewer: User, decide: Decide) -> None:
    verdict = decide(sheet, reviewer)
    entry = JournalEntry.objects.get(tag="moderation:verdict:give")
    assert (entry.actor_id, entry.subject_id, entry.after["value"]) == (reviewer.pk, verdict.pk, "correct")
    assert "reason" not in entry.after


def test_the_author_learns_the_reason_and_not_the_reviewer(
    sheet: Audit, answerer: User, reviewer: User, decide: Decide
) -> None:
    decide(sheet, reviewer, WRONG)
    notice = Notice.objects.get(person=answerer, kind="moderation:verdict:give")
    for text in (notice.delivery.body, notice.delivery.html):
        assert WRONG.reason in text
        assert reviewer.name not in text
    assert "Not correct" in notice.text


def test_the_notice_says_what_follows(
    pair: list[Audit], answerer: User, reviewer: User, second_reviewer: User, moderator: User, decide: Decide
) -> None:
    decide(pair[0], reviewer)
    decide(pair[1], second_reviewer, WRONG)
    decide(Audit.objects.open().get(), moderator, replace(WRONG, result=Result.INCOMPLETE, right="yes", complete="no"))
    bodies = [notice.delivery.body for notice in Notice.objects.filter(kind=Kind.VERDICT_GIVEN).order_by("pk")]
    said = ["a second reviewer reads it too", "A third one decides", "Nothing is refuted: something is missing"]
    assert [words in body for words, body in zip(said, bodies, strict=True)] == [True, True, True]


@pytest.mark.parametrize("who", ["asker", "answerer"])
def test_neither_asker_nor_answerer_reviews(
    who: str, sheet: Audit, at: datetime, request: pytest.FixtureRequest
) -> None:
    person: User = request.getfixturevalue(who)
    person.roles = [Role.REVIEWER]
    person.save(update_fields=["roles"])
    with pytest.raises(NotAllowed):
        audits.claim(audit=sheet, by=person, at=at)


def test_a_stranger_reviews_nothing(sheet: Audit, stranger: User, at: datetime) -> None:
    with pytest.raises(NotAllowed):
        audits.claim(audit=sheet, by=stranger, at=at)


def test_a_moderator_reviews_too(sheet: Audit, moderator: User, decide: Decide) -> None:
    assert decide(sheet, moderator).reviewer == moderator


def test_whoever_commented_on_the_answer_leaves_it_to_others(
    sheet: Audit, accepted: Answer, reviewer: User, at: datetime
) -> None:
    comments.say(question=accepted.question, answer=accepted, by=reviewer, source="Which adapter?", at=at)
    with pytest.raises(NotAllowed):
        audits.claim(audit=sheet, by=reviewer, at=at)


def test_whoever_tried_the_answer_leaves_it_to_others(
    sheet: Audit, accepted: Answer, reviewer: User, at: datetime
) -> None:
    outcomes.report(answer=accepted, by=reviewer, worked=True, at=at)
    with pytest.raises(NotAllowed):
        audits.claim(audit=sheet, by=reviewer, at=at)


def test_whoever_edited_the_answer_leaves_it_to_others(
    sheet: Audit, accepted: Answer, moderator: User, at: datetime
) -> None:
    source = accepted.revision.source.replace("adapter", "adaptor") if accepted.revision else ""
    answers.edit(answer=accepted, by=moderator, source=source, says_minor=True, at=at)
    with pytest.raises(NotAllowed):
        audits.claim(audit=sheet, by=moderator, at=at)


def test_whoever_answered_too_leaves_it_to_others(sheet: Audit, accepted: Answer, reviewer: User, at: datetime) -> None:
    answers.post(question=accepted.question, by=reviewer, source="Change the cable instead.", at=at)
    with pytest.raises(NotAllowed):
        audits.claim(audit=sheet, by=reviewer, at=at)


def test_whoever_was_booked_for_it_leaves_it_to_others(
    sheet: Audit, topic: Topic, asker: User, reviewer: User, at: datetime
) -> None:
    helper = make_helper(reviewer, topic, at)
    Booking.objects.create(
        case=sheet.case, customer=asker, helper=helper, service=make_service(helper, topic), starts_at=at,
        ends_at=at + timedelta(hours=1), span=(at, at + timedelta(hours=1)), zone="Europe/Zurich",
        local_start="2026-05-04T10:00", price={}, policy={}, certificate_version=1, booked_at=at,
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        audits.claim(audit=sheet, by=reviewer, at=at)


def test_a_sheet_is_held_for_ten_minutes(sheet: Audit, reviewer: User, second_reviewer: User, at: datetime) -> None:
    audits.claim(audit=sheet, by=reviewer, at=at)
    with pytest.raises(Refused):
        audits.claim(audit=sheet, by=second_reviewer, at=at + LEASE - timedelta(seconds=1))
    assert audits.claim(audit=sheet, by=second_reviewer, at=at + LEASE).reviewer == second_reviewer


def test_claiming_twice_is_once(sheet: Audit, reviewer: User, at: datetime) -> None:
    versions = {audits.claim(audit=sheet, by=reviewer, at=at).version for _ in range(2)}
    assert versions == {2}


def test_an_expired_claim_that_nobody_took_still_decides(sheet: Audit, reviewer: User, at: datetime) -> None:
    held = audits.claim(audit=sheet, by=reviewer, at=at)
    later = at + timedelta(hours=1)
    assert audits.decide(audit=held, by=reviewer, version=held.version, judgement=RIGHT, at=later)


def test_who_was_overtaken_decides_nothing(sheet: Audit, reviewer: User, second_reviewer: User, at: datetime) -> None:
    held = audits.claim(audit=sheet, by=reviewer, at=at)
    audits.claim(audit=sheet, by=second_reviewer, at=at + LEASE)
    with pytest.raises(Refused):
        audits.decide(audit=held, by=reviewer, version=held.version, judgement=RIGHT, at=at + LEASE)


def test_nobody_decides_what_they_have_not_taken(sheet: Audit, reviewer: User, at: datetime) -> None:
    with pytest.raises(Refused):
        audits.decide(audit=sheet, by=reviewer, version=sheet.version, judgement=RIGHT, at=at)


def test_deciding_twice_is_refused(sheet: Audit, reviewer: User, at: datetime, decide: Decide) -> None:
    decide(sheet, reviewer)
    sheet.refresh_from_db()
    with pytest.raises(Refused):
        audits.decide(audit=sheet, by=reviewer, version=sheet.version, judgement=WRONG, at=at)
    assert Verdict.objects.count() == 1


def test_a_sheet_that_is_put_back_is_free(sheet: Audit, reviewer: User, second_reviewer: User, at: datetime) -> None:
    audits.claim(audit=sheet, by=reviewer, at=at)
    with pytest.raises(NotAllowed):
        audits.release(audit=sheet, by=second_reviewer, at=at)
    audits.release(audit=sheet, by=reviewer, at=at)
    assert audits.claim(audit=sheet, by=second_reviewer, at=at).reviewer == second_reviewer


def test_a_recusal_is_kept_and_lasts(sheet: Audit, reviewer: User, at: datetime) -> None:
    held = audits.claim(audit=sheet, by=reviewer, at=at)
    audits.recuse(audit=held, by=reviewer, tie=Tie.KNOWS, at=at)
    assert Recusal.objects.get().tie == "knows"
    assert Audit.objects.get().state == AuditState.WAITING
    with pytest.raises(NotAllowed):
        audits.claim(audit=sheet, by=reviewer, at=at)


def test_the_result_is_not_better_than_the_worst_row(sheet: Audit, reviewer: User, decide: Decide) -> None:
    with pytest.raises(Refused):
        decide(sheet, reviewer, replace(RIGHT, safe="no"))


def test_a_negative_verdict_says_why(sheet: Audit, reviewer: User, decide: Decide) -> None:
    with pytest.raises(Refused):
        decide(sheet, reviewer, replace(WRONG, reason="wrong"))


def test_what_one_cannot_judge_goes_to_somebody_else(
    sheet: Audit, accepted: Answer, reviewer: User, second_reviewer: User, answerer: User, decide: Decide
) -> None:
    decide(sheet, reviewer, Judgement(Result.CANNOT_JUDGE))
    assert state_of(accepted) == "claimed"
    again = Audit.objects.open().get()
    with pytest.raises(NotAllowed):
        decide(again, reviewer)
    decide(again, second_reviewer)
    assert state_of(accepted) == "correct"
    assert Notice.objects.filter(person=answerer, kind="moderation:verdict:give").count() == 1


def test_a_high_risk_takes_two_reviewers(
    pair: list[Audit], risky: Answer, reviewer: User, second_reviewer: User, decide: Decide
) -> None:
    decide(pair[0], reviewer)
    assert state_of(risky) == "claimed"
    with pytest.raises(NotAllowed):
        decide(pair[1], reviewer)
    decide(pair[1], second_reviewer)
    assert state_of(risky) == "correct"
    assert not Audit.objects.open().exists()


def test_a_third_reviewer_decides_where_two_disagree(
    pair: list[Audit], risky: Answer, reviewer: User, second_reviewer: User, moderator: User, decide: Decide
) -> None:
    decide(pair[0], reviewer)
    decide(pair[1], second_reviewer, WRONG)
    assert state_of(risky) == "disputed"
    third = Audit.objects.open().get()
    assert third.slot == 3
    for earlier in (reviewer, second_reviewer):
        with pytest.raises(NotAllowed):
            decide(third, earlier)
    decide(third, moderator)
    assert state_of(risky) == "correct"
    assert Evidence.objects.get(kind="adjudicate").actor == moderator


def test_a_dispute_stays_one_while_the_third_reviewer_cannot_judge(
    pair: list[Audit], risky: Answer, reviewer: User, second_reviewer: User, person: MakePerson, decide: Decide
) -> None:
    decide(pair[0], reviewer)
    decide(pair[1], second_reviewer, WRONG)
    decide(Audit.objects.open().get(), person("Rita Vogt", Role.REVIEWER), Judgement(Result.CANNOT_JUDGE))
    assert state_of(risky) == "disputed"
    fourth = Audit.objects.open().get()
    assert fourth.slot == 3
    decide(fourth, person("Leo Frei", Role.REVIEWER), WRONG)
    assert state_of(risky) == "refuted"
