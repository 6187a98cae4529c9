"""Bookings, as their two people see them."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from accounts.models import User
from common.pages import Page, page_of
from marketplace.models import Booking, Helper
from marketplace.states import Status

_SHOWN = ("case", "customer", "helper__person", "service__topic")


def booking_for(viewer: User, pk: int) -> Booking | None:
    """One booking, if the viewer is its customer or its helper."""
    return Booking.objects.seen_by(viewer).select_related(*_SHOWN).filter(pk=pk).first()


def bookings_of(customer: User, *, key: str = "", size: int = 20) -> Page[Booking]:
    """What a customer has booked, newest first."""
    mine = Booking.objects.filter(customer=customer).select_related(*_SHOWN)
    return page_of(mine, key=key, by="booked_at", size=size)


def contested_for(viewer: User, *, size: int = 100) -> list[Booking]:
    """What waits for an operator's decision, oldest first."""
    waiting = Booking.objects.seen_by(viewer).filter(status=Status.IN_CASE)
    return list(waiting.select_related(*_SHOWN).order_by("starts_at", "pk")[:size])


def helper_of(user: User) -> Helper | None:
    """The helper that a person is."""
    return Helper.objects.filter(person=user).select_related("person").first()


def day_of(helper: Helper, *, at: datetime) -> QuerySet[Booking]:
    """The visits of a helper's day, by the clock on their wall, and those still going on."""
    zone = ZoneInfo(helper.zone)
    midnight = datetime.combine(at.astimezone(zone).date(), time(0), tzinfo=zone)
    visits = Booking.objects.filter(
        helper=helper,
        status__in=[Status.CONFIRMED, Status.IN_PROGRESS, Status.REPORTED],
        starts_at__gte=midnight,
        starts_at__lt=midnight + timedelta(days=1),
    )
    going_on = Booking.objects.filter(helper=helper, status=Status.IN_PROGRESS)
    return (visits | going_on).select_related(*_SHOWN).order_by("starts_at")


def waiting_for(helper: Helper) -> QuerySet[Booking]:
    """What waits for the helper's word, soonest first."""
    return Booking.objects.filter(helper=helper, status=Status.REQUESTED).select_related(*_SHOWN).order_by("due_at")
