"""What each room gives to search, one source a kind. Another kind is another source in this list."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from common.models import JournalEntry
from search.documents import helpers, pages, questions
from search.documents.shown import Shown, Viewer
from search.models import Document

__all__ = ["SOURCES", "Shown", "Source", "Viewer"]


class Source(Protocol):
    """How one kind of thing becomes findable. Each source is a module."""

    KIND: str

    def touched(self, entries: Sequence[JournalEntry]) -> set[int]:
        """The ids of the things that `entries` tell of."""

    def ids_after(self, last: int, size: int) -> list[int]:
        """The next `size` ids there are, to walk over everything."""

    def documents_of(self, ids: Iterable[int]) -> list[Document]:
        """What is findable of `ids` now; those that nobody should find are left out."""

    def shown_to(self, viewer: Viewer, ids: Iterable[int]) -> Mapping[int, Shown]:
        """What `viewer` may see of `ids`, asked in the room that owns them."""


SOURCES: dict[str, Source] = {source.KIND: source for source in (questions, pages, helpers)}
