"""What can be learnt about a case, as plain values in one total order."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

Value = str | bool | None

ANSWER, EDIT, ACCEPT, UNACCEPT = "answer", "edit", "accept", "unaccept"
VOTE, BOOKING, ASKER_REPLY = "vote", "booking", "asker_reply"
RECONTACT, COMPLAINT = "recontact", "complaint"
VERDICT, ADJUDICATE, TRIGGER = "verdict", "adjudicate", "trigger"
WITHDRAW, MERGE, SPAM, RESTORE = "withdraw", "merge", "spam", "restore"

# Events of the same instant and the same place in the log happen in this order.
KINDS: Final = (
    ANSWER, EDIT, ACCEPT, UNACCEPT, VOTE, BOOKING, ASKER_REPLY, RECONTACT, COMPLAINT,
    VERDICT, ADJUDICATE, TRIGGER, WITHDRAW, MERGE, SPAM, RESTORE,
)  # fmt: skip
_RANK: Final = {kind: rank for rank, kind in enumerate(KINDS)}

_YES: Final = frozenset(("yes", "true", "1", "worked", "solved", "same_issue", "upheld", "substantive"))
_NO: Final = frozenset(
    (
        "no",
        "not",
        "false",
        "0",
        "failed",
        "not_solved",
        "unsolved",
        "did_not_work",
        "other_issue",
        "rejected",
        "typo",
        "minor",
    )
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is fixed when a case opens; `created` is in days."""

    asker: str | None
    risk: str
    created: float


@dataclass(frozen=True, slots=True)
class Event:
    """One piece of evidence. `at` is in days; `seq` is the place in the log and breaks ties.

    `value` is the word said: a verdict, "yes"/"partly"/"no", worked or not (None takes a vote back),
    substantive or not, same issue or not, upheld or not. `group` joins voters who are not independent.
    """

    at: float
    kind: str
    answer: str | None = None
    by: str | None = None
    value: Value = None
    group: str | None = None
    conflict: bool = False
    revision: str | None = None
    is_implicit: bool = False
    seq: int = 0

    @property
    def says_yes(self) -> bool:
        return self.value is True or str(self.value).lower() in _YES

    @property
    def says_no(self) -> bool:
        return self.value is False or str(self.value).lower() in _NO


def from_datetime(moment: datetime) -> float:
    """Days since 1970 in UTC; `moment` must be aware."""
    return (moment - _EPOCH) / timedelta(days=1)


def to_datetime(days: float) -> datetime:
    """The aware moment of a number of days, to the microsecond."""
    return _EPOCH + timedelta(days=days)


def until(now: float, events: Iterable[Event]) -> list[Event]:
    """The events that had happened by `now`, each once, in an order that arrival cannot change."""
    known = {event for event in events if math.isfinite(event.at) and event.at <= now}
    return sorted(known, key=_place)


def _place(event: Event) -> tuple[float, int, int, str]:
    return event.at, event.seq, _RANK.get(event.kind, len(KINDS)), repr(event)
