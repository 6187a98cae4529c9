"""The demo pack as values: what a file of `data/` says, checked while it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the neighbourhood. `joined` is days ago; `look` says what this log-in is good for."""

    key: str
    name: str
    email: str
    language: str
    place: str
    roles: tuple[str, ...]
    joined: int
    look: Mapping[str, str]
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of a story, `after` days from its question."""

    key: str
    by: str
    after: float
    body: str


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a story; `said` holds what `do` needs. A visit's events may have no `after`."""

    do: str
    after: float | None
    said: Mapping[str, Any]

    def __getitem__(self, name: str) -> str:
        return str(self.said[name])

    def get(self, name: str) -> str:
        """What was said, or nothing."""
        return str(self.said.get(name, ""))


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what became of it; `ends` is the state that its case must reach."""

    key: str
    topic: str
    language: str
    asker: str
    asked: int
    time: str
    ends: str
    title: str
    device: str
    body: str
    answers: tuple[Answer, ...]
    story: tuple[Event, ...]
    edits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its questions."""

    slug: str
    name: Mapping[str, str]
    risk: str
    review_days: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """What a helper offers; `price` in rappen."""

    key: str
    topic: str
    mode: str
    minutes: int
    price: int
    call_out: int
    name: str
    instant: bool = False


@dataclass(frozen=True, slots=True)
class Certificate:
    """The house vouches for a helper, since some days."""

    topic: str
    since: int
    probation: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """When a helper works, every week: `days` as "Mon-Fri" or "Sat"."""

    days: str
    begin: str
    end: str


@dataclass(frozen=True, slots=True)
class Helper:
    """A certified helper; `since` in days ago."""

    person: str
    place: str
    zip_code: str
    lat: float
    lon: float
    languages: tuple[str, ...]
    radius_km: int
    since: int
    about: str
    certificates: tuple[Certificate, ...]
    services: tuple[Service, ...]
    hours: tuple[Hours, ...]


@dataclass(frozen=True, slots=True)
class Booking:
    """A booking made `booked` days ago for a visit `day` days from today (or going on now)."""

    key: str
    customer: str
    service: str
    booked: float
    ends: str
    story: tuple[Event, ...]
    day: int = 0
    time: str = ""
    is_now: bool = False
    question: str = ""
    note: str = ""
    pays_after: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure should reach; `share` from 0 to 1, `since` in days ago."""

    figure: str
    share: float
    window_days: int
    denominator: str
    rationale: str
    by: str
    since: int
    topic: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything."""

    people: tuple[Person, ...]
    topics: tuple[Topic, ...]
    helpers: tuple[Helper, ...]
    bookings: tuple[Booking, ...]
    targets: tuple[Target, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of all topics."""
        return tuple(question for topic in self.topics for question in topic.questions)

    def risk_of(self, key: str) -> str:
        """The risk class of a question."""
        topics = (topic for topic in self.topics if any(question.key == key for question in topic.questions))
        return next(topics).risk
