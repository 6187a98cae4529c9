"""The state of a case: the first row of one table whose condition holds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cases.assess import correctness as c
from cases.assess import resolution as r

OPEN, UNKNOWN, CLAIMED, CONFIRMED, CORRECT = "open", "unknown", "claimed", "confirmed", "correct"
VERIFIED, EXPIRED, DISPUTED, REFUTED, EXCLUDED = "verified", "expired", "disputed", "refuted", "excluded"
STATES: Final = (OPEN, CLAIMED, CONFIRMED, CORRECT, VERIFIED, REFUTED, DISPUTED, EXPIRED, UNKNOWN, EXCLUDED)


@dataclass(frozen=True, slots=True)
class Facets:
    """The few things the state depends on."""

    resolved: str
    correct: str
    is_excluded: bool
    is_stale: bool
    is_old: bool

    @property
    def stands(self) -> bool:
        """Something is held to be true here, so it can run out."""
        return self.resolved in (r.CLAIMED, r.CONFIRMED) or self.correct == c.CORRECT


ORDER: Final[tuple[tuple[Callable[[Facets], bool], str], ...]] = (
    (lambda f: f.is_excluded, EXCLUDED),
    (lambda f: f.correct == c.WRONG or f.resolved == r.DENIED, REFUTED),
    (lambda f: f.correct == c.DISPUTED, DISPUTED),
    (lambda f: f.is_stale and f.stands, EXPIRED),
    (lambda f: f.correct == c.CORRECT and f.resolved == r.CONFIRMED, VERIFIED),
    (lambda f: f.correct == c.CORRECT, CORRECT),
    (lambda f: f.resolved == r.CONFIRMED, CONFIRMED),
    (lambda f: f.resolved == r.CLAIMED, CLAIMED),
    (lambda f: f.is_old, UNKNOWN),
    (lambda f: True, OPEN),
)


def state_of(facets: Facets) -> str:
    """The state these facets make."""
    return next(state for holds, state in ORDER if holds(facets))
