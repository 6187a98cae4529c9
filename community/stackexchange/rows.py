"""What the rows of a Stack Exchange dump mean to us: attributes in, typed values out.

Source of the format: the README of the public dump. Times there are UTC without saying so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

QUESTION, ANSWER = 1, 2
ACCEPTED_BY_ASKER = 1
DUPLICATE = 3
LARGEST_ID = 2**63 - 1

Attributes = Mapping[str, str]


class BadRow(Exception):
    """A row that cannot be what it claims; the text says why, for people."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote a row: an id into Users.xml, or only a name when that account was deleted."""

    id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    id: int
    at: datetime
    writer: Writer
    title: str
    html: str
    tags: tuple[str, ...]
    score: int
    accepted: int | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    id: int
    at: datetime
    writer: Writer
    question: int
    html: str
    score: int


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark under a post. Unlike posts, its text is Markdown already."""

    id: int
    at: datetime
    writer: Writer
    post: int
    text: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The day an answer was accepted. Dumps round votes down to midnight."""

    answer: int
    day: datetime


@dataclass(frozen=True, slots=True)
class Duplicate:
    """`question` was closed because `original` asks the same."""

    id: int
    at: datetime
    question: int
    original: int


def post(row: Attributes) -> Question | Answer | None:
    """A question or an answer; None for tag texts, elections and whatever else posts are used for."""
    kind = _integer(row, "PostTypeId")
    if kind == QUESTION:
        return Question(
            id=_id(row, "Id"),
            at=_time(row, "CreationDate"),
            writer=_writer(row, "OwnerUserId", "OwnerDisplayName"),
            title=_text(row, "Title"),
            html=_text(row, "Body"),
            tags=_tags(row.get("Tags", "")),
            score=_integer(row, "Score", default=0),
            accepted=_id(row, "AcceptedAnswerId") if row.get("AcceptedAnswerId") else None,
            closed_at=_time(row, "ClosedDate") if row.get("ClosedDate") else None,
        )
    if kind == ANSWER:
        return Answer(
            id=_id(row, "Id"),
            at=_time(row, "CreationDate"),
            writer=_writer(row, "OwnerUserId", "OwnerDisplayName"),
            question=_id(row, "ParentId"),
            html=_text(row, "Body"),
            score=_integer(row, "Score", default=0),
        )
    return None


def person(row: Attributes) -> Person:
    return Person(id=_integer(row, "Id"), name=row.get("DisplayName", "").strip())


def comment(row: Attributes) -> Comment:
    return Comment(
        id=_id(row, "Id"),
        at=_time(row, "CreationDate"),
        writer=_writer(row, "UserId", "UserDisplayName"),
        post=_id(row, "PostId"),
        text=_text(row, "Text"),
    )


def acceptance(row: Attributes) -> Acceptance | None:
    """The day of an acceptance; None for every other kind of vote."""
    if _integer(row, "VoteTypeId") != ACCEPTED_BY_ASKER:
        return None
    return Acceptance(answer=_id(row, "PostId"), day=_time(row, "CreationDate"))


def duplicate(row: Attributes) -> Duplicate | None:
    """A question closed as duplicate; None for posts that merely mention each other."""
    if _integer(row, "LinkTypeId") != DUPLICATE:
        return None
    return Duplicate(
        id=_id(row, "Id"),
        at=_time(row, "CreationDate"),
        question=_id(row, "PostId"),
        original=_id(row, "RelatedPostId"),
    )


def _text(row: Attributes, name: str) -> str:
    if name not in row:
        raise BadRow(f"{name} is missing")
    return row[name]


def _integer(row: Attributes, name: str, default: int | None = None) -> int:
    value = row.get(name, "")
    if not value and default is not None:
        return default
    if not value:
        raise BadRow(f"{name} is missing")
    try:
        number = int(value)
    except ValueError:
        raise BadRow(f"{name} is not a number: {value[:40]!r}") from None
    if abs(number) > LARGEST_ID:
        raise BadRow(f"{name} is too large: {value[:40]!r}")
    return number


def _id(row: Attributes, name: str) -> int:
    number = _integer(row, name)
    if number < 1:
        raise BadRow(f"{name} is not an id: {number}")
    return number


def _time(row: Attributes, name: str) -> datetime:
    value = _text(row, name)
    try:
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise BadRow(f"{name} is not a time: {value[:40]!r}") from None


def _writer(row: Attributes, id_name: str, display_name: str) -> Writer:
    number = _integer(row, id_name) if row.get(id_name) else None
    return Writer(id=number, name=row.get(display_name, "").strip())


def _tags(value: str) -> tuple[str, ...]:
    """`<hops><history>` in older dumps, `|hops|history|` since 2024."""
    return tuple(part for part in value.replace("><", "|").strip("<>|").split("|") if part)
