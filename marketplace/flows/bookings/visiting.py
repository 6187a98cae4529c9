"""The visit: check in, check out with an honest word."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cases.flows import evidence, follow_ups
from cases.models import Case
from cases.states import Kind
from common.errors import Refused, ensure
from marketplace import notices, policies
from marketplace.flows.moving import move
from marketplace.models import Booking
from marketplace.states import Outcome, Reason, Status, Value, Who

EARLIEST = timedelta(minutes=30)
SILENCE = timedelta(hours=72)


@transaction.atomic
def check_in(*, booking: Booking, by: User, at: datetime) -> Booking:
    """The helper is there. Raises: NotAllowed; AlreadyMoved; Refused, when the visit is not near."""
    booking = Booking.objects.locked(booking.pk)
    ensure(policies.may_answer(by, booking))
    if at < booking.starts_at - EARLIEST:
        raise Refused(_("You can check in half an hour before the visit begins."))
    move(booking, Status.IN_PROGRESS, who=Who.HELPER, by=by, at=at, checked_in_at=at)
    return booking


@transaction.atomic
def check_out(
    *,
    booking: Booking,
    by: User,
    value: Value,
    at: datetime,
    reason: str = "",
    report: str = "",
    minutes: int | None = None,
) -> Booking:
    """The helper says how it ended. It is a claim and evidence; only the customer confirms.

    Raises: NotAllowed; AlreadyMoved; Refused, when it is not solved and no reason is given.
    """
    booking = Booking.objects.locked(booking.pk)
    ensure(policies.may_answer(by, booking))
    if value == Value.NOT_SOLVED and reason not in Reason.values:
        raise Refused(_("Please say why it is not solved. You are paid the same."))
    move(
        booking, Status.REPORTED, who=Who.HELPER, by=by, at=at,
        reported_at=at, due_at=at + SILENCE, outcome=Outcome.CLAIMED, outcome_value=value,
        outcome_reason=reason if value == Value.NOT_SOLVED else "", report=report.strip()[:1000],
        minutes_spent=minutes if minutes is not None else _minutes(booking, at),
    )  # fmt: skip
    case = evidence.append(
        booking.case_id,
        Kind.BOOKING,
        by=by,
        at=at,
        value=value,
        actor_role="helper",
        source=f"booking:{booking.pk}:helper",
    )
    _plan_questions(case, value, at)
    notices.reported(booking=booking, at=at)
    return booking


def _plan_questions(case: Case, value: Value, at: datetime) -> None:
    if value != Value.NOT_SOLVED:
        follow_ups.plan(case=case, answer_id=None, at=at)


def _minutes(booking: Booking, at: datetime) -> int | None:
    if booking.checked_in_at is None:
        return None
    return min(max(round((at - booking.checked_in_at).total_seconds() / 60), 0), 30_000)
