"""Ask, answer, accept, follow up: what becomes of the case."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.models import User
from cases.flows import follow_ups
from cases.models import Evidence, FollowUp
from cases.states import FollowUpState, Held
from common.errors import NotAllowed
from common.models import JournalEntry
from community.flows import answers, outcomes, questions
from community.models import Answer, Outcome, Question, SameProblem


def test_an_accepted_answer_is_a_claim_and_is_asked_about_twice(answer: Answer, asker: User, at: datetime) -> None:
    answers.accept(answer=answer, by=asker, at=at)
    case = answer.question.case
    case.refresh_from_db()
    assert (case.state, case.resolved) == ("claimed", "claimed")
    assert [f.due_at - at for f in FollowUp.objects.order_by("due_at")] == [timedelta(days=3), timedelta(days=14)]


def test_the_asker_confirms_after_three_days(answer: Answer, asker: User, at: datetime) -> None:
    answers.accept(answer=answer, by=asker, at=at)
    later = at + timedelta(days=3)
    assert follow_ups.send_due(at=later) == 1
    follow_ups.answer(follow_up=FollowUp.objects.get(kind="day3"), value=Held.YES, remark="", at=later)
    case = answer.question.case
    case.refresh_from_db()
    assert (case.state, case.resolved) == ("confirmed", "confirmed")


def test_a_no_reopens_the_question_and_asks_no_more(answer: Answer, asker: User, at: datetime) -> None:
    answers.accept(answer=answer, by=asker, at=at)
    later = at + timedelta(days=3)
    follow_ups.send_due(at=later)
    follow_ups.answer(follow_up=FollowUp.objects.get(kind="day3"), value=Held.NO, remark="", at=later)
    case = answer.question.case
    case.refresh_from_db()
    assert (case.state, case.false_solved) == ("refuted", True)
    assert FollowUp.objects.get(kind="day14").state == FollowUpState.DROPPED


def test_accepting_twice_is_once(answer: Answer, asker: User, at: datetime) -> None:
    for _ in range(2):
        answers.accept(answer=answer, by=asker, at=at)
    assert Evidence.objects.filter(kind="accept").count() == 1


def test_nobody_but_the_asker_accepts(answer: Answer, stranger: User, answerer: User, at: datetime) -> None:
    for person in (stranger, answerer):
        with pytest.raises(NotAllowed):
            answers.accept(answer=answer, by=person, at=at)


def test_nobody_proves_their_own_answer(answer: Answer, answerer: User, asker: User, at: datetime) -> None:
    for person in (answerer, asker):
        with pytest.raises(NotAllowed):
            outcomes.report(answer=answer, by=person, worked=True, at=at)


def test_changing_your_mind_keeps_the_first_word_in_the_log(answer: Answer, stranger: User, at: datetime) -> None:
    outcomes.report(answer=answer, by=stranger, worked=True, at=at)
    outcomes.report(answer=answer, by=stranger, worked=False, at=at + timedelta(hours=1))
    assert list(Outcome.objects.order_by("pk").values_list("worked", "retracted_at")) == [
        (True, at + timedelta(hours=1)),
        (False, None),
    ]


def test_saying_the_same_again_changes_nothing(answer: Answer, stranger: User, at: datetime) -> None:
    for _ in range(2):
        outcomes.report(answer=answer, by=stranger, worked=True, at=at)
    assert Outcome.objects.count() == 1


def test_the_same_problem_is_counted_once_and_can_be_taken_back(
    question: Question, stranger: User, at: datetime
) -> None:
    assert questions.say_same_problem(question=question, by=stranger, at=at)
    assert not questions.say_same_problem(question=question, by=stranger, at=at)
    question.refresh_from_db()
    assert question.same_problem_count == 1
    assert questions.retract_same_problem(question=question, by=stranger, at=at)
    question.refresh_from_db()
    assert question.same_problem_count == 0
    assert SameProblem.objects.filter(retracted_at=None).count() == 0


def test_a_substantive_edit_is_evidence_and_keeps_the_old_text(answer: Answer, answerer: User, at: datetime) -> None:
    answers.edit(answer=answer, by=answerer, source="Do not touch the adapter; call us instead.", at=at)
    assert list(answer.revisions.order_by("number").values_list("is_substantive", flat=True)) == [True, True]
    assert Evidence.objects.get(kind="edit").value == "substantive"


def test_a_withdrawn_question_counts_nowhere(question: Question, asker: User, at: datetime) -> None:
    questions.withdraw(question=question, by=asker, at=at)
    question.case.refresh_from_db()
    assert question.case.state == "excluded"


@pytest.mark.parametrize("model", [Evidence, JournalEntry])
def test_the_database_refuses_to_change_what_was_written(model: type[Evidence | JournalEntry], answer: Answer) -> None:
    for act in (lambda rows: rows.delete(), lambda rows: rows.update(id=0)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act(model.objects.all())
