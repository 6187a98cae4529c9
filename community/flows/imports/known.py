"""What an earlier row or run has already brought here."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

from django.db.models import Model

from community.models import Imported

BATCH = 500

Row = TypeVar("Row")
Key = int | str


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """`rows` in lists of at most `BATCH`."""
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch


def rows_of(site: str, kind: Imported.Kind, keys: Iterable[Key]) -> dict[str, int]:
    """Our row of each of `keys` that is here: `{key: row_id}`."""
    wanted = {str(key) for key in keys}
    return dict(
        Imported.objects.filter(site=site, kind=kind, key__in=wanted).values_list("key", "row_id") if wanted else []
    )


def remember(site: str, kind: Imported.Kind, rows: Mapping[Key, Model]) -> None:
    """Write down what became of what."""
    Imported.objects.bulk_create(
        Imported(site=site, kind=kind, key=str(key), row_id=row.pk) for key, row in rows.items()
    )
