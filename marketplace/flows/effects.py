"""What an answer of the payment company means for payment, booking and ledger. No network here.

Monotone: an answer that says nothing new changes nothing, so answers may come twice and in any order. Whoever calls
holds the locks of the booking and of the payment, and asks for what is returned.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from common import journal
from common.money import Rappen
from marketplace import gateway, notices
from marketplace.flows import ledger, orders
from marketplace.flows.moving import move
from marketplace.models import Booking, Intent, Payment
from marketplace.states import PAYMENT_MOVES, Call, Paid, Status, Who

Answer = gateway.PayPage | gateway.Money | gateway.Moved
HELPER_HAS = timedelta(hours=24)
HOLD_MARGIN = timedelta(hours=24)
LATEST_ANSWER = timedelta(hours=2)  # before the visit
_WAITING = (Status.HELD, Status.AWAITING_PAYMENT)


@dataclass(frozen=True, slots=True)
class Following:
    """What is to be asked next; `after` some time, when there was a no."""

    payment: Payment
    call: Call
    amount: Rappen = 0
    order: gateway.Order | None = None
    after: timedelta = timedelta(0)


def of(intent: Intent, booking: Booking, payment: Payment, answer: Answer | None, at: datetime) -> list[Following]:
    """What the answer to `intent` means; None is a clear no."""
    if isinstance(answer, gateway.PayPage):
        return of_page(booking, payment, answer, at, is_new=intent.call == Call.OPEN_PAGE)
    if isinstance(answer, gateway.Money):
        return of_money(booking, payment, answer, at)
    if isinstance(answer, gateway.Moved):
        return _moved(intent, booking, payment, answer, at)
    return _refused(intent, booking, payment, at)


def of_page(
    booking: Booking, payment: Payment, page: gateway.PayPage, at: datetime, *, is_new: bool = False
) -> list[Following]:
    """What a pay page says: open, paid or over."""
    if page.payment != payment.pk or page.amount != payment.amount:
        raise ValueError(f"{page.id} is not the page of {payment}")
    if not payment.page:
        payment.page, payment.address = page.id, page.url
        payment.save(update_fields=["page", "address"])
    if is_new:
        _put(payment, Paid.STARTED, at)
        return [] if booking.status in _WAITING else [Following(payment, Call.CLOSE_PAGE)]
    if page.money and page.money.status in {"succeeded", "requires_capture"}:
        return of_money(booking, payment, page.money, at)
    if page.status == "expired" and _put(payment, Paid.EXPIRED, at) and booking.status in _WAITING:
        move(booking, Status.LAPSED, who=Who.TIMER, by=None, at=at, due_at=None)
        notices.lapsed(booking=booking, at=at)
    return []


def of_money(booking: Booking, payment: Payment, money: gateway.Money, at: datetime) -> list[Following]:
    """What a payment intent says: reserved, taken or given back."""
    if not payment.intent:
        payment.intent, payment.charge, payment.method = money.intent, money.charge, money.method
        payment.capture_before = money.capture_before
        payment.save(update_fields=["intent", "charge", "method", "capture_before"])
    if money.status == "succeeded" and _put(payment, Paid.CAPTURED, at, captured=money.taken):
        ledger.took(booking=booking, amount=money.taken, key=f"took:{payment.pk}", at=at)
        return _captured(booking, payment, at)
    if money.status == "requires_capture" and _put(payment, Paid.AUTHORISED, at):
        return _authorised(booking, payment, at)
    if money.status == "canceled" and payment.status == Paid.AUTHORISED:
        asked = payment.intents.filter(call=Call.VOID).exists()
        _put(payment, Paid.VOIDED if asked else Paid.LOST, at)
    return []


def _captured(booking: Booking, payment: Payment, at: datetime) -> list[Following]:
    """Paid: the booking is confirmed, or, when it is too late or paid twice, all of it goes back."""
    if booking.status in {Status.HELD, Status.AWAITING_PAYMENT, Status.REQUESTED}:
        move(
            booking, Status.CONFIRMED, who=Who.WEBHOOK, by=None, at=at,
            confirmed_at=at, due_at=booking.ends_at + timedelta(hours=24),
        )  # fmt: skip
        notices.confirmed(booking=booking, at=at)
        return []
    notices.too_late(booking=booking, payment=payment, at=at)
    return [Following(payment, Call.REFUND, payment.captured)]


def _authorised(booking: Booking, payment: Payment, at: datetime) -> list[Following]:
    """Reserved on a card: now the helper has the word."""
    if booking.status != Status.HELD:
        return [Following(payment, Call.VOID)]
    limits = [at + HELPER_HAS, booking.starts_at - LATEST_ANSWER]
    if payment.capture_before:
        limits.append(payment.capture_before - HOLD_MARGIN)
    move(booking, Status.REQUESTED, who=Who.WEBHOOK, by=None, at=at, due_at=max(min(limits), at))
    notices.requested(booking=booking, at=at)
    return []


def _moved(intent: Intent, booking: Booking, payment: Payment, moved: gateway.Moved, at: datetime) -> list[Following]:
    """A refund or a transfer was made."""
    if intent.call == Call.REFUND:
        ledger.gave_back(booking=booking, amount=moved.amount, key=intent.key, at=at)
        refunded = payment.refunded + moved.amount
        _put(payment, Paid.REFUNDED if refunded == payment.captured else Paid.PART_REFUNDED, at, refunded=refunded)
        return []
    ledger.sent(booking=booking, amount=moved.amount, key=intent.key, at=at)
    _put(payment, Paid.RELEASED, at, released=payment.released + moved.amount)
    return []


def _refused(intent: Intent, booking: Booking, payment: Payment, at: datetime) -> list[Following]:
    """A clear no. Refunds and payouts are owed, so they are asked for again, with growing pauses."""
    if intent.call in {Call.REFUND, Call.TRANSFER}:
        pause = min(timedelta(hours=2 ** (intent.number - 1)), timedelta(hours=24))
        return [Following(payment, Call(intent.call), intent.amount, after=pause)]
    if intent.call == Call.OPEN_PAGE:
        _put(payment, Paid.FAILED, at)
        if booking.status == Status.HELD:
            move(booking, Status.LAPSED, who=Who.TIMER, by=None, at=at, due_at=None)
    if intent.call == Call.CAPTURE and _put(payment, Paid.LOST, at) and booking.status == Status.REQUESTED:
        return ask_to_pay(booking, at)
    return []


def ask_to_pay(booking: Booking, at: datetime) -> list[Following]:
    """The helper said yes and nothing is reserved: the customer gets a pay page and some hours."""
    due = max(min(at + orders.ACCEPTED_HAS, booking.starts_at - LATEST_ANSWER), at + orders.SHORTEST)
    move(booking, Status.AWAITING_PAYMENT, who=Who.HELPER, by=booking.helper.person, at=at, due_at=due)
    payment = orders.new_payment(booking, is_held=False, at=at)
    return [Following(payment, Call.OPEN_PAGE, order=orders.order_for(booking, payment, expires_at=due))]


def _put(payment: Payment, new: Paid, at: datetime, **amounts: Rappen) -> bool:
    """Move a payment when that is a step forward; whether it was."""
    old = Paid(payment.status)
    is_more = old == new and new in {Paid.PART_REFUNDED, Paid.RELEASED}
    if not (PAYMENT_MOVES.allow(old, new) or is_more):
        return False
    payment.status, payment.moved_at = new, at
    for name, amount in amounts.items():
        setattr(payment, name, amount)
    payment.save(update_fields=["status", "moved_at", *amounts])
    journal.write(
        "marketplace:payment:move", actor=None, subject=payment, at=at,
        before={"status": old}, after={"status": new, **amounts},
    )  # fmt: skip
    return True
