"""What the API says, field by field. Nothing here that a guest does not see on the page."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema


class Fault(Schema):
    """Why there is no answer."""

    detail: str


class Faults(Schema):
    """What is wrong with what was asked, field by field."""

    detail: list[dict[str, Any]]


class Known(Schema):
    """What is known about the problem: one state, its two halves, and the words that the page shows."""

    state: str = Field(description="open, claimed, confirmed, correct, verified, refuted, disputed, expired, unknown")
    resolved: str = Field(description="Is it gone? none, claimed, confirmed, denied")
    correct: str = Field(description="Is the answer right? unrated, correct, wrong, disputed")
    is_stale: bool = Field(description="It was known once, and the check has run out")
    words: str = Field(description="The same in the language of the request")


class Tried(Schema):
    """What people said who tried an answer."""

    worked: int
    tried: int


class Question(Schema):
    """A question as a list shows it."""

    id: int
    url: str
    title: str
    language: str
    topic: str = Field(description="The short name of the topic, as in its address")
    device: str
    known: Known
    answers: int
    asked_at: datetime
    active_at: datetime


class Answer(Schema):
    """One answer. `html` is sanitised."""

    id: int
    by: str
    html: str
    is_solution: bool
    outcomes: Tried
    answered_at: datetime


class QuestionFull(Question):
    """A question with its text and its answers, the solution first."""

    by: str
    html: str
    all_answers: list[Answer]


class Questions(Schema):
    """Some questions, most recently active first, and the keys of the pages beside."""

    items: list[Question]
    older: str = Field(description="Give it as `page` to read on; empty at the end")
    newer: str
