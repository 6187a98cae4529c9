"""What all parts of one import share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from cases.models import Topic


@dataclass(frozen=True, slots=True)
class Totals:
    """What of the dump is here now, brought by this run or an earlier one."""

    questions: int = 0
    answers: int = 0
    accepted: int = 0
    closed: int = 0

    def __str__(self) -> str:
        return f"questions={self.questions} answers={self.answers} accepted={self.accepted} closed={self.closed}"


@dataclass(frozen=True, slots=True)
class Run:
    """One import: from which `site`, into which topic, when. `cases` collects those with new evidence.

    `advance` is told how many rows of the dump were done since it was last told.
    """

    site: str
    topic: Topic
    at: datetime
    advance: Callable[[int], None]
    cases: set[int] = field(default_factory=set)
