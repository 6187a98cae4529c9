"""Times and dates as each language writes them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

from common import times

NOW = datetime(2026, 6, 12, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("de", "4. Mai 2026"), ("fr", "4 mai 2026"), ("it", "4 maggio 2026"), ("en", "4 May 2026")],
)
def test_a_date_is_written_out(language: str, expected: str):
    with override(language):
        assert times.written(date(2026, 5, 4)).lower() == expected.lower()


def test_near_days_have_names_and_far_ones_a_year():
    with override("en"):
        assert times.day(NOW, now=NOW) == "Today"
        assert times.day(NOW + timedelta(days=1), now=NOW) == "Tomorrow"
        assert times.day(NOW - timedelta(days=1), now=NOW) == "Yesterday"
        assert times.day(NOW - timedelta(days=3), now=NOW) == "Tue 9 June"
        assert times.day(NOW - timedelta(days=400), now=NOW) == "Thu 8 May 2025"


def test_hours_are_those_of_the_house():
    assert times.hour(NOW) == "12:00"


def test_the_day_of_a_moment_is_that_of_the_house():
    with override("en"):
        assert times.written(datetime(2026, 6, 12, 23, 30, tzinfo=UTC)) == "13 June 2026"
