"""It does not take place: cancelled, handed back, or somebody was not there."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused, ensure
from marketplace import notices, policies, settlement
from marketplace.flows.bookings.settling import pay_by
from marketplace.flows.moving import move
from marketplace.models import Booking
from marketplace.states import Status, Who

WAITS = timedelta(minutes=10)
MAY_OBJECT = timedelta(hours=24)
NEW_HELPER_WITHIN = timedelta(hours=24)
LATEST_HELPER = timedelta(hours=4)


@transaction.atomic
def cancel(*, booking: Booking, by: User, reason: str, at: datetime) -> Booking:
    """The customer cancels a confirmed booking; what it costs was agreed when booking.

    Raises: NotAllowed, AlreadyMoved.
    """
    booking = Booking.objects.locked(booking.pk)
    ensure(policies.may_leave(by, booking))
    split = due_on_cancelling(booking, at)
    move(booking, Status.CANCELLED, who=Who.CUSTOMER, by=by, at=at, due_at=None, reason=reason[:500])
    pay_by(booking, split, at)
    notices.cancelled(booking=booking, to=booking.helper.person, at=at)
    return booking


def due_on_cancelling(booking: Booking, at: datetime) -> settlement.Split:
    """Who gets what if the customer cancels now; without a helper nothing is due."""
    if booking.status == Status.REASSIGNING:
        return settlement.of_nothing(booking.agreed)
    return settlement.of_cancelling(
        booking.agreed, booking.rules, booked_at=booking.booked_at, starts_at=booking.starts_at, at=at
    )


@transaction.atomic
def hand_back(*, booking: Booking, by: User, reason: str, at: datetime) -> Booking:
    """The helper cannot do it: the customer chooses somebody else or has all of it back.

    Raises: NotAllowed, AlreadyMoved.
    """
    booking = Booking.objects.locked(booking.pk)
    ensure(policies.may_answer(by, booking))
    due = max(min(at + NEW_HELPER_WITHIN, booking.starts_at - LATEST_HELPER), at)
    move(booking, Status.REASSIGNING, who=Who.HELPER, by=by, at=at, due_at=due, reason=reason[:500])
    notices.cancelled(booking=booking, to=booking.customer, at=at)
    return booking


@transaction.atomic
def miss_customer(*, booking: Booking, by: User, reason: str, at: datetime) -> Booking:
    """The helper waited and nobody was there. The customer has a day to object; then the call-out fee is due.

    Raises: NotAllowed; AlreadyMoved; Refused, when it is too early to give up.
    """
    booking = Booking.objects.locked(booking.pk)
    ensure(policies.may_answer(by, booking))
    return _miss(booking, Status.NO_SHOW_CUSTOMER, Who.HELPER, by, reason, at)


@transaction.atomic
def miss_helper(*, booking: Booking, by: User, reason: str, at: datetime) -> Booking:
    """The helper did not come. They have a day to object; then all of it goes back. Raises: as `miss_customer`."""
    booking = Booking.objects.locked(booking.pk)
    ensure(policies.may_leave(by, booking))
    return _miss(booking, Status.NO_SHOW_HELPER, Who.CUSTOMER, by, reason, at)


def _miss(booking: Booking, new: Status, who: Who, by: User, reason: str, at: datetime) -> Booking:
    if at < booking.starts_at + WAITS:
        raise Refused(_("Please wait ten minutes, and call, before you give up."))
    move(booking, new, who=who, by=by, at=at, due_at=at + MAY_OBJECT, reason=reason[:500])
    other = booking.customer if who == Who.HELPER else booking.helper.person
    notices.cancelled(booking=booking, to=other, at=at)
    return booking
