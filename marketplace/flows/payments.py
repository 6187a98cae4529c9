"""Look at the money: fetch again what the payment company says, then move. Hints and timers end up here."""

from datetime import datetime, timedelta

import structlog
from django.db import IntegrityError, transaction
from django.utils import timezone

from common import jobs
from common.models import PeriodicJob
from marketplace import gateway
from marketplace.flows import effects, intents, ledger
from marketplace.models import Booking, Helper, Intent, Payment, StripeEvent
from marketplace.models.events import EventState
from marketplace.states import Call, Paid

log = structlog.get_logger()

FOREIGN_AFTER = timedelta(days=3)
LOOK_BACK = timedelta(hours=1)
RECONCILE = "marketplace:event:reconcile"


def receive(*, event: gateway.Event, at: datetime) -> bool:
    """Store a hint once, and have it looked at after the commit. Whether it was new."""
    try:
        with transaction.atomic():
            row = StripeEvent.objects.create(
                event_id=event.id, kind=event.kind, about=event.about, payment_number=event.payment,
                received_at=at, next_at=at + intents.SOON,
            )  # fmt: skip
            settle_later.enqueue(row.pk)
    except IntegrityError:
        return False
    return True


@jobs.task()
def settle_later(event_id: int) -> None:
    """Settle from the queue."""
    settle(event_id=event_id, at=timezone.now())


def settle_due(*, at: datetime) -> int:
    """Settle the hints that could not be settled at once; how many were tried."""
    due = StripeEvent.objects.filter(state=EventState.WAITING, next_at__lte=at).order_by("next_at")
    found = list(due.values_list("pk", flat=True)[:200])
    for pk in found:
        settle(event_id=pk, at=at)
    return len(found)


def settle(*, event_id: int, at: datetime) -> StripeEvent:
    """Look again at what a hint is about. One that fits nothing of ours is kept and tried again, never dropped."""
    event = StripeEvent.objects.get(pk=event_id)
    if event.state != EventState.WAITING:
        return event
    try:
        is_done = _settle(event, at)
    except (gateway.Unavailable, gateway.Rejected, ValueError) as error:
        log.warning("event_not_settled", stripe_event=event.event_id, error=str(error))
        is_done, event.error = False, str(error)[:300]
    event.tries += 1
    if is_done:
        event.state = EventState.DONE
    elif at - event.received_at > FOREIGN_AFTER:
        event.state = EventState.FOREIGN
    else:
        event.next_at = at + min(intents.SOON * 2**event.tries, timedelta(hours=4))
    event.save(update_fields=["state", "tries", "error", "next_at"])
    return event


def _settle(event: StripeEvent, at: datetime) -> bool:
    if event.kind.startswith("v2.core.account"):
        return _look_at_helper(event.about)
    if event.kind == "refund.failed":
        return _refund_came_back(event, at)
    if event.kind.startswith(("checkout.session.", "payment_intent.", "charge.")):
        payment = Payment.objects.filter(pk=event.payment_number or 0).first()
        if payment is None:
            return False
        page = event.about if event.kind.startswith("checkout.session.") else payment.page
        return bool(page) and look(payment_id=payment.pk, page=page, at=at) is not None
    return True


def look(*, payment_id: int, at: datetime, page: str = "") -> Payment:
    """Fetch a payment's page and money again and move what follows. Raises: Unavailable, Rejected, ValueError."""
    payment = Payment.objects.get(pk=payment_id)
    said = gateway.pay_page(page or payment.page)
    with transaction.atomic():
        booking = Booking.objects.locked(payment.booking_id)
        payment = Payment.objects.locked(payment_id)
        for following in effects.of_page(booking, payment, said, at):
            intents.soon(intents.store(
                payment=following.payment, call=following.call, amount=following.amount, order=following.order, at=at
            ))  # fmt: skip
    return payment


def reconcile_due(*, at: datetime) -> int:
    """Ask what has happened since this last succeeded, and take in what no webhook has told; how many."""
    last = PeriodicJob.objects.filter(tag=RECONCILE).values_list("succeeded_at", flat=True).first()
    since = (last or at - timedelta(days=3)) - LOOK_BACK
    return sum(receive(event=event, at=at) for event in gateway.events_since(since))


def _look_at_helper(account: str) -> bool:
    """Whether a helper can be paid may have changed."""
    if not Helper.objects.filter(account=account).exists():
        return False
    Helper.objects.filter(account=account).update(can_be_paid=gateway.may_be_paid(account))
    return True


@transaction.atomic
def _refund_came_back(event: StripeEvent, at: datetime) -> bool:
    """The customer's bank could not book a refund: the money is held again, and somebody has to look."""
    intent = Intent.objects.filter(call=Call.REFUND, result=event.about).select_related("payment").first()
    if intent is None:
        return False
    booking = Booking.objects.locked(intent.payment.booking_id)
    payment = Payment.objects.locked(intent.payment_id)
    if not ledger.got_back(booking=booking, amount=intent.amount, key=f"failed:{intent.key}", at=at):
        return True
    payment.refunded -= intent.amount
    payment.status = Paid.PART_REFUNDED if payment.refunded else Paid.CAPTURED
    payment.save(update_fields=["refunded", "status"])
    return True
