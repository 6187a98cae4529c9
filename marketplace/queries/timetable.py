"""Free times as a timetable: days across, times down, in the helper's own wall-clock time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from marketplace.slots import is_shown_twice

DAYS = 7
MOST_ROWS = 16


@dataclass(frozen=True, slots=True)
class Day:
    """A column."""

    label: str
    date: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One time of one day; `value` is sent when it is chosen."""

    is_free: bool
    value: str = ""
    day: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One time."""

    time: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Timetable:
    """What the slot picker shows; without rows nothing is free."""

    days: list[Day]
    times: list[Row]


def timetable(
    starts: Sequence[datetime], zone: ZoneInfo, *, first: datetime, chosen: datetime | None = None
) -> Timetable:
    """Lay out a week from `first`. With very many times only the full hours are shown."""
    begin = first.astimezone(zone).date()
    days = [begin + timedelta(days=number) for number in range(DAYS)]
    places: dict[str, dict[date, datetime]] = {}
    for start in starts:
        places.setdefault(_label(start, zone), {})[start.astimezone(zone).date()] = start
    labels = sorted(places)
    if len(labels) > MOST_ROWS:
        labels = [label for label in labels if label[3:5] == "00"]
    rows = [Row(label, [_cell(places[label].get(day), day, chosen) for day in days]) for label in labels]
    return Timetable([Day(date_format(day, "D"), date_format(day, "j.n.")) for day in days], rows)


def _label(start: datetime, zone: ZoneInfo) -> str:
    """The wall-clock time; with its offset on the one night on which it comes twice."""
    local = start.astimezone(zone)
    return f"{local:%H:%M} {local:%z}" if is_shown_twice(start, zone) else f"{local:%H:%M}"


def _cell(start: datetime | None, day: date, chosen: datetime | None) -> Cell:
    if start is None:
        return Cell(is_free=False)
    return Cell(
        is_free=True,
        value=start.isoformat().replace("+00:00", "Z"),
        day=date_format(day, "D j.n."),
        is_chosen=start == chosen,
    )
