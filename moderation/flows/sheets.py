"""Put an answer on the desk: one sheet, or two at high risk."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cases.assess import Policy
from cases.states import State
from common import journal
from common.errors import ensure, refuse
from community.models import Answer, Question, Revision
from moderation import plan, policies
from moderation.models import Audit, Draw
from moderation.queries import carriers
from moderation.states import OPEN, AuditState, Slot, Why


@transaction.atomic
def ask(*, question: Question, by: User, at: datetime) -> list[Audit]:
    """A moderator wants this question's solution checked. Asking again finds the same sheets.

    Raises: NotAllowed; Refused, when the question is withdrawn or no answer carries it.
    """
    ensure(policies.may_ask_audit(by))
    question = Question.objects.select_for_update(of=["self"]).select_related("case").get(pk=question.pk)
    answer = carriers([question.case_id]).first()
    if question.case.state == State.EXCLUDED or answer is None:
        refuse(_("There is nothing to check yet: no answer is marked as the solution."))
    sheets = put(answer=answer, why=Why.ASKED, at=at)
    journal.write("moderation:audit:ask", actor=by.pk, subject=question, at=at, after={"answer": answer.pk})
    return sheets


@transaction.atomic
def put(*, answer: Answer, why: Why, at: datetime, draw: Draw | None = None) -> list[Audit]:
    """Sheets for as many reviewers as the risk asks for. While some are open, those serve."""
    standing = list(Audit.objects.open().filter(answer=answer))
    if standing:
        return [_drawn_too(audit, why, draw) for audit in standing]
    return put_whole(answer=answer, why=why, at=at, draw=draw)


def put_whole(*, answer: Answer, why: Why, at: datetime, draw: Draw | None = None) -> list[Audit]:
    """One sheet for each reviewer that the risk asks for. Inside a transaction."""
    reviewers = Policy().needed(answer.question.case.risk)
    return [put_one(answer=answer, slot=Slot(n), why=why, at=at, draw=draw) for n in range(1, reviewers + 1)]


def put_one(*, answer: Answer, slot: Slot, why: Why, at: datetime, draw: Draw | None = None) -> Audit:
    """One sheet, for the reviewer number `slot`; the open one, where somebody was faster. Inside a transaction."""
    case = answer.question.case
    audit, is_new = Audit.objects.get_or_create(
        answer=answer,
        slot=slot,
        state__in=OPEN,
        defaults={
            "case": case,
            "question": answer.question,
            "revision": text_of(answer),
            "asker_id": answer.question.author_id,
            "author_id": answer.author_id,
            "why": why,
            "draw": draw,
            "stratum": draw.stratum if draw else f"{case.risk}:{case.state}",
            "drawn_at": at,
            "due_at": at + plan.DUE[case.risk],
        },
    )
    return audit if is_new else _drawn_too(audit, why, draw)


def put_like(audit: Audit, *, answer: Answer, at: datetime, slot: Slot | None = None) -> Audit:
    """One more sheet about the same answer, in the same sample, for somebody who has not judged it yet."""
    return put_one(answer=answer, slot=slot or Slot(audit.slot), why=Why(audit.why), at=at, draw=audit.draw)


def renew(audit: Audit, answer: Answer) -> Audit:
    """Judge what `answer` says now; whoever was reading the old text must read again."""
    audit.answer, audit.revision, audit.author_id = answer, text_of(answer), answer.author_id
    audit.state, audit.reviewer, audit.claimed_at = AuditState.WAITING, None, None
    audit.version += 1
    audit.save(update_fields=["answer", "revision", "author", "state", "reviewer", "claimed_at", "version"])
    return audit


def text_of(answer: Answer) -> Revision:
    """The text to judge: the last one of substance. Corrected typos are not another text, and no second chance."""
    return answer.revisions.filter(is_substantive=True).latest("number")


def _drawn_too(audit: Audit, why: Why, draw: Draw | None) -> Audit:
    """An open sheet that chance takes as well becomes a drawn one, so that the sample has no hole."""
    if draw and audit.draw is None:
        audit.why, audit.draw, audit.stratum = why, draw, draw.stratum
        audit.save(update_fields=["why", "draw", "stratum"])
    return audit
