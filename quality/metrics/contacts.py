"""Contacts of one issue over all channels: first-contact resolution, same day, handoffs, reopening."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from quality.metrics.rates import Interval, wilson

FIRST_CONTACT, RECONTACT, NOT_RESOLVED, IMMATURE = "fcr", "recontact", "not resolved", "immature"
ONE_CONVERSATION = timedelta(minutes=30)

# Eight people on one issue: the alarm of the trade press.
TOO_MANY_PEOPLE = 8


def first_contact(contacts: Sequence[datetime], *, is_claimed: bool, now: datetime, window: timedelta) -> str:
    """What one issue counts as: solved at the first contact, contacted again, not resolved, or too young.

    Contacts less than 30 minutes after the first are the same conversation.
    """
    first = min(contacts)
    if now - first < window:
        return IMMATURE
    if any(ONE_CONVERSATION < contact - first <= window for contact in contacts):
        return RECONTACT
    return FIRST_CONTACT if is_claimed else NOT_RESOLVED


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many; `rate` and `interval` are None when there are none."""

    successes: int
    n: int

    @property
    def rate(self) -> float | None:
        return self.successes / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        return wilson(self.successes, self.n)


def first_contact_rate(labels: Iterable[str]) -> Share:
    """Issues solved at the first contact of all that are old enough."""
    counts = Counter(labels)
    return Share(counts[FIRST_CONTACT], counts.total() - counts[IMMATURE])


def is_same_day(opened_at: datetime, resolved_at: datetime | None, zone: tzinfo) -> bool:
    """Resolved on the local calendar day it came in; what is not resolved is not."""
    if resolved_at is None:
        return False
    return opened_at.astimezone(zone).date() == resolved_at.astimezone(zone).date()


def same_day_rate(pairs: Sequence[tuple[datetime, datetime | None]], zone: tzinfo) -> Share:
    """Resolved the same day, of all; the unresolved stay in the denominator."""
    return Share(sum(is_same_day(opened, resolved, zone) for opened, resolved in pairs), len(pairs))


def reopen_rate(reopened: int, mature_claims: int) -> Share:
    """Claims that were reopened within 14 days, of all claims that are at least 14 days old."""
    return Share(reopened, mature_claims)


@dataclass(frozen=True, slots=True)
class Handoffs:
    """How often responsibility changed hands."""

    mean: float
    one_person: float
    largest: int
    is_alarm: bool


def handoffs(people: Sequence[int]) -> Handoffs | None:
    """From the number of distinct responsible people per issue; None without issues."""
    if not people:
        return None
    n, largest = len(people), max(people)
    return Handoffs((sum(people) - n) / n, sum(p == 1 for p in people) / n, largest, largest >= TOO_MANY_PEOPLE)
