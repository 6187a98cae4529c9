"""What a viewer finds. The engine proposes; the rooms that own the things say what this viewer may see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.documents import SOURCES, Shown, Viewer
from search.engines import HIT_BEGINS, HIT_ENDS, Asked, Engine, Hit, Match
from search.engines.postgres import Postgres
from search.models import Kind

PAGE = 20
SIMILAR = 5
LONGEST = 200
# Of matches by any word, those that fit less than half as well as the best one are noise.
CLOSE_ENOUGH = 0.5
TEXTS = (Kind.QUESTION.value, Kind.ARTICLE.value)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found: what it is, and the words around what fits."""

    kind: str
    shown: Shown
    excerpt: SafeString


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results. `more` is the key of the next; `is_relaxed`: nothing had all the words, these have some."""

    found: Sequence[Found]
    more: str = ""
    is_relaxed: bool = False


def engine() -> Engine:
    """The engine of this house."""
    return Postgres()


def search(viewer: Viewer, words: str, *, language: str, after: str = "") -> Results:
    """What fits all of `words`, best first; when nothing does, what fits some of them best."""
    words = words.strip()[:LONGEST]
    hits = engine().find(Asked(words, language, size=PAGE + 1, after=after))
    if hits or after:
        more = hits[PAGE - 1].key if len(hits) > PAGE else ""
        return Results(_visible(viewer, hits[:PAGE]), more)
    return Results(
        _visible(viewer, _close(engine().find(Asked(words, language, Match.ANY, TEXTS, PAGE)))), is_relaxed=True
    )


def similar(title: str, language: str, viewer: Viewer) -> list[Found]:
    """Questions and articles about the same as a title that is still being typed, verified first, at most five."""
    words = title.strip()[:LONGEST]
    asked = Asked(words, language, Match.TYPED, TEXTS, 2 * SIMILAR)
    hits = engine().find(asked)
    if len(_close(hits)) < SIMILAR:
        hits += engine().find(replace(asked, match=Match.ANY, size=PAGE))
    unique = {(hit.kind, hit.object_id): hit for hit in reversed(hits)}.values()
    return _visible(viewer, _close(sorted(unique, key=lambda hit: hit.place, reverse=True)))[:SIMILAR]


def _close(hits: Sequence[Hit]) -> list[Hit]:
    best = max((hit.rank for hit in hits), default=0.0)
    return [hit for hit in hits if hit.rank >= CLOSE_ENOUGH * best]


def _visible(viewer: Viewer, hits: Sequence[Hit]) -> list[Found]:
    shown = {
        kind: SOURCES[kind].shown_to(viewer, [hit.object_id for hit in hits if hit.kind == kind])
        for kind in {hit.kind for hit in hits} & SOURCES.keys()
    }
    return [
        Found(hit.kind, shown[hit.kind][hit.object_id], _marked(hit.excerpt))
        for hit in hits
        if hit.object_id in shown.get(hit.kind, {})
    ]


def _marked(excerpt: str) -> SafeString:
    """The excerpt as HTML: escaped first, so that only our own marks are tags."""
    marked = escape(excerpt).replace(HIT_BEGINS, "<mark>").replace(HIT_ENDS, "</mark>")
    return mark_safe(marked)  # noqa: S308  escaped in the line above
