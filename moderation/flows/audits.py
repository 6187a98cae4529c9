"""Claim a sheet, put it back, leave it to others, decide it."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cases.flows import evidence
from cases.models import Case
from cases.states import Correct, Kind, Method
from common import journal
from common.errors import ensure, refuse
from common.models import snapshot
from community.models import Answer
from moderation import notices, rubric
from moderation.flows import sheets
from moderation.models import Audit, Recusal, Verdict
from moderation.queries import is_allowed, is_outdated
from moderation.rubric import Judgement
from moderation.states import MOVES, AuditState, Result, Slot, Tie
from notifications.flows.telling import soon

_MOVED = ["state", "reviewer", "claimed_at", "decided_at", "version"]


@transaction.atomic
def claim(*, audit: Audit, by: User, at: datetime) -> Audit:
    """Take the sheet for ten minutes, with the text that the answer has now. Taking it twice is once.

    Raises: NotAllowed, when `by` is tied to it; Refused, when somebody else holds it or has decided it.
    """
    audit = Audit.objects.locked(audit.pk)
    if audit.state != AuditState.DECIDED and is_outdated(audit):
        sheets.renew(audit, audit.answer)
    if audit.is_held_by(by, at):
        return audit
    ensure(is_allowed(by, audit))
    if audit.state == AuditState.DECIDED:
        refuse(_("This sheet is decided already. Take the next one."))
    if audit.is_held(at):
        refuse(_("A colleague is reading this one. Take the next, or come back in ten minutes."))
    return _move(audit, AuditState.CLAIMED, reviewer=by, by=by, verb="claim", at=at)


@transaction.atomic
def release(*, audit: Audit, by: User, at: datetime) -> Audit:
    """Put the sheet back, unread. Raises: NotAllowed, when `by` does not hold it."""
    audit = Audit.objects.locked(audit.pk)
    ensure(audit.state == AuditState.CLAIMED and audit.reviewer_id == by.pk)
    return _move(audit, AuditState.WAITING, reviewer=None, by=by, verb="release", at=at)


@transaction.atomic
def recuse(*, audit: Audit, by: User, tie: Tie, at: datetime) -> Recusal:
    """Leave the sheet to others, for good, and say why. Raises: NotAllowed, when it was not `by`'s to judge."""
    audit = Audit.objects.locked(audit.pk)
    ensure(audit.state != AuditState.DECIDED and is_allowed(by, audit))
    recusal = Recusal.objects.create(audit=audit, person=by, tie=tie, at=at)
    if audit.reviewer_id == by.pk:
        _move(audit, AuditState.WAITING, reviewer=None, by=by, verb="release", at=at)
    journal.write("moderation:audit:recuse", actor=by.pk, subject=audit, at=at, after={"tie": str(tie)})
    return recusal


@transaction.atomic
def decide(*, audit: Audit, by: User, version: int, judgement: Judgement, at: datetime) -> Verdict:
    """Write the verdict down; the case follows, the author is told, a disagreement calls a third reviewer.

    `version` is the sheet's as it was read. Raises: NotAllowed; Refused, when the sheet or its text moved meanwhile,
    when the result is better than the worst row, or when a reason is missing.
    """
    audit = Audit.objects.locked(audit.pk)
    ensure(is_allowed(by, audit))
    _check_it_is_still_theirs(audit, by, version)
    _check_it_is_whole(judgement)
    _move(audit, AuditState.DECIDED, reviewer=by, by=by, verb="decide", at=at)
    filled = asdict(judgement)
    verdict = Verdict.objects.create(audit=audit, reviewer=by, value=filled.pop("result"), at=at, **filled)
    case = _tell_case(audit, verdict, at)
    answer = Answer.objects.select_related("author", "question__case", "revision").get(pk=audit.answer_id)
    _ask_another(audit, verdict, case, answer, at)
    journal.write(
        "moderation:verdict:give",
        actor=by.pk,
        subject=verdict,
        at=at,
        after={"audit": audit.pk, "value": str(verdict.value), "state": case.state},
    )
    soon(notices.verdict_given, verdict.pk)
    return verdict


def _check_it_is_still_theirs(audit: Audit, by: User, version: int) -> None:
    """An expired claim that nobody took over still counts: the work is done."""
    if audit.state == AuditState.DECIDED:
        refuse(_("This sheet is decided already. Take the next one."))
    if audit.state != AuditState.CLAIMED or audit.reviewer_id != by.pk or audit.version != version:
        refuse(_("This sheet moved while you were reading. Take it again and look at what it says now."))
    if is_outdated(audit):
        refuse(_("The answer was rewritten while you were reading. Take the sheet again and read the new text."))


def _check_it_is_whole(judgement: Judgement) -> None:
    if not rubric.fits(judgement.result, judgement.grades()):
        refuse(_("The result cannot be better than the worst of the five rows."))
    if rubric.missing_characters(judgement.result, judgement.reason):
        refuse(_("Say in a sentence what is amiss: the author reads it."))


def _tell_case(audit: Audit, verdict: Verdict, at: datetime) -> Case:
    """A third reviewer's finding ends the dispute; where they found nothing, the dispute goes on."""
    is_ruling = audit.slot == Slot.THIRD and verdict.value != Result.CANNOT_JUDGE
    return evidence.append(
        audit.case_id,
        Kind.ADJUDICATE if is_ruling else Kind.VERDICT,
        by=verdict.reviewer,
        at=at,
        value=verdict.value,
        answer_id=audit.answer_id,
        revision_id=audit.revision_id,
        actor_role="reviewer",
        method=Method.HANDLING,
        source=f"verdict:{verdict.pk}",
    )


def _ask_another(audit: Audit, verdict: Verdict, case: Case, answer: Answer, at: datetime) -> None:
    """Somebody else gets the sheet that could not be judged; a third reviewer gets what two do not agree on."""
    if verdict.value == Result.CANNOT_JUDGE:
        sheets.put_like(audit, answer=answer, at=at)
    elif case.correct == Correct.DISPUTED:
        sheets.put_like(audit, answer=answer, slot=Slot.THIRD, at=at)


def _move(audit: Audit, state: AuditState, *, reviewer: User | None, by: User | None, verb: str, at: datetime) -> Audit:
    MOVES.check(audit.state, state)
    before = snapshot(audit, "state", "reviewer_id", "version")
    audit.state, audit.reviewer, audit.version = state, reviewer, audit.version + 1
    if state != AuditState.DECIDED:
        audit.claimed_at = at if state == AuditState.CLAIMED else None
    audit.decided_at = at if state == AuditState.DECIDED else None
    audit.save(update_fields=_MOVED)
    journal.write(
        f"moderation:audit:{verb}",
        actor=by.pk if by else None,
        subject=audit,
        at=at,
        before=before,
        after=snapshot(audit, "state", "reviewer_id", "version"),
    )
    return audit
