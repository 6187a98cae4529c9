"""A follower skips no entry of a transaction that commits late; one that goes by ids alone does."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection

from common.followers import catch_up, lag, rewind
from common.models import JournalEntry

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

AT = datetime(2026, 5, 4, 8, tzinfo=UTC)
INSERT = """
    INSERT INTO common_journalentry (tag, subject_kind, subject_id, before, after, request_id, at)
    VALUES (%s, 'x', 1, '{}', '{}', '', now())
"""


@pytest.fixture
def late() -> Iterator[psycopg.Connection]:
    """Another writer, whose transaction is open."""
    settings = connection.get_connection_params()
    for ours in ("cursor_factory", "context", "prepare_threshold"):
        settings.pop(ours, None)
    with psycopg.connect(**settings) as other:
        yield other


def collect(seen: list[str]) -> object:
    def handle(entries: Sequence[JournalEntry]) -> None:
        seen.extend(entry.tag for entry in entries)

    return handle


def write(tag: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [tag])


def test_an_entry_that_commits_late_is_not_skipped(late: psycopg.Connection) -> None:
    seen: list[str] = []
    late.execute(INSERT, ["late"])
    write("early")
    catch_up("test", collect(seen), at=AT)  # type: ignore[arg-type]
    late.commit()
    catch_up("test", collect(seen), at=AT)  # type: ignore[arg-type]
    assert sorted(seen) == ["early", "late"]


def test_by_ids_alone_the_late_entry_is_lost(late: psycopg.Connection) -> None:
    """The control: this race is real."""
    late.execute(INSERT, ["late"])
    write("early")
    first = list(JournalEntry.objects.order_by("pk"))
    late.commit()
    second = list(JournalEntry.objects.filter(pk__gt=first[-1].pk))
    assert [entry.tag for entry in first + second] == ["early"]


def test_an_entry_of_a_transaction_still_running_waits(late: psycopg.Connection) -> None:
    """Whatever began before the oldest open transaction ended is handed over; the rest waits, and nothing is lost."""
    seen: list[str] = []
    late.execute(INSERT, ["late"])
    write("early")
    catch_up("test", collect(seen), at=AT)  # type: ignore[arg-type]
    assert "late" not in seen


def test_a_follower_that_fails_moves_no_further_and_sees_it_again() -> None:
    write("one")

    def fail(_entries: Sequence[JournalEntry]) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        catch_up("test", fail, at=AT)
    seen: list[str] = []
    catch_up("test", collect(seen), at=AT)  # type: ignore[arg-type]
    assert seen == ["one"]


def test_a_follower_can_be_replayed_from_zero() -> None:
    for tag in ("one", "two"):
        write(tag)
    seen: list[str] = []
    catch_up("test", collect(seen), at=AT, batch=1)  # type: ignore[arg-type]
    assert lag("test") == 0
    rewind("test")
    assert lag("test") == 2
    catch_up("test", collect(seen), at=AT)  # type: ignore[arg-type]
    assert seen == ["one", "two", "one", "two"]
