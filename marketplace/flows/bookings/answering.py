"""The helper says yes or no; the customer takes the wish back."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from common import journal
from common.errors import ensure
from marketplace import notices, policies
from marketplace.flows import effects, intents
from marketplace.flows.moving import AlreadyMoved, move
from marketplace.models import Booking, Intent, Payment
from marketplace.models.intent import Progress
from marketplace.states import Call, Paid, Status, Who


def accept(*, booking: Booking, by: User, at: datetime) -> Booking:
    """The helper says yes.

    What the card has reserved is taken and the booking confirmed; with nothing reserved the customer is asked to pay.
    Raises: NotAllowed; AlreadyMoved, when it was withdrawn or ran out meanwhile.
    """
    intent = _accept(booking, by, at)
    intents.carry_out(intent_id=intent.pk, at=at)
    booking.refresh_from_db()
    return booking


@transaction.atomic
def _accept(booking: Booking, by: User, at: datetime) -> Intent:
    booking = Booking.objects.locked(booking.pk)
    ensure(policies.may_answer(by, booking))
    if booking.status != Status.REQUESTED:
        raise AlreadyMoved
    payment = booking.payments.filter(status=Paid.AUTHORISED).last()
    if payment:
        after = {"status": booking.status, "who": Who.HELPER}
        journal.write("marketplace:booking:accept", actor=by.pk, subject=booking, at=at, after=after)
        return intents.store(
            payment=payment, call=Call.CAPTURE, amount=booking.agreed.rappen, after=intents.SOON, at=at
        )
    (following,) = effects.ask_to_pay(booking, at)
    return intents.store(
        payment=following.payment, call=following.call, order=following.order, after=intents.SOON, at=at
    )


@transaction.atomic
def decline(*, booking: Booking, by: User, reason: str, at: datetime) -> Booking:
    """The helper says no, with a reason; what was reserved is given back. Raises: NotAllowed, AlreadyMoved."""
    booking = Booking.objects.locked(booking.pk)
    ensure(policies.may_answer(by, booking))
    leave_request(booking, Status.DECLINED, who=Who.HELPER, by=by, at=at, reason=reason)
    notices.cancelled(booking=booking, to=booking.customer, at=at)
    return booking


@transaction.atomic
def withdraw(*, booking: Booking, by: User, at: datetime) -> Booking:
    """The customer takes the wish back before the helper's word. Raises: NotAllowed, AlreadyMoved."""
    booking = Booking.objects.locked(booking.pk)
    ensure(policies.may_leave(by, booking))
    leave_request(booking, Status.WITHDRAWN, who=Who.CUSTOMER, by=by, at=at)
    notices.cancelled(booking=booking, to=booking.helper.person, at=at)
    return booking


def leave_request(booking: Booking, new: Status, *, who: Who, by: User | None, at: datetime, reason: str = "") -> None:
    """End a request that was not accepted. Once taking the money has been written down, it is too late for that."""
    if Intent.objects.filter(payment__booking=booking, call=Call.CAPTURE, progress=Progress.OPEN).exists():
        raise AlreadyMoved
    move(booking, new, who=who, by=by, at=at, due_at=None, reason=reason[:500])
    for payment in Payment.objects.filter(booking=booking, status=Paid.AUTHORISED):
        intents.soon(intents.store(payment=payment, call=Call.VOID, at=at))
