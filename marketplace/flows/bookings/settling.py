"""Divide the money of a booking that has ended: once, in the ledger, before anything is asked for."""

from datetime import datetime

from accounts.models import User
from marketplace import notices, settlement
from marketplace.flows import intents, ledger
from marketplace.flows.moving import move
from marketplace.models import Booking
from marketplace.settlement import Split
from marketplace.states import Call, Paid, Status, Value, Who


def settle(booking: Booking, *, who: Who, by: User | None, at: datetime) -> None:
    """Close a locked booking and divide its money by how it ended. Silence closes; it never makes it solved."""
    move(booking, Status.CLOSED, who=who, by=by, at=at, closed_at=at, due_at=None)
    value = booking.customer_value or booking.outcome_value or Value.PARTLY
    split = settlement.of_visit(booking.agreed, value=value, reason=booking.outcome_reason)
    pay_by(booking, split, at)
    notices.closed(booking=booking, at=at)


def pay_by(booking: Booking, split: Split, at: datetime) -> None:
    """Post who gets what, and write down the refund and the transfer that follow from it."""
    payment = booking.payments.filter(status__in=[Paid.CAPTURED, Paid.PART_REFUNDED]).last()
    if payment is None or not ledger.settled(booking=booking, split=split, at=at):
        return
    booking.split = {"refund": split.refund, "share": split.share, "fee": split.fee, "sponsored": split.sponsored}
    booking.save(update_fields=["split"])
    for call, amount in ((Call.REFUND, split.refund), (Call.TRANSFER, split.share)):
        if amount:
            intents.soon(intents.store(payment=payment, call=call, amount=amount, at=at))
