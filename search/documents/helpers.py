"""Certified helpers: their name, where they are, and what the house vouches for."""

from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse

from common.models import JournalEntry
from marketplace.models import Certificate, Helper
from marketplace.models.helper import Standing
from search.documents.shown import Shown, Viewer
from search.models import Document, Kind

KIND = Kind.HELPER.value
# Below an answer that fits as well: whoever looks for words looks for a solution first.
STANDING = 6


def touched(entries: Sequence[JournalEntry]) -> set[int]:
    """The helpers that the entries tell of."""
    return {entry.subject_id for entry in entries if entry.subject_kind == "marketplace.helper"}


def ids_after(last: int, size: int) -> list[int]:
    return list(Helper.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:size])


def documents_of(ids: Iterable[int]) -> list[Document]:
    """Those whom customers can book."""
    vouched = Certificate.objects.exclude(status=Standing.SUSPENDED).select_related("topic")
    helpers = (
        Helper.objects.bookable()
        .filter(pk__in=list(ids))
        .select_related("person")
        .prefetch_related(Prefetch("certificates", vouched, to_attr="vouched"))
    )
    return [_document(helper) for helper in helpers]


def shown_to(viewer: Viewer, ids: Iterable[int]) -> Mapping[int, Shown]:
    return {
        helper.pk: Shown(
            url=reverse("marketplace:helper", args=[helper.slug]),
            title=helper.person.name,
            language=helper.person.language,
            at=None,
            topic=helper.town,
        )
        for helper in Helper.objects.bookable().filter(pk__in=list(ids)).select_related("person")
    }


def _document(helper: Helper) -> Document:
    certificates: list[Certificate] = getattr(helper, "vouched", [])
    names = [str(getattr(c.topic, f"name_{code}")) for c in certificates for code, _name in settings.LANGUAGES]
    return Document(
        kind=KIND,
        object_id=helper.pk,
        language=helper.person.language,
        title=helper.person.name,
        body=helper.about,
        more=" ".join([helper.postcode, helper.town, *names]),
        standing=STANDING,
        written_at=helper.since,
    )
