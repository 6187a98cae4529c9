"""What goes to the payment company and what comes back, as plain values; and how it can go wrong."""

from dataclasses import dataclass
from datetime import datetime

from common.money import Rappen


class Unsafe(Exception):
    """The settings would send real money to the wrong place."""


class Unavailable(Exception):
    """No answer, or one that says "later": it may or may not have happened. Ask again with the same key."""


class Rejected(Exception):
    """A clear no: nothing happened, and the same key will say no again."""

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class Forged(Exception):
    """What came in was not signed by the payment company, or too long ago."""


@dataclass(frozen=True, slots=True)
class Money:
    """What a payment intent says: `held` is reserved on a card, `taken` is ours."""

    intent: str
    status: str
    held: Rappen = 0
    taken: Rappen = 0
    charge: str = ""
    method: str = ""
    capture_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class PayPage:
    """A hosted page to pay on. `status` is open, complete or expired; `payment` is our own number of it."""

    id: str
    status: str
    amount: Rappen
    payment: int | None
    url: str = ""
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A refund or a transfer that was made."""

    id: str
    amount: Rappen
    status: str = "succeeded"


@dataclass(frozen=True, slots=True)
class Event:
    """A signed hint that something changed: `about` is the id of the object, which is to be fetched again."""

    id: str
    kind: str
    about: str
    is_live: bool
    payment: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What the pay page needs to know."""

    payment: int
    booking: int
    title: str
    amount: Rappen
    email: str
    language: str
    is_held: bool
    expires_at: datetime
    success_url: str
    cancel_url: str
