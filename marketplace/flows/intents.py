"""What we ask the payment company for: written down first, asked outside any transaction, then written back.

Killed between any two steps, the next sweep asks again with the same key, and what it causes happens once.
"""

from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from common import jobs
from common.money import Rappen
from marketplace import gateway
from marketplace.flows import effects
from marketplace.models import Booking, Intent, Payment
from marketplace.models.intent import Progress
from marketplace.states import Call, Status

SOON = timedelta(minutes=1)
LONGEST = timedelta(hours=24)
KEY_LIVES = timedelta(hours=20)  # the company forgets it after a day


def store(
    *, payment: Payment, call: Call, at: datetime, amount: Rappen = 0, order: gateway.Order | None = None,
    after: timedelta = timedelta(0),
) -> Intent:  # fmt: skip
    """Write down what is to be asked, in the caller's transaction. One of a kind is open at a time."""
    waiting = payment.intents.filter(call=call, progress=Progress.OPEN).first()
    if waiting:
        return waiting
    number = payment.intents.filter(call=call).count() + 1
    return Intent.objects.create(
        payment=payment,
        call=call,
        number=number,
        key=f"{call}:{payment.pk}:{number}",
        amount=amount,
        request=_stored(order) if order else {},
        made_at=at,
        next_at=at + after,
    )


def soon(intent: Intent) -> None:
    """Have a worker ask after the commit."""
    carry_out_later.enqueue(intent.pk)


@jobs.task()
def carry_out_later(intent_id: int) -> None:
    """Ask from the queue."""
    carry_out(intent_id=intent_id, at=timezone.now())


def carry_out_due(*, at: datetime) -> int:
    """Ask whatever was written down and has no answer; how many."""
    due = (
        Intent.objects.filter(progress=Progress.OPEN, next_at__lte=at).order_by("next_at").values_list("pk", flat=True)
    )
    found = list(due[:200])
    for pk in found:
        carry_out(intent_id=pk, at=at)
    return len(found)


def carry_out(*, intent_id: int, at: datetime) -> Intent:
    """Ask, and write the answer back. Safe to repeat and to run twice at once."""
    intent = Intent.objects.select_related("payment__booking__helper").get(pk=intent_id)
    if intent.progress != Progress.OPEN or _must_wait(intent):
        return intent
    try:
        answer = _ask(intent, at)
    except gateway.Unavailable as error:
        return _later(intent, str(error), at)
    except gateway.Rejected as error:
        return _finish(intent, None, str(error), at)
    return _finish(intent, answer, "", at)


def _must_wait(intent: Intent) -> bool:
    """Nothing is paid out while a case is open; what was asked before may already have happened and is looked at."""
    return intent.call == Call.TRANSFER and not intent.tries and intent.payment.booking.status == Status.IN_CASE


def _ask(intent: Intent, at: datetime) -> effects.Answer:
    payment = intent.payment
    match intent.call:
        case Call.OPEN_PAGE:
            if at - intent.made_at > KEY_LIVES:
                raise gateway.Rejected("too late to open a page")
            return gateway.open_pay_page(_order(intent), key=intent.key)
        case Call.CLOSE_PAGE:
            return gateway.close_pay_page(payment.page)
        case Call.CAPTURE:
            return gateway.capture(payment.intent, amount=intent.amount, key=intent.key)
        case Call.VOID:
            return gateway.void(payment.intent, key=intent.key)
        case Call.REFUND:
            return gateway.refund(payment.intent, amount=intent.amount, key=intent.key)
        case _:
            return _transfer(intent)


def _transfer(intent: Intent) -> effects.Answer:
    helper = intent.payment.booking.helper
    if not helper.account:
        raise gateway.Rejected("the helper has no account yet")
    group = f"booking-{intent.payment.booking_id}"
    return gateway.transfer(
        helper.account, amount=intent.amount, charge=intent.payment.charge, group=group, key=intent.key
    )


@transaction.atomic
def _later(intent: Intent, error: str, at: datetime) -> Intent:
    intent.tries += 1
    intent.error, intent.next_at = error[:300], at + min(SOON * 2**intent.tries, LONGEST)
    intent.save(update_fields=["tries", "error", "next_at"])
    return intent


@transaction.atomic
def _finish(intent: Intent, answer: effects.Answer | None, error: str, at: datetime) -> Intent:
    """Write the answer back, with what it means, once."""
    booking = Booking.objects.locked(intent.payment.booking_id)
    payment = Payment.objects.locked(intent.payment_id)
    intent = Intent.objects.select_for_update().get(pk=intent.pk)
    if intent.progress != Progress.OPEN:
        return intent
    intent.progress = Progress.DONE if answer else Progress.REFUSED
    intent.result, intent.error, intent.done_at = getattr(answer, "id", ""), error[:300], at
    intent.tries += 1
    intent.save(update_fields=["progress", "result", "error", "done_at", "tries"])
    for following in effects.of(intent, booking, payment, answer, at):
        made = store(
            payment=following.payment,
            call=following.call,
            amount=following.amount,
            order=following.order,
            after=following.after,
            at=at,
        )
        if not following.after:
            soon(made)
    return intent


def _stored(order: gateway.Order) -> dict[str, object]:
    return {**asdict(order), "expires_at": order.expires_at.isoformat()}


def _order(intent: Intent) -> gateway.Order:
    return gateway.Order(**{**intent.request, "expires_at": datetime.fromisoformat(intent.request["expires_at"])})
