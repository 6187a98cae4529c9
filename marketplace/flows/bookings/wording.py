"""The customer's word, and what happens when helper and customer differ."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from cases.flows import evidence
from cases.states import Kind
from common.errors import ensure
from marketplace import notices, policies
from marketplace.flows.bookings.settling import settle
from marketplace.flows.moving import AlreadyMoved, move
from marketplace.models import Booking
from marketplace.states import Outcome, Status, Value, Who


@transaction.atomic
def say(*, booking: Booking, by: User, value: Value, at: datetime) -> Booking:
    """The customer says how it ended. That closes and pays, unless it contradicts the helper about the money.

    Raises: NotAllowed; AlreadyMoved, when it was said before or the time for it is over.
    """
    booking = Booking.objects.locked(booking.pk)
    ensure(policies.may_say(by, booking))
    if booking.status != Status.REPORTED:
        raise AlreadyMoved
    differs = value == Value.NOT_SOLVED and booking.outcome_value in {Value.SOLVED, Value.PARTLY}
    booking.customer_value = value
    booking.outcome = Outcome.CONTESTED if differs else Outcome.CONFIRMED
    booking.save(update_fields=["customer_value", "outcome"])
    evidence.append(
        booking.case_id,
        Kind.BOOKING,
        by=by,
        at=at,
        value=value,
        actor_role="asker",
        source=f"booking:{booking.pk}:customer",
    )
    if differs:
        move(booking, Status.IN_CASE, who=Who.CUSTOMER, by=by, at=at, due_at=None)
        notices.contested(booking=booking, at=at)
    else:
        settle(booking, who=Who.CUSTOMER, by=by, at=at)
    return booking


@transaction.atomic
def complain(*, booking: Booking, by: User, reason: str, at: datetime) -> Booking:
    """Somebody says that it was not right; nothing more is paid out until it is decided.

    Raises: NotAllowed; AlreadyMoved.
    """
    booking = Booking.objects.locked(booking.pk)
    ensure(policies.may_complain(by, booking, at))
    who = Who.CUSTOMER if by.pk == booking.customer_id else Who.HELPER
    move(booking, Status.IN_CASE, who=who, by=by, at=at, due_at=None, reason=reason[:500])
    notices.contested(booking=booking, at=at)
    return booking


@transaction.atomic
def decide(*, booking: Booking, by: User, value: Value, reason: str, at: datetime) -> Booking:
    """An operator decides how it ended, with reasons, and the money follows. Raises: NotAllowed, AlreadyMoved."""
    booking = Booking.objects.locked(booking.pk)
    ensure(policies.may_decide(by))
    if booking.status != Status.IN_CASE:
        raise AlreadyMoved
    booking.outcome, booking.outcome_value, booking.reason = Outcome.ADJUDICATED, value, reason[:500]
    # What the customer said stays in the evidence; the decision is what the money goes by.
    booking.customer_value = value
    booking.save(update_fields=["outcome", "outcome_value", "reason", "customer_value"])
    settle(booking, who=Who.OPERATOR, by=by, at=at)
    return booking
