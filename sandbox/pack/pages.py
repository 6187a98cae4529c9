"""What the editors of the demo have written: known problems and articles, each published on its day."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from wagtail.models import Page
from wagtail.signals import page_published

from content.models import Article, ArticleIndex, KnownProblem, KnownProblems
from sandbox.pack.reading import DATA
from sandbox.pack.world import World

Row = Mapping[str, Any]


def publish(world: World) -> None:
    """Every page in every language; the translations of one page share their key."""
    rows = tomllib.loads((DATA / "pages.toml").read_text(encoding="utf-8"))
    for row in rows["problem"]:
        _in_all_languages(row, KnownProblems, KnownProblem, _problem(row, world), world.calendar.before(row["since"]))
    for row in rows["article"]:
        _in_all_languages(row, ArticleIndex, Article, _article(row, world), world.calendar.before(row["reviewed"]))


def _in_all_languages(row: Row, index: type[Page], kind: type[Page], fields: dict[str, Any], at: datetime) -> None:
    key = None
    for parent in index.objects.select_related("locale").order_by("locale__language_code"):
        language = parent.locale.language_code
        own = {name: value(language) if callable(value) else value for name, value in fields.items()}
        page = kind(slug=row["slug"], title=row["title"][language], locale=parent.locale, **own)
        page.first_published_at = page.last_published_at = at
        key = page.translation_key = key or page.translation_key
        parent.add_child(instance=page)
        page_published.send(sender=kind, instance=page, revision=None)


def _problem(row: Row, world: World) -> dict[str, Any]:
    return {
        "topic": world.topics[row["topic"]],
        "status": row["status"],
        "since": world.calendar.before(row["since"]),
        "to_do": row["to_do"].__getitem__,
        "reach": row["reach"].__getitem__,
    }


def _article(row: Row, world: World) -> dict[str, Any]:
    def body(language: str) -> list[tuple[str, str]]:
        warning = row.get("warning", {}).get(language)
        return [*([("warning", warning)] if warning else []), ("text", row["text"][language])]

    return {
        "topic": world.topics[row["topic"]],
        "risk": row["risk"],
        "reviewed_at": world.calendar.before(row["reviewed"]).date(),
        "summary": row["summary"].__getitem__,
        "body": body,
    }
