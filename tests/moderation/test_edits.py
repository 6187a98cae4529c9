"""The text moves, or the claim does: while a sheet waits, while it is read, after it was judged."""

from datetime import datetime, timedelta

import pytest

from accounts.models import User
from cases.flows import evidence
from cases.models import Case
from common.errors import NotAllowed, Refused
from common.models import JournalEntry
from community.flows import answers
from community.models import Answer
from moderation.flows import audits, draws, following
from moderation.models import Audit, Verdict
from moderation.states import AuditState
from tests.moderation.conftest import RIGHT, Decide

ANOTHER = "Leave the adapter alone. Call us, we look at your line from here."


def state_of(answer: Answer) -> str:
    return Case.objects.get(pk=answer.question.case_id).state


def rewrite(answer: Answer, at: datetime) -> Answer:
    return answers.edit(answer=answer, by=answer.author, source=ANOTHER, at=at)


def catch_up() -> None:
    following.follow(list(JournalEntry.objects.order_by("pk")))


def test_a_substantive_edit_voids_the_verdict_and_asks_again(
    sheet: Audit, accepted: Answer, reviewer: User, at: datetime, decide: Decide
) -> None:
    decide(sheet, reviewer)
    edited = rewrite(accepted, at + timedelta(hours=1))
    assert state_of(accepted) == "claimed"
    catch_up()
    again = Audit.objects.open().get()
    assert (again.why, again.revision) == ("stale", edited.revision)
    decide(again, reviewer, when=at + timedelta(hours=2))
    assert state_of(accepted) == "correct"


def test_the_journal_may_tell_it_twice(
    sheet: Audit, accepted: Answer, reviewer: User, at: datetime, decide: Decide
) -> None:
    decide(sheet, reviewer)
    rewrite(accepted, at + timedelta(hours=1))
    for _ in range(2):
        catch_up()
    assert Audit.objects.open().count() == 1
    decide(Audit.objects.open().get(), reviewer, when=at + timedelta(hours=2))
    catch_up()
    assert not Audit.objects.open().exists()


def test_a_corrected_typo_keeps_verdict_and_sheet(
    sheet: Audit, accepted: Answer, reviewer: User, second_reviewer: User, at: datetime, decide: Decide
) -> None:
    assert accepted.revision
    source = accepted.revision.source.replace("adapter", "adaptor")
    held = audits.claim(audit=sheet, by=reviewer, at=at)
    answers.edit(answer=accepted, by=accepted.author, source=source, says_minor=True, at=at)
    catch_up()
    audits.decide(audit=held, by=reviewer, version=held.version, judgement=RIGHT, at=at + timedelta(minutes=1))
    assert state_of(accepted) == "correct"
    assert not Audit.objects.open().exists()


def test_nobody_decides_a_text_that_was_rewritten_while_they_read(
    sheet: Audit, accepted: Answer, reviewer: User, at: datetime
) -> None:
    held = audits.claim(audit=sheet, by=reviewer, at=at)
    edited = rewrite(accepted, at + timedelta(minutes=1))
    later = at + timedelta(minutes=2)
    with pytest.raises(Refused):
        audits.decide(audit=held, by=reviewer, version=held.version, judgement=RIGHT, at=later)
    again = audits.claim(audit=held, by=reviewer, at=later)
    assert again.revision == edited.revision
    assert audits.decide(audit=again, by=reviewer, version=again.version, judgement=RIGHT, at=later)
    assert Verdict.objects.count() == 1


def test_an_open_sheet_follows_the_text(sheet: Audit, accepted: Answer, reviewer: User, at: datetime) -> None:
    audits.claim(audit=sheet, by=reviewer, at=at)
    edited = rewrite(accepted, at + timedelta(minutes=1))
    catch_up()
    sheet.refresh_from_db()
    assert (sheet.revision, sheet.state, sheet.reviewer) == (edited.revision, AuditState.WAITING, None)


def test_a_typo_gives_nobody_a_second_vote(
    pair: list[Audit], risky: Answer, reviewer: User, at: datetime, decide: Decide
) -> None:
    assert risky.revision
    decide(pair[0], reviewer)
    source = risky.revision.source.replace("electrician", "electritian")
    answers.edit(answer=risky, by=risky.author, source=source, says_minor=True, at=at + timedelta(hours=1))
    catch_up()
    assert Audit.objects.get(pk=pair[1].pk).revision_id == pair[0].revision_id


def test_a_check_that_ran_out_is_put_on_the_desk_once(
    sheet: Audit, accepted: Answer, reviewer: User, second_reviewer: User, at: datetime, decide: Decide
) -> None:
    decide(sheet, reviewer)
    later = at + timedelta(days=400)
    assert draws.recheck_due(at=later) == 0
    evidence.look_again_due(at=later)
    assert state_of(accepted) == "expired"
    assert draws.recheck_due(at=later) == 1
    assert draws.recheck_due(at=later) == 0
    decide(Audit.objects.open().get(), second_reviewer, when=later)
    assert state_of(accepted) == "correct"


def move_claim(answer: Answer, stranger: User, at: datetime) -> Answer:
    """The asker calls another answer the solution."""
    other = answers.post(question=answer.question, by=stranger, source="Ask the caretaker for the plan first.", at=at)
    return answers.accept(answer=other, by=answer.question.author, at=at)


def test_open_sheets_follow_the_claim_to_another_answer(
    pair: list[Audit], risky: Answer, stranger: User, reviewer: User, at: datetime, decide: Decide
) -> None:
    decide(pair[0], reviewer)
    other = move_claim(risky, stranger, at + timedelta(hours=1))
    for _ in range(2):
        catch_up()
    waiting = Audit.objects.open().order_by("slot")
    assert list(waiting.values_list("slot", "answer", "author")) == [
        (1, other.pk, stranger.pk),
        (2, other.pk, stranger.pk),
    ]
    decide(waiting[0], reviewer, when=at + timedelta(hours=2))
    assert state_of(risky) == "claimed"


def test_a_drawn_claim_stays_in_the_sample_when_it_moves(
    risky: Answer, stranger: User, reviewer: User, second_reviewer: User, at: datetime, decide: Decide
) -> None:
    (row,) = draws.draw(period="2026-05", at=at)
    for audit, person in zip(Audit.objects.order_by("slot"), (reviewer, second_reviewer), strict=True):
        decide(audit, person)
    assert state_of(risky) == "correct"
    move_claim(risky, stranger, at + timedelta(hours=1))
    assert state_of(risky) == "claimed"
    catch_up()
    assert set(Audit.objects.open().values_list("draw", "why")) == {(row.pk, "risk")}


def test_the_author_of_the_new_solution_cannot_review_it(
    pair: list[Audit], risky: Answer, reviewer: User, at: datetime
) -> None:
    audits.claim(audit=pair[0], by=reviewer, at=at)
    move_claim(risky, reviewer, at + timedelta(minutes=1))
    catch_up()
    assert Audit.objects.get(pk=pair[0].pk).reviewer is None
    with pytest.raises(NotAllowed):
        audits.claim(audit=pair[0], by=reviewer, at=at + timedelta(minutes=2))


def test_a_claim_that_nobody_checks_moves_without_a_sheet(accepted: Answer, stranger: User, at: datetime) -> None:
    move_claim(accepted, stranger, at)
    catch_up()
    assert not Audit.objects.exists()
