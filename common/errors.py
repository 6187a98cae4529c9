"""Why a write did not happen, in a form that a page can show."""

from typing import NoReturn


class NotAllowed(Exception):
    """This person may not do this; pages answer as if the thing were not there."""


class Refused(Exception):
    """The rules of the product say no; `reason` is one translated sentence for the person who asked."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def ensure(allowed: bool) -> None:  # noqa: FBT001  reads as a sentence: ensure(may_accept(...))
    """Go on only when a policy said yes. Raises: NotAllowed."""
    if not allowed:
        raise NotAllowed


def refuse(reason: object) -> NoReturn:
    """Stop with a sentence for people. Raises: Refused."""
    raise Refused(str(reason))
