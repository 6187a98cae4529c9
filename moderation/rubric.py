"""What the rows of the rubric allow as a result: pure, and the same for form, flow and database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from moderation.states import Grade, Result

CRITERIA: Final = ("answered", "right", "complete", "safe", "current")
SCORES: Final = ("friendly", "clear", "reliable", "competent")
LEAST_REASON: Final = 20

# From best to worst. "Cannot be judged" is no finding and stands outside.
ORDER: Final = (
    Result.CORRECT, Result.CORRECT_WITH_CAVEAT, Result.INCOMPLETE, Result.INCORRECT, Result.HARMFUL,
)  # fmt: skip
NEEDS_REASON: Final = ORDER[1:]

# What a row caps the result at: a detour is a caveat, a missing step asks for an edit, a danger outweighs all.
CAPS: Final[Mapping[tuple[str, Grade], Result]] = {
    **{(name, Grade.PARTLY): Result.CORRECT_WITH_CAVEAT for name in CRITERIA},
    ("answered", Grade.NO): Result.INCORRECT,
    ("right", Grade.NO): Result.INCORRECT,
    ("complete", Grade.NO): Result.INCOMPLETE,
    ("safe", Grade.NO): Result.HARMFUL,
    ("current", Grade.NO): Result.INCORRECT,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One filled sheet. The scores for the tone run from 1 to 5 and touch no result."""

    result: Result
    answered: str = ""
    right: str = ""
    complete: str = ""
    safe: str = ""
    current: str = ""
    reason: str = ""
    source: str = ""
    friendly: int | None = None
    clear: int | None = None
    reliable: int | None = None
    competent: int | None = None

    def grades(self) -> dict[str, str]:
        """The five rows; an empty one was not filled."""
        return {name: getattr(self, name) for name in CRITERIA}


def best_result(grades: Mapping[str, str]) -> Result:
    """The best result that the worst row allows; rows that are missing cap nothing."""
    caps = [CAPS[name, Grade(grade)] for name, grade in grades.items() if (name, grade) in CAPS]
    return max(caps, key=ORDER.index, default=Result.CORRECT)


def fits(result: Result, grades: Mapping[str, str]) -> bool:
    """Whether `result` is no better than the worst row, and every row is filled."""
    if result == Result.CANNOT_JUDGE:
        return True
    is_whole = all(grades.get(name) in Grade.values for name in CRITERIA)
    return is_whole and ORDER.index(result) >= ORDER.index(best_result(grades))


def missing_characters(result: Result, reason: str) -> int:
    """How many characters the reason lacks; whoever is told that something is amiss must learn what."""
    return max(LEAST_REASON - len(reason.strip()), 0) if result in NEEDS_REASON else 0


def allowed_under(cap: Result) -> Iterator[Result]:
    """The results that a row with this cap leaves: the cap, whatever is worse, and no finding."""
    yield from ORDER[ORDER.index(cap) :]
    yield Result.CANNOT_JUDGE
