"""Free times, on ordinary days and on the two nights on which the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.slots import DAY_ENDS, HORIZON, NOTICE, Rule, Span, Wish, free, is_shown_twice, moment, windows

ZURICH = ZoneInfo("Europe/Zurich")
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)  # both Sundays
HOUR = Wish(60)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


def week(*rules: Rule, first: date, last: date | None = None) -> list[Span]:
    return list(windows(rules, ZURICH, first, last or first))


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        (date(2027, 1, 4), time(9), utc(2027, 1, 4, 8)),
        (date(2027, 7, 5), time(9), utc(2027, 7, 5, 7)),
        (SPRING, time(1, 59), utc(2027, 3, 28, 0, 59)),
        (SPRING, time(2, 0), utc(2027, 3, 28, 1)),
        (SPRING, time(2, 30), utc(2027, 3, 28, 1)),
        (SPRING, time(3, 0), utc(2027, 3, 28, 1)),
        (SPRING, time(9), utc(2027, 3, 28, 7)),
        (AUTUMN, time(2, 30), utc(2027, 10, 31, 0, 30)),
        (AUTUMN, time(3, 0), utc(2027, 10, 31, 2)),
        (AUTUMN, time(9), utc(2027, 10, 31, 8)),
    ],
)
def test_the_clock_on_the_wall_means_one_moment(day: date, clock: time, expected: datetime) -> None:
    assert moment(day, clock, ZURICH) == expected


def test_a_window_in_the_gap_disappears_and_the_afternoon_stays() -> None:
    gap, afternoon = Rule(6, time(2, 10), time(2, 50)), Rule(6, time(13), time(17))
    assert week(gap, afternoon, first=SPRING) == [Span(utc(2027, 3, 28, 11), utc(2027, 3, 28, 15))]


def test_a_window_that_reaches_into_the_gap_begins_after_it() -> None:
    (window,) = week(Rule(6, time(2, 30), time(5)), first=SPRING)
    assert window == Span(utc(2027, 3, 28, 1), utc(2027, 3, 28, 3))


def test_the_night_with_one_hour_more_has_one_slot_more() -> None:
    night = Rule(6, time(1), time(4))
    assert len(free(week(night, first=AUTUMN), [], HOUR, at=utc(2027, 10, 1))) == 7
    assert len(free(week(night, first=SPRING), [], HOUR, at=utc(2027, 3, 1))) == 3
    assert len(free(week(night, first=date(2027, 5, 2)), [], HOUR, at=utc(2027, 5, 1))) == 5


def test_a_time_that_comes_twice_is_marked() -> None:
    assert is_shown_twice(utc(2027, 10, 31, 0, 30), ZURICH)
    assert is_shown_twice(utc(2027, 10, 31, 1, 30), ZURICH)
    assert not is_shown_twice(utc(2027, 10, 31, 2, 30), ZURICH)
    assert not is_shown_twice(utc(2027, 3, 28, 1, 30), ZURICH)


def test_midnight_is_the_end_of_a_day() -> None:
    (window,) = week(Rule(0, time(22), DAY_ENDS), first=date(2027, 1, 4))
    assert window.end == utc(2027, 1, 4, 23)


def test_back_to_back_is_free_and_the_way_home_is_taken() -> None:
    work, at = week(Rule(0, time(9), time(13)), first=date(2027, 1, 4)), utc(2027, 1, 1)
    busy = [Wish(60, 30).claim(utc(2027, 1, 4, 9))]
    hours = [f"{start:%H:%M}" for start in free(work, busy, HOUR, at=at)]
    assert hours == ["08:00", "10:30", "11:00"]
    assert "08:00" not in [f"{start:%H:%M}" for start in free(work, busy, Wish(60, 30), at=at)]


RULES = st.lists(
    st.builds(Rule, st.integers(0, 6), st.times(time(0), time(11)), st.times(time(12), DAY_ENDS)),
    min_size=1,
    max_size=4,
)
FRIDAY = utc(2027, 3, 26)


def span(minutes: int, length: int) -> Span:
    start = FRIDAY + timedelta(minutes=minutes)
    return Span(start, start + timedelta(minutes=length))


BUSY = st.lists(st.builds(span, st.integers(0, 5 * 1440), st.integers(15, 600)), max_size=6)


@settings(max_examples=100, deadline=None)
@given(rules=RULES, busy=BUSY, minutes=st.sampled_from([15, 30, 60, 90]), buffer=st.sampled_from([0, 30]))
def test_every_free_start_fits_into_the_work_and_beside_what_is_taken(
    rules: list[Rule], busy: list[Span], minutes: int, buffer: int
) -> None:
    at, wish = utc(2027, 3, 26, 6), Wish(minutes, buffer)
    work = week(*rules, first=date(2027, 3, 26), last=date(2027, 3, 30))
    found = free(work, busy, wish, at=at)
    assert found == sorted(set(found))
    for start in found:
        end = start + timedelta(minutes=minutes)
        assert any(window.start <= start and end <= window.end for window in work)
        assert not any(span.overlaps(wish.claim(start)) for span in busy)
        assert at + NOTICE <= start <= at + HORIZON
