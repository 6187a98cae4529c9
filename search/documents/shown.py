"""What a result page shows of a thing that was found."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser

from accounts.models import User

Viewer = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Shown:
    """Where it is, what it is called, and what is known of it.

    `case` is for the mark of what has one; `word` says what the others are.
    """

    url: str
    title: str
    language: str
    at: datetime | None
    topic: str = ""
    word: str = ""
    case: Any = None
    answers: int | None = None
