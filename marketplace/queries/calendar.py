"""When a helper is free."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from marketplace.models import Booking, Helper, Service, TimeOff, WeeklyHours
from marketplace.slots import Rule, Span, Wish, free, windows

WEEK = timedelta(days=7)


def free_starts(service: Service, *, at: datetime, first: datetime | None = None) -> list[datetime]:
    """When `service` can begin within a week from `first`, else from now. Three queries."""
    helper, start = service.helper, max(first or at, at)
    return _free_of({helper.pk: service}, [helper], start, start + WEEK, at)[helper.pk]


def is_free(service: Service, start: datetime, *, at: datetime) -> bool:
    """Whether `service` can begin at `start`. Three queries."""
    helper, day = service.helper, timedelta(days=1)
    return start in _free_of({helper.pk: service}, [helper], start - day, start + day, at)[helper.pk]


def next_starts(services: Iterable[Service], *, at: datetime, days: int = 7) -> dict[int, list[datetime]]:
    """For the helpers of `services` (one each), the free starts of the coming days. Three queries for all."""
    by_helper = {service.helper_id: service for service in services}
    helpers = [service.helper for service in by_helper.values()]
    return _free_of(by_helper, helpers, at, at + timedelta(days=days), at)


def _free_of(
    services: dict[int, Service], helpers: Sequence[Helper], start: datetime, end: datetime, at: datetime
) -> dict[int, list[datetime]]:
    rules = _rules(services)
    busy = _busy(services, start, end)
    found: dict[int, list[datetime]] = {}
    for helper in helpers:
        service, zone = services[helper.pk], ZoneInfo(helper.zone)
        work = windows(rules[helper.pk], zone, start.astimezone(zone).date(), end.astimezone(zone).date())
        wish = Wish(service.minutes, service.buffer_minutes)
        found[helper.pk] = free(work, busy[helper.pk], wish, at=at)
    return found


def _rules(services: dict[int, Service]) -> dict[int, list[Rule]]:
    rules: dict[int, list[Rule]] = defaultdict(list)
    for hours in WeeklyHours.objects.filter(helper__in=services):
        rules[hours.helper_id].append(Rule(hours.weekday, hours.start, hours.end))
    return rules


def _busy(services: dict[int, Service], start: datetime, end: datetime) -> dict[int, list[Span]]:
    """What is taken: bookings with the way to the next one, and time off. A day more, for windows over midnight."""
    busy: dict[int, list[Span]] = defaultdict(list)
    margin = timedelta(days=1)
    taken = Booking.objects.blocking().filter(helper__in=services, span__overlap=(start - margin, end + margin))
    for helper_id, span in taken.values_list("helper_id", "span"):
        busy[helper_id].append(Span(span.lower, span.upper))
    off = TimeOff.objects.filter(helper__in=services, ends_at__gt=start, starts_at__lt=end + margin)
    for helper_id, first, last in off.values_list("helper_id", "starts_at", "ends_at"):
        busy[helper_id].append(Span(first, last))
    return busy
