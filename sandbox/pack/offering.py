"""Helpers open their doors: certificate, services, hours, and an account into which they can be paid."""

from datetime import time, timedelta

from django.utils.text import slugify

from marketplace import gateway
from marketplace.models import Certificate, Helper, Service, WeeklyHours
from marketplace.models.helper import Standing
from sandbox.pack import shapes
from sandbox.pack.till import Till
from sandbox.pack.world import World

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LASTS = timedelta(days=730)


def weekdays(days: str) -> range:
    """The numbers of "Mon-Fri" or "Sat"; Monday is 0."""
    first, _, last = days.partition("-")
    return range(DAYS.index(first), DAYS.index(last or first) + 1)


def open_doors(world: World) -> None:
    """Everybody who helps, bookable from their first day on."""
    for row in world.pack.helpers:
        helper = _helper(row, world)
        _pay_into(helper, world.till)
        for certificate in row.certificates:
            _certify(helper, certificate, world)
        for service in row.services:
            world.services[service.key] = _offer(helper, service, world)
        for hours in row.hours:
            _work(helper, hours)


def _helper(row: shapes.Helper, world: World) -> Helper:
    person = world.people[row.person]
    return Helper.objects.create(
        person=person,
        slug=slugify(person.name),
        postcode=row.zip_code,
        town=row.place,
        lat=row.lat,
        lon=row.lon,
        radius_km=row.radius_km,
        languages=list(row.languages),
        about=row.about,
        since=world.calendar.before(row.since),
    )


def _pay_into(helper: Helper, till: Till) -> None:
    till.moment = helper.since
    helper.account = gateway.open_account(
        email=helper.person.email or "", name=helper.person.name, helper=helper.pk, key=f"account:{helper.pk}"
    )
    till.open_for_transfers(helper.account)
    helper.can_be_paid = gateway.may_be_paid(helper.account)
    helper.save(update_fields=["account", "can_be_paid"])


def _certify(helper: Helper, certificate: shapes.Certificate, world: World) -> None:
    granted = world.calendar.before(certificate.since)
    Certificate.objects.create(
        helper=helper,
        topic=world.topics[certificate.topic],
        status=Standing.PROBATION if certificate.probation else Standing.ACTIVE,
        granted_at=granted,
        valid_until=granted + LASTS,
    )


def _offer(helper: Helper, service: shapes.Service, world: World) -> Service:
    return Service.objects.create(
        helper=helper,
        topic=world.topics[service.topic],
        name=service.name,
        mode=service.mode,
        minutes=service.minutes,
        price_rappen=service.price,
        call_out_rappen=service.call_out,
        is_instant=service.instant,
    )


def _work(helper: Helper, hours: shapes.Hours) -> None:
    begin, end = time.fromisoformat(hours.begin), time.fromisoformat(hours.end)
    for weekday in weekdays(hours.days):
        WeeklyHours.objects.create(helper=helper, weekday=weekday, start=begin, end=end)
