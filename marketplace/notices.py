"""How this room speaks to people. Never an address, never a phone number: mails lie around."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from marketplace.models import Booking, Payment
from notifications.flows.telling import tell
from notifications.kinds import Kind


def requested(*, booking: Booking, at: datetime) -> None:
    """The helper is asked."""
    _tell(booking.helper.person, Kind.BOOKING_REQUESTED, booking, at)


def confirmed(*, booking: Booking, at: datetime) -> None:
    """Both know that it takes place."""
    for person in (booking.customer, booking.helper.person):
        _tell(person, Kind.BOOKING_CONFIRMED, booking, at)


def lapsed(*, booking: Booking, at: datetime) -> None:
    """The customer learns that the time was not paid for and is free again."""
    _tell(booking.customer, Kind.BOOKING_LAPSED, booking, at)


def too_late(*, booking: Booking, payment: Payment, at: datetime) -> None:
    """The customer paid after the slot was gone, or twice: all of it goes back."""
    _tell(booking.customer, Kind.BOOKING_LAPSED, booking, at, key=f"payment:{payment.pk}", is_paid=True)


def cancelled(*, booking: Booking, to: User, at: datetime) -> None:
    """The other one learns that it does not take place."""
    _tell(to, Kind.BOOKING_CANCELLED, booking, at, key=f"booking:{booking.pk}:{booking.status}")


def reported(*, booking: Booking, at: datetime) -> None:
    """The customer is asked for their word."""
    _tell(booking.customer, Kind.BOOKING_REPORTED, booking, at)


def contested(*, booking: Booking, at: datetime) -> None:
    """Both learn that somebody looks at it, and that no money moves until then."""
    for person in (booking.customer, booking.helper.person):
        _tell(person, Kind.BOOKING_CONTESTED, booking, at)


def closed(*, booking: Booking, at: datetime) -> None:
    """Both learn how it was settled."""
    for person in (booking.customer, booking.helper.person):
        _tell(person, Kind.BOOKING_CLOSED, booking, at)


def _tell(person: User, kind: Kind, booking: Booking, at: datetime, *, key: str = "", is_paid: bool = False) -> None:
    with override(person.language):
        address = reverse("marketplace:booking", args=[booking.pk])
    context = {"booking": booking, "is_helper": person.pk == booking.helper.person_id, "is_paid": is_paid}
    tell(person=person, kind=kind, key=key or f"booking:{booking.pk}", address=address, context=context, at=at)
