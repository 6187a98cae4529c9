"""What is there so far while a pack is played, under the names that its files use."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import User
from cases.models import Topic
from community.models import Answer, Question
from marketplace.models import Booking, Service
from sandbox.pack.clock import Calendar
from sandbox.pack.shapes import Pack
from sandbox.pack.till import Till

Act = Callable[[datetime], object]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to happen at its moment; `opens` names the case that it opens, `is_paid`: it may move money."""

    at: datetime
    act: Act
    opens: str = ""
    is_paid: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody said "solved" about the case `key`; `is_judged`: the pack has a reviewer's verdict on it."""

    key: str
    at: datetime
    risk: str
    is_judged: bool = False


@dataclass(slots=True)
class World:
    """The neighbourhood as it grows; answers are found by question and key."""

    pack: Pack
    calendar: Calendar
    till: Till
    people: dict[str, User] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    bookings: dict[str, Booking] = field(default_factory=dict)
