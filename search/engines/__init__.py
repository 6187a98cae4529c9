"""The port: what search asks of an engine. PostgreSQL answers; another engine is another module here."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Protocol

HIT_BEGINS, HIT_ENDS = "\ue000", "\ue001"


class Match(Enum):
    """Which documents fit: all words as in a search box, all words of a title half typed, or any word."""

    ALL = "all"
    TYPED = "typed"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for. Documents in `language` come first; `after` is the key of the last hit seen."""

    words: str
    language: str
    match: Match = Match.ALL
    kinds: tuple[str, ...] = ()
    size: int = 20
    after: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One document that fits. `rank` is how well, whatever its standing; `place` is where it comes, highest first.

    In `excerpt` the words that fit stand between `HIT_BEGINS` and `HIT_ENDS`.
    """

    kind: str
    object_id: int
    rank: float
    place: tuple[int, Decimal, int]
    excerpt: str

    @property
    def key(self) -> str:
        """Its place, for an address."""
        return "_".join(map(str, self.place))


class Engine(Protocol):
    """Finds documents."""

    def find(self, asked: Asked) -> list[Hit]:
        """The best hits, best first, at most `asked.size`. Words without meaning find nothing."""
