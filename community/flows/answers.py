"""Answer, correct an answer, mark it as the solution."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from cases.flows import evidence, follow_ups
from cases.states import Kind
from common import journal
from common.errors import ensure
from community import notices, policies
from community.flows import texts
from community.flows.questions import locked
from community.models import Answer, Question
from notifications.flows.telling import soon


@transaction.atomic
def post(*, question: Question, by: User, source: str, at: datetime) -> Answer:
    """Propose a solution; the same words sent twice are one answer.

    Raises: NotAllowed, when the question is closed or hidden; Refused, when it is too long.
    """
    question = locked(question)
    ensure(policies.may_answer(by, question))
    sent_before = question.answer_count and question.answers.filter(author=by, revision__source=source).first()
    if sent_before:
        return sent_before
    answer = Answer.objects.create(question=question, author=by, answered_at=at)
    revision = texts.first(answer=answer, source=source, by=by, at=at)
    Question.objects.filter(pk=question.pk).update(answer_count=F("answer_count") + 1, active_at=at)
    evidence.append(
        question.case_id, Kind.ANSWER, by=by, at=at, answer_id=answer.pk, revision_id=revision.pk, actor_role="answerer"
    )
    journal.write("community:answer:post", actor=by.pk, subject=answer, at=at, after={"question": question.pk})
    soon(notices.answer_posted, answer.pk, at.isoformat())
    return answer


@transaction.atomic
def edit(*, answer: Answer, by: User, source: str, note: str = "", says_minor: bool = False, at: datetime) -> Answer:
    """Correct an answer. A substantive edit voids what reviewers said about the old text.

    Raises: NotAllowed; Refused, when the text is too long.
    """
    question = locked(answer.question)
    answer = _locked(answer)
    ensure(policies.may_edit_answer(by, answer))
    revision = texts.next_of(thing=answer, source=source, by=by, note=note, says_minor=says_minor, at=at)
    if revision is None:
        return answer
    evidence.append(
        question.case_id,
        Kind.EDIT,
        by=by,
        at=at,
        value="substantive" if revision.is_substantive else "typo",
        answer_id=answer.pk,
        revision_id=revision.pk,
    )
    Question.objects.filter(pk=question.pk).update(active_at=at)
    journal.write(
        "community:answer:edit",
        actor=by.pk,
        subject=answer,
        at=at,
        after={"revision": revision.number, "is_substantive": revision.is_substantive},
    )
    return answer


@transaction.atomic
def accept(*, answer: Answer, by: User, at: datetime) -> Answer:
    """The asker calls this the solution: a claim, and the beginning of the follow-up. Twice is once.

    Raises: NotAllowed, when `by` did not ask.
    """
    question = locked(answer.question)
    ensure(policies.may_accept(by, question))
    answer = _locked(answer)
    if answer.accepted_at is not None:
        return answer
    question.answers.exclude(accepted_at=None).update(accepted_at=None)
    answer.accepted_at = at
    answer.save(update_fields=["accepted_at"])
    case = evidence.append(
        question.case_id,
        Kind.ACCEPT,
        by=by,
        at=at,
        answer_id=answer.pk,
        revision_id=answer.revision_id,
        actor_role="asker",
    )
    follow_ups.plan(case=case, answer_id=answer.pk, at=at)
    journal.write("community:answer:accept", actor=by.pk, subject=answer, at=at, after={"question": question.pk})
    soon(notices.answer_accepted, answer.pk, at.isoformat())
    return answer


@transaction.atomic
def unaccept(*, answer: Answer, by: User, at: datetime) -> Answer:
    """The asker takes the mark back; that it was there stays known. Raises: NotAllowed."""
    question = locked(answer.question)
    ensure(policies.may_accept(by, question))
    answer = _locked(answer)
    if answer.accepted_at is None:
        return answer
    answer.accepted_at = None
    answer.save(update_fields=["accepted_at"])
    case = evidence.append(question.case_id, Kind.UNACCEPT, by=by, at=at, answer_id=answer.pk, actor_role="asker")
    follow_ups.drop(case=case, at=at)
    journal.write("community:answer:unaccept", actor=by.pk, subject=answer, at=at, after={"question": question.pk})
    return answer


def _locked(answer: Answer) -> Answer:
    return (
        Answer.objects.select_for_update(of=["self"])
        .select_related("question__case", "question__author", "author", "revision")
        .get(pk=answer.pk)
    )
