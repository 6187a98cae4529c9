"""Wagtail says by signal what its pages do; the journal hears it here, and search follows the journal."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from common import journal
from content.models import Article, KnownProblem, LegalPage

THINGS: dict[type[Page], str] = {Article: "article", KnownProblem: "problem", LegalPage: "legal"}


def listen() -> None:
    """Connect both signals, once for each kind of page that people look for."""
    for kind, thing in THINGS.items():
        page_published.connect(_published, sender=kind, dispatch_uid=f"content:{thing}:publish")
        page_unpublished.connect(_unpublished, sender=kind, dispatch_uid=f"content:{thing}:unpublish")


def _published(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    revision = kwargs.get("revision")
    at: datetime = instance.last_published_at or timezone.now()
    _write(sender, "publish", instance, revision.user_id if revision else None, at)


def _unpublished(sender: type[Page], instance: Page, **_kwargs: Any) -> None:
    _write(sender, "unpublish", instance, None, timezone.now())


def _write(sender: type[Page], verb: str, page: Page, actor: int | None, at: datetime) -> None:
    after = {"language": page.locale.language_code, "live": verb == "publish"}
    journal.write(f"content:{THINGS[sender]}:{verb}", actor=actor, subject=page, at=at, after=after)
