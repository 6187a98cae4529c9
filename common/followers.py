"""Those who follow the journal: search, webhooks, digests, numbers.

A follower is a function that takes journal entries in commit order, at least once each, and may be replayed from
zero. Its cursor cannot skip a row: it reads only up to the oldest transaction that is still running.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import islice

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from common.models import FollowerCursor, JournalEntry

Handle = Callable[[Sequence[JournalEntry]], None]

_NEXT = """
    SELECT * FROM common_journalentry
    WHERE (transaction_id, id) > (%s, %s)
      AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    ORDER BY transaction_id, id
    LIMIT %s
"""


def catch_up(name: str, handle: Handle, *, at: datetime, batch: int = 500) -> int:
    """Hand `handle` every entry it has not seen; how many there were. The cursor moves with its work or not at all.

    A second runner of the same follower returns at once: being second is normal.
    """
    seen = 0
    while count := _step(name, handle, at, batch):
        seen += count
    return seen


def catch_up_all(*, at: datetime) -> int:
    """Let every follower of `settings.FOLLOWERS` catch up; one that fails is noted and does not stop the rest."""
    seen = 0
    for name, path in settings.FOLLOWERS.items():
        try:
            seen += catch_up(name, import_string(path), at=at)
        except Exception as error:  # noqa: BLE001  whatever a follower trips over must not stop its neighbours
            FollowerCursor.objects.update_or_create(
                name=name, defaults={"failed_at": at, "error": f"{type(error).__name__}: {error}"[:2000]}
            )
    return seen


def lag(name: str) -> int:
    """How many entries the follower has not seen yet, counted up to 10,000."""
    cursor = FollowerCursor.objects.filter(name=name).first()
    place = (cursor.transaction_id, cursor.entry_id) if cursor else (0, 0)
    with connection.cursor() as db:
        db.execute(
            "SELECT count(*) FROM (SELECT 1 FROM common_journalentry WHERE (transaction_id, id) > (%s, %s)"
            " LIMIT 10000) AS waiting",
            place,
        )
        (waiting,) = db.fetchone()
    return int(waiting)


def rewind(name: str) -> None:
    """Send a follower back to the beginning, to be replayed from zero."""
    FollowerCursor.objects.filter(name=name).update(transaction_id=0, entry_id=0)


@transaction.atomic
def _step(name: str, handle: Handle, at: datetime, batch: int) -> int:
    FollowerCursor.objects.get_or_create(name=name)
    cursor = FollowerCursor.objects.select_for_update(skip_locked=True).filter(name=name).first()
    if cursor is None:
        return 0
    entries = list(islice(JournalEntry.objects.raw(_NEXT, [cursor.transaction_id, cursor.entry_id, batch]), batch))
    if not entries:
        return 0
    handle(entries)
    cursor.transaction_id, cursor.entry_id = entries[-1].transaction_id, entries[-1].pk
    cursor.moved_at, cursor.error = at, ""
    cursor.save(update_fields=["transaction_id", "entry_id", "moved_at", "error"])
    return len(entries)
