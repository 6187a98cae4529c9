"""Follow the journal, or walk over everything: both write the same documents."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction

from common.models import JournalEntry
from search.documents import SOURCES, Source
from search.models import Document

BATCH = 200
COLUMNS = ["language", "topic", "title", "solution", "body", "more", "standing", "written_at"]


def follow(entries: Sequence[JournalEntry]) -> None:
    """Bring the documents of everything that `entries` tell of up to date. Repeating it changes nothing."""
    for source in SOURCES.values():
        ids = source.touched(entries)
        if ids:
            refresh(source, ids)


def rebuild(*, at: datetime, advance: Callable[[int], None] = lambda count: None) -> int:
    """Bring every document up to date and drop those whose thing is gone; how many there are then.

    Nothing disappears from search meanwhile. Runs once a day too: some things change without a line in the
    journal, because they came with the house or because their time was up.
    """
    for source in SOURCES.values():
        last = 0
        while ids := source.ids_after(last, BATCH):
            refresh(source, ids)
            between = Document.objects.filter(kind=source.KIND, object_id__gt=last, object_id__lt=ids[-1])
            between.exclude(object_id__in=ids).delete()
            last = ids[-1]
            advance(len(ids))
        Document.objects.filter(kind=source.KIND, object_id__gt=last).delete()
    Document.objects.exclude(kind__in=SOURCES).delete()
    return Document.objects.count()


@transaction.atomic
def refresh(source: Source, ids: Iterable[int]) -> None:
    """Write the documents of `ids` anew; those that nobody should find any more are dropped."""
    _alone()
    ids = set(ids)
    # In the order of their numbers: of two that fit alike, the later document comes first.
    documents = sorted(source.documents_of(ids), key=lambda document: document.object_id)
    Document.objects.bulk_create(
        documents, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=COLUMNS
    )
    gone = ids - {document.object_id for document in documents}
    Document.objects.filter(kind=source.KIND, object_id__in=gone).delete()


def _alone() -> None:
    """One writer at a time: of two that read at different moments, the older must not write last."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('search'))")
