"""What time does to bookings. A sweep over due rows: a missed day catches up, and twice is once."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from marketplace import notices, settlement
from marketplace.flows import intents
from marketplace.flows.bookings.answering import leave_request
from marketplace.flows.bookings.settling import pay_by, settle
from marketplace.flows.bookings.visiting import SILENCE
from marketplace.flows.moving import AlreadyMoved, move
from marketplace.models import Booking, Intent, Payment
from marketplace.models.intent import Progress
from marketplace.states import Call, Paid, Status, Who

PATIENCE = timedelta(minutes=10)  # how long a silent payment company keeps a slot beyond its time


def run_due(*, at: datetime) -> int:
    """Move every booking whose time has come; how many moved."""
    due = Booking.objects.filter(due_at__lte=at).order_by("due_at").values_list("pk", flat=True)
    return sum(_run(pk, at) for pk in list(due[:500]))


def _run(pk: int, at: datetime) -> bool:
    booking = Booking.objects.get(pk=pk)
    if booking.status in {Status.HELD, Status.AWAITING_PAYMENT}:
        _ask_whether_paid(booking, at)
    with transaction.atomic():
        booking = Booking.objects.locked(pk)
        if booking.due_at is None or booking.due_at > at or booking.status not in _DUE:
            return False
        try:
            _DUE[Status(booking.status)](booking, at)
        except AlreadyMoved:
            return False
    return True


def _ask_whether_paid(booking: Booking, at: datetime) -> None:
    """Close the page before the slot is freed: whoever paid in the last second has booked."""
    for payment in Payment.objects.filter(booking=booking, status__in=[Paid.NEW, Paid.STARTED]):
        waiting = payment.intents.filter(call=Call.OPEN_PAGE, progress=Progress.OPEN).first()
        if waiting:
            intents.carry_out(intent_id=waiting.pk, at=at)
            payment.refresh_from_db()
        if payment.page:
            with transaction.atomic():
                closing = intents.store(payment=payment, call=Call.CLOSE_PAGE, at=at)
            intents.carry_out(intent_id=closing.pk, at=at)


def _lapse(booking: Booking, at: datetime) -> None:
    """Not paid in time, or nobody could tell us so for too long."""
    unknown = booking.payments.filter(status__in=[Paid.NEW, Paid.STARTED])
    if unknown.exists() and booking.due_at and at < booking.due_at + PATIENCE:
        return
    Intent.objects.filter(payment__in=unknown, call=Call.OPEN_PAGE, progress=Progress.OPEN).update(
        progress=Progress.DROPPED, done_at=at
    )
    move(booking, Status.LAPSED, who=Who.TIMER, by=None, at=at, due_at=None)
    notices.lapsed(booking=booking, at=at)


def _expire(booking: Booking, at: datetime) -> None:
    """No word from the helper."""
    leave_request(booking, Status.EXPIRED, who=Who.TIMER, by=None, at=at)
    notices.cancelled(booking=booking, to=booking.customer, at=at)


def _ask_both(booking: Booking, at: datetime) -> None:
    """A day after the visit nobody has checked out. We ask both, and assume nothing."""
    move(booking, Status.REPORTED, who=Who.TIMER, by=None, at=at, reported_at=at, due_at=at + SILENCE)
    notices.reported(booking=booking, at=at)


def _close(booking: Booking, at: datetime) -> None:
    """No word from the customer: the money moves on, the outcome stays what it was."""
    settle(booking, who=Who.TIMER, by=None, at=at)


def _give_up(booking: Booking, at: datetime) -> None:
    """No other helper was found or chosen."""
    move(booking, Status.CANCELLED, who=Who.TIMER, by=None, at=at, due_at=None)
    pay_by(booking, settlement.of_nothing(booking.agreed), at)
    notices.cancelled(booking=booking, to=booking.customer, at=at)


def _fee_for_waiting(booking: Booking, at: datetime) -> None:
    """Nobody objected: the call-out fee is due."""
    pay_by(booking, settlement.of_absent_customer(booking.agreed), at)
    _done(booking)


def _all_back(booking: Booking, at: datetime) -> None:
    """The helper did not object."""
    pay_by(booking, settlement.of_nothing(booking.agreed), at)
    _done(booking)


def _done(booking: Booking) -> None:
    booking.due_at = None
    booking.save(update_fields=["due_at"])


_DUE: dict[Status, Callable[[Booking, datetime], None]] = {
    Status.HELD: _lapse,
    Status.AWAITING_PAYMENT: _lapse,
    Status.REQUESTED: _expire,
    Status.CONFIRMED: _ask_both,
    Status.IN_PROGRESS: _ask_both,
    Status.REPORTED: _close,
    Status.REASSIGNING: _give_up,
    Status.NO_SHOW_CUSTOMER: _fee_for_waiting,
    Status.NO_SHOW_HELPER: _all_back,
}
