"""The house's spine: what happened, in order, for ever. Everything else follows it."""

from collections.abc import Mapping
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from common.models import JournalEntry

request_id: ContextVar[str] = ContextVar("request_id", default="")


def write(
    tag: str,
    *,
    actor: int | None,
    subject: Model,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> JournalEntry:
    """Record that `actor` (None: the machine itself) did `tag` to `subject`, inside the caller's transaction.

    `tag` reads `room:thing:verb`, in the words of the flow that calls. No personal text goes into `before` and
    `after`: the journal outlives the person's wish to be forgotten.
    """
    return JournalEntry.objects.create(**_row(tag, actor, subject, at, before, after))


def write_many(tag: str, *, actor: int | None, subjects: list[Model], at: datetime) -> None:
    """Record the same verb for many subjects in one statement; for imports."""
    JournalEntry.objects.bulk_create(
        (JournalEntry(**_row(tag, actor, subject, at, None, None)) for subject in subjects), batch_size=1000
    )


def _row(
    tag: str,
    actor: int | None,
    subject: Model,
    at: datetime,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> dict[str, Any]:
    return {
        "tag": tag,
        "actor_id": actor,
        "subject_kind": subject._meta.label_lower,
        "subject_id": subject.pk,
        "at": at,
        "before": _plain(before),
        "after": _plain(after),
        "request_id": request_id.get(),
    }


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    encode = DjangoJSONEncoder().default
    simple = (str, int, float, bool, type(None), list, dict)
    return {key: value if isinstance(value, simple) else encode(value) for key, value in (values or {}).items()}
