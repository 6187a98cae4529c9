"""The resolution mark and its trail in templates. Written as strings: a list page shows forty of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from common.marks import Half, Moment, TrailRow, TrailStep, mark_of, trail
from common.templatetags.ui import sprite

register = template.Library()

_FACTS = ("state", "resolved", "correct", "is_stale", "one_review")


@register.simple_tag
def gable(solved: str, correct: str, size: str = "") -> SafeString:
    """The bare sign; `size` is s, nothing or l. Whoever uses it puts the word beside it."""
    return _gable(solved, correct, size, sprite(""))


@register.simple_tag
def mark(known: Any, size: str = "", word: str = "", *, one_review: bool = False) -> SafeString:
    """The mark of anything with state, resolved, correct and is_stale; `word` overrules the usual one.

    In rows (`size` "s") the word is the short one.
    """
    state, resolved, correct, stale, first_review = (_fact(known, name) for name in _FACTS)
    found = mark_of(
        state=str(state or "open"),
        resolved=str(resolved or "none"),
        correct=str(correct or "unrated"),
        stale=bool(stale),
        one_review=one_review or bool(first_review),
    )
    return format_html(
        '<span class="mark{}">{}<span>{}</span></span>',
        f" mark--{size}" if size else "",
        gable(found.solved, found.correct, size),
        word or (found.short if size == "s" else found.word),
    )


@register.simple_tag
def trail_of(steps: Sequence[TrailStep | Mapping[str, Any]]) -> list[TrailRow]:
    """Steps with their rails, for the trail component."""
    return trail([step if isinstance(step, TrailStep) else _step(step) for step in steps])


@register.simple_tag
def rails(row: TrailRow) -> SafeString:
    """The lines and signs beside one step of a trail."""
    kinds = {"open": "rail", "proven": "rail rail--proven", "next": "rail rail--next"}
    lines = format_html_join(
        "",
        '<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>',
        (
            (kinds[rail.kind], rail.x, rail.x, rail.start, "100%" if rail.end is None else rail.end)
            for rail in row.rails
        ),
    )
    halves = ((side, half) for side, half in (("l", row.step.solved), ("r", row.step.correct)) if half)
    signs = format_html_join(
        "",
        '<use href="{}" width="24" height="20"/>',
        ((sprite(f"{side}-{half}"),) for side, half in halves),
    )
    return format_html('<svg class="trail__rails" aria-hidden="true">{}{}</svg>', lines, signs)


def _fact(known: Any, name: str) -> Any:
    """Models have it as an attribute, samples as a key."""
    return known.get(name) if isinstance(known, Mapping) else getattr(known, name, None)


@lru_cache(maxsize=256)
def _gable(solved: str, correct: str, size: str, sheet: str) -> SafeString:
    small = size == "s"
    return format_html(
        '<svg class="gable{}" aria-hidden="true" viewBox="{}"><use href="{}l-{}{}"/><use href="{}r-{}{}"/></svg>',
        f" gable--{size}" if size else "",
        "0 0 20 16" if small else "0 0 24 20",
        *(sheet, solved, "-16" if small else "", sheet, correct, "-16" if small else ""),
    )


def _step(step: Mapping[str, Any]) -> TrailStep:
    at = step.get("at")
    return TrailStep(
        at=datetime.fromisoformat(at) if isinstance(at, str) else at,
        words=step["words"],
        solved=Half(step["solved"]) if step.get("solved") else None,
        correct=Half(step["correct"]) if step.get("correct") else None,
        moment=Moment(step.get("moment", "past")),
    )
