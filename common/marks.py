"""The resolution mark: what is known about a case as two halves of a house and a word.

The left half says whether it is solved, the right half whether it is correct. Good is ink; only "no" and
"ran out" have a colour; a mark never stands without its word. This room knows no case: states come as the
words that `cases.assess` writes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Half(StrEnum):
    """One half, as the sprite draws it."""

    EMPTY = "empty"
    HALF = "half"
    FULL = "full"
    CROSSED = "crossed"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Mark:
    """Two halves and their words: `word` says all of it, `short` is for rows that are read in passing."""

    solved: Half
    correct: Half
    word: Words
    short: Words


_SOLVED: Final = {"none": Half.EMPTY, "claimed": Half.HALF, "confirmed": Half.FULL, "denied": Half.CROSSED}
_CORRECT: Final = {"unrated": Half.EMPTY, "correct": Half.FULL, "wrong": Half.CROSSED, "disputed": Half.HALF}


def mark_of(*, state: str, resolved: str, correct: str, stale: bool = False, one_review: bool = False) -> Mark:
    """The mark of an assessment; `one_review` says that one of the two reviewers a high risk needs is done."""
    left = _SOLVED.get(resolved, Half.EMPTY)
    right = Half.HALF if one_review and correct == "unrated" else _CORRECT.get(correct, Half.EMPTY)
    if state == "expired" or (stale and state != "refuted"):
        return _expired(left, right)
    word, short = _words(state, left, right)
    return Mark(left, right, word, short)


def _expired(left: Half, right: Half) -> Mark:
    """What was confirmed by the asker stays true; the check of it is what ran out."""
    if left is Half.FULL and right is Half.FULL:
        return Mark(left, Half.CLOCK, _("Confirmed, check ran out"), _("Confirmed, check ran out"))
    solved = Half.CLOCK if left in (Half.HALF, Half.FULL) else left
    return Mark(solved, Half.CLOCK if right is Half.FULL else right, _("Expired"), _("Expired"))


def _words(state: str, left: Half, right: Half) -> tuple[Words, Words]:
    if state == "refuted":
        return _refuted(left, right)
    if right is Half.HALF and state in ("claimed", "confirmed"):
        return _("One of two reviewers done"), _("One of two reviewers done")
    return _WORDS.get(state, _WORDS["open"])


def _refuted(left: Half, right: Half) -> tuple[Words, Words]:
    if left is Half.FULL:
        return _("Works, but wrong"), _("Works, but wrong")
    if left is Half.CROSSED and right is not Half.CROSSED:
        return _("Not solved"), _("Not solved")
    return _("Refuted"), _("Refuted")


_WORDS: Final[dict[str, tuple[Words, Words]]] = {
    "open": (_("Open"), _("Open")),
    "claimed": (_("Claimed, nobody confirmed"), _("Claimed")),
    "confirmed": (_("Confirmed, not yet checked"), _("Confirmed")),
    "correct": (_("Checked, nobody confirmed yet"), _("Checked")),
    "verified": (_("Verified"), _("Verified")),
    "disputed": (_("Reviewers disagree"), _("Reviewers disagree")),
    "unknown": (_("No word for 30 days"), _("No word")),
    "excluded": (_("Not counted"), _("Not counted")),
}


class Moment(StrEnum):
    """Where a step of a trail stands in time."""

    PAST = "past"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class TrailStep:
    """One thing that became known: a sentence, and the halves that changed with it (None: unchanged)."""

    at: datetime | None
    words: Words
    solved: Half | None = None
    correct: Half | None = None
    moment: Moment = Moment.PAST


@dataclass(frozen=True, slots=True)
class Rail:
    """One piece of line beside a step, in pixels from its top; `end` None reaches down to the next step."""

    x: int
    start: int
    end: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class TrailRow:
    """A step with the pieces of both rails that pass it."""

    step: TrailStep
    rails: tuple[Rail, ...]


def trail(steps: Sequence[TrailStep]) -> list[TrailRow]:
    """Rows with rails: a hairline until proven, 2 px from the step that proved it, dashed after today."""
    rows: list[TrailRow] = []
    kinds = {6: "open", 18: "open"}
    for number, step in enumerate(steps):
        rails: list[Rail] = []
        for x, half in ((6, step.solved), (18, step.correct)):
            if number:
                rails.append(Rail(x, 0, 6 if half else 22, kinds[x]))
            kinds[x] = _kind_after(step, half, kinds[x])
            if number < len(steps) - 1:
                rails.append(Rail(x, 20 if half else 22, None, kinds[x]))
        rows.append(TrailRow(step, tuple(rails)))
    return rows


def _kind_after(step: TrailStep, half: Half | None, before: str) -> str:
    if step.moment is not Moment.PAST:
        return "next"
    if half is None:
        return before
    return "proven" if half is Half.FULL else "open"
