"""Ask the asker, after 3 and after 14 days, whether it held. No answer is no answer, and never a yes."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from cases import notices
from cases.flows import evidence
from cases.models import Case, FollowUp
from cases.queries import open_follow_ups
from cases.states import FollowUpKind, FollowUpState, Held, Kind, Resolved
from common import journal, links

DAYS = {FollowUpKind.DAY_3: timedelta(days=3), FollowUpKind.DAY_14: timedelta(days=14)}


@transaction.atomic
def plan(*, case: Case, answer_id: int | None, at: datetime) -> None:
    """Plan both questions about the claim made at `at`; those about an earlier claim are dropped."""
    if case.asker is None:
        return
    drop(case=case, at=at)
    FollowUp.objects.bulk_create(
        [
            FollowUp(case=case, person=case.asker, kind=kind, answer_id=answer_id, claimed_at=at, due_at=at + after)
            for kind, after in DAYS.items()
        ],
        ignore_conflicts=True,
    )


def drop(*, case: Case, at: datetime) -> None:
    """Ask no more about this claim: it was taken back, refuted or replaced."""
    open_follow_ups(case).update(state=FollowUpState.DROPPED)


def send_due(*, at: datetime) -> int:
    """Send the questions whose day has come; how many. One person is asked about one case once a day at most."""
    due = FollowUp.objects.filter(state=FollowUpState.PLANNED, due_at__lte=at).order_by("due_at")
    return sum(send(follow_up_id=pk, at=at) for pk in due.values_list("pk", flat=True)[:500])


@transaction.atomic
def send(*, follow_up_id: int, at: datetime) -> bool:
    """Send one question, unless somebody was faster or it no longer makes sense."""
    follow_up = FollowUp.objects.select_for_update(skip_locked=True).filter(pk=follow_up_id).first()
    if follow_up is None or follow_up.state != FollowUpState.PLANNED:
        return False
    case = Case.objects.select_related("asker").get(pk=follow_up.case_id)
    makes_sense = case.resolved in {Resolved.CLAIMED, Resolved.CONFIRMED} and case.state != "excluded"
    follow_up.state = FollowUpState.SENT if makes_sense else FollowUpState.DROPPED
    follow_up.sent_at = at if makes_sense else None
    follow_up.save(update_fields=["state", "sent_at"])
    journal.write("cases:follow_up:send", actor=None, subject=follow_up, at=at, after={"state": follow_up.state})
    if makes_sense:
        notices.ask(follow_up=follow_up, case=case, at=at)
    return makes_sense


@transaction.atomic
def answer(*, follow_up: FollowUp, value: Held, remark: str, at: datetime, token: str = "") -> FollowUp:
    """Write down what the asker says. One answer a question; with a `token`, the link is spent with it.

    Raises: AlreadySpent, when the link (or the question) was answered before.
    """
    follow_up = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if follow_up.state != FollowUpState.SENT:
        raise links.AlreadySpent
    if token:
        links.spend(token, at=at, life=settings.FOLLOW_UP_LINK_LIFE)
    follow_up.state, follow_up.value = FollowUpState.ANSWERED, value
    follow_up.remark, follow_up.answered_at = remark, at
    follow_up.save(update_fields=["state", "value", "remark", "answered_at"])
    evidence.append(
        follow_up.case_id,
        Kind.ASKER_REPLY,
        by=follow_up.person,
        at=at,
        value=value,
        answer_id=follow_up.answer_id,
        actor_role="asker",
        source=f"follow_up:{follow_up.pk}",
    )
    journal.write(
        "cases:follow_up:answer", actor=follow_up.person_id, subject=follow_up, at=at, after={"value": str(value)}
    )
    if value == Held.NO:
        drop(case=follow_up.case, at=at)
    return follow_up
