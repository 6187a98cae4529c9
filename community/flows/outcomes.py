"""Worked for me, or did not."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from cases.flows import evidence
from cases.states import Kind
from common import journal
from common.errors import ensure
from community import policies
from community.flows.questions import locked
from community.models import Answer, Outcome


@transaction.atomic
def report(*, answer: Answer, by: User, worked: bool, device: str = "", at: datetime) -> Outcome:
    """Record whether `answer` worked for `by`; an earlier report of theirs is retracted, never deleted.

    Raises: NotAllowed, when `by` wrote the answer, asked the question or can no longer read it.
    """
    answer = _locked(answer)
    ensure(policies.may_report_outcome(by, answer))
    standing = answer.text.outcomes.standing().of(by).first()
    if standing and (standing.worked, standing.device) == (worked, device):
        return standing
    Outcome.objects.standing().of(by).filter(revision__answer=answer).retract(at)
    outcome = Outcome.objects.create(revision=answer.text, person=by, worked=worked, device=device, said_at=at)
    _tell_case(answer, by, "worked" if worked else "did_not_work", at)
    journal.write("community:outcome:report", actor=by.pk, subject=answer, at=at, after={"worked": worked})
    return outcome


@transaction.atomic
def retract(*, answer: Answer, by: User, at: datetime) -> bool:
    """Take back what `by` said about `answer`; whether there was anything."""
    answer = _locked(answer)
    if not Outcome.objects.standing().of(by).filter(revision__answer=answer).retract(at):
        return False
    _tell_case(answer, by, "retracted", at)
    journal.write("community:outcome:retract", actor=by.pk, subject=answer, at=at)
    return True


def _tell_case(answer: Answer, by: User, value: str, at: datetime) -> None:
    evidence.append(
        answer.question.case_id,
        Kind.VOTE,
        by=by,
        at=at,
        value=value,
        answer_id=answer.pk,
        revision_id=answer.revision_id,
        actor_role="member",
    )


def _locked(answer: Answer) -> Answer:
    locked(answer.question)
    return Answer.objects.select_for_update(of=["self"]).select_related("revision", "question__case").get(pk=answer.pk)
