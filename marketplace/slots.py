"""Free times. Pure: rules in local wall-clock time, answers in UTC; right on the days when the clocks change.

The gap of spring: a start inside it moves to the first minute that exists, a window inside it disappears. The fold
of autumn: the first occurrence counts. Lengths are real minutes (research: hazards 1 to 3).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
STEP = timedelta(minutes=30)
NOTICE = timedelta(hours=2)
HORIZON = timedelta(days=60)  # held money must be paid out within 90 days
DAY_ENDS = time(23, 59)  # as the end of a window: until midnight


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time in UTC, its end not included."""

    start: datetime
    end: datetime

    def overlaps(self, other: "Span") -> bool:
        """Whether both hold some minute; back to back they do not."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Rule:
    """Every week, on `weekday` (0 is Monday), from `start` to `end` by the clock on the wall."""

    weekday: int
    start: time
    end: time


def moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment at which the clock on the wall shows `clock`: the first one, or the first minute after the gap."""
    local = datetime.combine(day, clock, tzinfo=zone)
    first = local.astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return first
    # In the gap the two readings of the wall lie on both sides of the jump; look for the minute where it happens.
    minute = local.replace(fold=1).astimezone(UTC)
    before = minute.astimezone(zone).utcoffset()
    while minute.astimezone(zone).utcoffset() == before:
        minute += MINUTE
    return minute


def windows(rules: Iterable[Rule], zone: ZoneInfo, first: date, last: date) -> Iterator[Span]:
    """The stretches in which somebody works, from `first` to `last` inclusive, in order."""
    by_day = sorted(rules, key=lambda rule: rule.start)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        for rule in by_day:
            if rule.weekday != day.weekday():
                continue
            start, end = moment(day, rule.start, zone), _end(day, rule.end, zone)
            if start < end:
                yield Span(start, end)


def _end(day: date, clock: time, zone: ZoneInfo) -> datetime:
    if clock == DAY_ENDS:
        return moment(day + timedelta(days=1), time(0), zone)
    return moment(day, clock, zone)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: so many real minutes, and so many after it before the helper can start again."""

    minutes: int
    buffer_minutes: int = 0

    def claim(self, start: datetime) -> Span:
        """What a booking takes from the calendar. Widened on one side only: on both, two buffers would add up."""
        return Span(start, start + timedelta(minutes=self.minutes + self.buffer_minutes))


def free(work: Iterable[Span], busy: Iterable[Span], wish: Wish, *, at: datetime) -> list[datetime]:
    """The starts that can be booked at the moment `at`, earliest first."""
    taken = sorted(busy)
    found: list[datetime] = []
    for window in work:
        start = window.start
        while start + timedelta(minutes=wish.minutes) <= window.end:
            if is_bookable(start, at=at) and not any(span.overlaps(wish.claim(start)) for span in taken):
                found.append(start)
            start += STEP
    return sorted(set(found))


def is_bookable(start: datetime, *, at: datetime) -> bool:
    """Neither too soon nor too far away."""
    return at + NOTICE <= start <= at + HORIZON


def is_shown_twice(start: datetime, zone: ZoneInfo) -> bool:
    """Whether the wall shows this time twice that day, so that it must be written with its offset."""
    local = start.astimezone(zone)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
