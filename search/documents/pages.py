"""Pages of the editors that say something: articles, known problems, legal pages.

The rooms beside this one are not imported: a page is known by what every Wagtail page can say of itself. The
first of its own searchable fields is its gist, the others are its body.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageViewRestriction
from wagtail.search.index import SearchField

from common.models import JournalEntry
from search.documents.shown import Shown, Viewer
from search.documents.text import plain
from search.models import Document, Kind

KIND = Kind.ARTICLE.value
ROOM = "content."
# Somebody of the house has read it; nobody has tried it.
STANDING = 16
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

_COMMON = {field.field_name for field in Page.search_fields}


def touched(entries: Sequence[JournalEntry]) -> set[int]:
    """The pages that were published or taken back."""
    return {entry.subject_id for entry in entries if entry.subject_kind.startswith(ROOM)}


def ids_after(last: int, size: int) -> list[int]:
    return list(_readable().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:size])


def documents_of(ids: Iterable[int]) -> list[Document]:
    """Those that everybody may read and that have something of their own to say."""
    pages = _readable().filter(pk__in=list(ids)).select_related("locale").specific()
    return [document for page in pages if (document := _document(page))]


def shown_to(viewer: Viewer, ids: Iterable[int]) -> Mapping[int, Shown]:
    """The same for every viewer: pages that only some may read are not found at all."""
    pages = _readable().filter(pk__in=list(ids)).select_related("locale", "content_type")
    return {
        page.pk: Shown(
            url=_address(page),
            title=page.title,
            language=page.locale.language_code,
            at=page.last_published_at or page.first_published_at,
            word=str(page.content_type.name),
        )
        for page in pages
    }


def _readable() -> Any:
    """Live pages without a restriction on themselves or above them; in one query, unlike `public()`."""
    path = ExpressionWrapper(OuterRef("path"), CharField())
    restriction = PageViewRestriction.objects.annotate(below=path).filter(below__startswith=F("page__path"))
    return Page.objects.live().filter(~Exists(restriction), content_type__app_label=ROOM.rstrip("."))


def _document(page: Any) -> Document | None:
    texts = list(_texts(page))
    if not texts or page.locale.language_code not in dict(settings.LANGUAGES):
        return None
    gist, *rest = texts
    return Document(
        kind=KIND,
        object_id=page.pk,
        language=page.locale.language_code,
        topic_id=getattr(page, "topic_id", None),
        title=page.title[:200],
        solution=gist,
        body=" ".join(rest),
        standing=STANDING,
        written_at=page.last_published_at or page.first_published_at or LONG_AGO,
    )


def _texts(page: Any) -> Iterator[str]:
    for field in page.get_search_fields():
        if isinstance(field, SearchField) and field.field_name not in _COMMON:
            value = field.get_value(page)
            parts = value if isinstance(value, list) else [value]
            yield plain(" ".join(map(str, parts)))


def _address(page: Any) -> str:
    """Below the home page of its language a page's place is its address."""
    return f"/{page.locale.language_code}/{page.url_path.split('/', 2)[2]}"
