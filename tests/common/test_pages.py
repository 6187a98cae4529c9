"""Keyset pages: every row once, in both directions, whatever comes in as a key."""

from datetime import datetime, timedelta

import pytest

from accounts.models import User
from common.pages import page_of
from notifications.models import Notice


@pytest.fixture
def notices(stranger: User, at: datetime) -> list[int]:
    """Seven notices, three of them at the same second."""
    times = [at, at, at, *(at + timedelta(minutes=n) for n in range(1, 5))]
    rows = Notice.objects.bulk_create(
        Notice(person=stranger, kind="k", key=str(n), text="t", address="/", told_at=told)
        for n, told in enumerate(times)
    )
    return [row.pk for row in rows]


def walk(direction: str, key: str, size: int = 3) -> list[list[int]]:
    pages = []
    while True:
        page = page_of(Notice.objects.all(), key=key, by="told_at", size=size)
        pages.append([row.pk for row in page.rows])
        key = getattr(page, direction)
        if not key:
            return pages


def test_every_row_is_shown_once_newest_first(notices: list[int]) -> None:
    assert walk("older", "") == [notices[:3:-1], notices[3:0:-1], notices[0:1]]


def test_the_way_back_shows_the_same_rows(notices: list[int]) -> None:
    first = page_of(Notice.objects.all(), key="", by="told_at", size=3)
    second = page_of(Notice.objects.all(), key=first.older, by="told_at", size=3)
    back = page_of(Notice.objects.all(), key=second.newer, by="told_at", size=3)
    assert [row.pk for row in back.rows] == [row.pk for row in first.rows]
    assert back.newer == ""


@pytest.mark.parametrize(
    "key",
    ["x", "older_", "older_2026", "older_2026-05-04T08:00:00+00:00_", "older_2026-05-04T08:00:00_1", "older_99-99_1",
     "newer_2026-13-45T00:00:00+00:00_1", "older__1", "older_2026-05-04T08:00:00+00:00_" + "9" * 40, "older_\x00_1"],
)  # fmt: skip
def test_a_key_that_makes_no_sense_shows_the_first_page(notices: list[int], key: str) -> None:
    page = page_of(Notice.objects.all(), key=key, by="told_at", size=3)
    assert [row.pk for row in page.rows] == notices[:3:-1]


def test_one_page_is_one_query(notices: list[int], django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        page_of(Notice.objects.all(), key="", by="told_at", size=3)
