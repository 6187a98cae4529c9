"""Take a slot and open the pay page for it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cases.flows.opening import add_contact, open_case
from cases.models import Case
from cases.states import Channel
from common.errors import Refused, ensure
from marketplace import notices, policies
from marketplace.flows import intents, orders
from marketplace.flows.moving import lock_calendar, lock_customer, move, write
from marketplace.models import Booking, Certificate, Intent, Service
from marketplace.queries import is_free
from marketplace.settlement import Policy
from marketplace.states import Call, Mode, Status, Who

HOLD = orders.SHORTEST


class SlotTaken(Refused):
    """Somebody was faster, or the helper is no longer free then. Choose another time."""

    def __init__(self) -> None:
        super().__init__(_("This time was just taken. These are still free."))


@dataclass(frozen=True, slots=True)
class Details:
    """What the customer writes for the helper; `context` is the question's, given with their consent."""

    wish: str = ""
    address: str = ""
    phone: str = ""
    context: dict[str, Any] = field(default_factory=dict)


def hold(
    *, service: Service, by: User, starts_at: datetime, details: Details, at: datetime, case: Case | None = None
) -> Booking:
    """Hold a slot for half an hour and open the page on which to pay for it.

    Pressed twice, or in two tabs, it is the same booking; another time lets the earlier hold go. The page's address
    is on the booking's payment, unless the payment company did not answer: then the sweep asks again.
    Raises: NotAllowed; SlotTaken; Refused, when details are missing.
    """
    booking, intent = _claim(service, by, starts_at, details, at, case)
    if intent:
        intents.carry_out(intent_id=intent.pk, at=at)
        booking.refresh_from_db()
    return booking


@transaction.atomic
def request(
    *, service: Service, by: User, starts_at: datetime, details: Details, at: datetime, case: Case | None = None
) -> Booking:
    """Ask the helper first and pay after their yes (TWINT cannot be reserved). Raises: as `hold`."""
    _ensure_bookable(service, by, details, at)
    lock_customer(by.pk)
    lock_calendar(service.helper_id)
    due = max(min(at + timedelta(hours=24), starts_at - timedelta(hours=2)), at)
    booking = _take(service, by, starts_at, details, at, case, status=Status.REQUESTED, due_at=due)
    notices.requested(booking=booking, at=at)
    return booking


@transaction.atomic
def _claim(
    service: Service, by: User, starts_at: datetime, details: Details, at: datetime, case: Case | None
) -> tuple[Booking, Intent | None]:
    _ensure_bookable(service, by, details, at)
    lock_customer(by.pk)
    lock_calendar(service.helper_id)
    earlier = Booking.objects.filter(customer=by, status=Status.HELD).first()
    if earlier:
        if (earlier.service_id, earlier.starts_at) == (service.pk, starts_at):
            return earlier, Intent.objects.filter(payment__booking=earlier, call=Call.OPEN_PAGE).last()
        _drop(earlier, by, at)
    booking = _take(service, by, starts_at, details, at, case, status=Status.HELD, due_at=at + HOLD)
    payment = orders.new_payment(booking, is_held=not service.is_instant, at=at)
    order = orders.order_for(booking, payment, expires_at=at + HOLD)
    # A minute's grace before the sweep asks too: the asking follows at once.
    return booking, intents.store(payment=payment, call=Call.OPEN_PAGE, order=order, after=intents.SOON, at=at)


def let_go(*, booking: Booking, by: User, at: datetime) -> Booking:
    """The customer does not want the held slot after all. Raises: NotAllowed, AlreadyMoved."""
    with transaction.atomic():
        booking = Booking.objects.locked(booking.pk)
        ensure(policies.may_leave(by, booking))
        _drop(booking, by, at)
    return booking


def _drop(booking: Booking, by: User, at: datetime) -> None:
    """Free the slot and close its pay page; what is paid all the same comes back by itself."""
    move(booking, Status.LAPSED, who=Who.CUSTOMER, by=by, at=at, due_at=None)
    for payment in booking.payments.exclude(page=""):
        intents.soon(intents.store(payment=payment, call=Call.CLOSE_PAGE, at=at))


def _ensure_bookable(service: Service, by: User, details: Details, at: datetime) -> None:
    ensure(policies.may_book(by, service, at))
    if service.mode == Mode.ON_SITE and not details.address.strip():
        raise Refused(_("The address is missing. The helper sees it only once the booking is confirmed."))


def _take(
    service: Service,
    by: User,
    starts_at: datetime,
    details: Details,
    at: datetime,
    case: Case | None,
    *,
    status: Status,
    due_at: datetime,
) -> Booking:
    """Write the booking down. The free time is looked up under the lock; the constraint has the last word."""
    if not is_free(service, starts_at, at=at):
        raise SlotTaken
    if case is None:
        case = open_case(topic=service.topic, asker=by, channel=Channel.BOOKING, title=_title(service, details), at=at)
    else:
        add_contact(case=case, channel=Channel.BOOKING, by=by, at=at)
    try:
        with transaction.atomic():
            booking = Booking.objects.create(
                case=case, customer=by, helper=service.helper, service=service, status=status,
                booked_at=at, due_at=due_at, **_times(service, starts_at), **_snapshot(service, at), **_words(details),
            )  # fmt: skip
    except IntegrityError as error:
        raise SlotTaken from error
    write(booking, None, who=Who.CUSTOMER, by=by, at=at)
    return booking


def _times(service: Service, starts_at: datetime) -> dict[str, Any]:
    ends_at = starts_at + timedelta(minutes=service.minutes)
    local = starts_at.astimezone(ZoneInfo(service.helper.zone))
    return {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "span": (starts_at, ends_at + timedelta(minutes=service.buffer_minutes)),
        "zone": service.helper.zone,
        "local_start": f"{local:%Y-%m-%dT%H:%M}",
    }


def _snapshot(service: Service, at: datetime) -> dict[str, Any]:
    """Price, rules and certificate as agreed: later edits do not reach a booking."""
    certificate = Certificate.objects.standing(at).get(helper=service.helper, topic=service.topic)
    return {
        "price": service.price.stored(),
        "policy": Policy().stored(),
        "certificate_version": certificate.version,
    }


def _words(details: Details) -> dict[str, Any]:
    return {
        "context": details.context,
        "wish": details.wish.strip()[:1000],
        "address": details.address.strip()[:300],
        "phone": details.phone.strip()[:40],
    }


def _title(service: Service, details: Details) -> str:
    first = details.wish.strip().splitlines()
    return (first[0] if first else service.name)[:200]
