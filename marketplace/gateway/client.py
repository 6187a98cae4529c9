"""The company's library: made ready once, loaded late, its errors turned into ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from marketplace.gateway.facts import Rejected, Unavailable, Unsafe

if TYPE_CHECKING:
    import stripe

STRIPE = "https://api.stripe.com"
RETRIES = 2  # the library's own, under one key; without the number it does not try again at all


def is_live() -> bool:
    """Whether our key moves real money."""
    return "_live_" in settings.STRIPE_API_KEY


def ensure_safe() -> None:
    """Raises: Unsafe, for a live key with another address than the company's, or in a demo or debug run."""
    if is_live() and settings.STRIPE_API_BASE != STRIPE:
        raise Unsafe("A live STRIPE_API_KEY must not be sent to STRIPE_API_BASE.")
    if is_live() and (settings.DEBUG or settings.DEMO):
        raise Unsafe("A live STRIPE_API_KEY must not be used in a demo or with DEBUG.")


def client() -> stripe.StripeClient:
    """The client for the settings of this moment. Raises: Unsafe."""
    ensure_safe()
    return _client(settings.STRIPE_API_KEY, settings.STRIPE_API_BASE)


@lru_cache(maxsize=4)
def _client(key: str, base: str) -> stripe.StripeClient:
    import stripe

    return stripe.StripeClient(key, base_addresses={"api": base}, max_network_retries=RETRIES)


@contextmanager
def asking() -> Iterator[None]:
    """Turn the library's errors into ours. Raises: Unavailable, Rejected.

    A limit, a conflict, a wrong key of ours and an error of theirs say nothing about what we asked: these are
    "later". Only an answer about the request itself is a no.
    """
    import stripe

    try:
        yield
    except (stripe.InvalidRequestError, stripe.CardError, stripe.IdempotencyError) as error:
        raise Rejected(error.user_message or str(error), error.code or "") from error
    except stripe.StripeError as error:
        raise Unavailable(str(error)) from error


def note(thing: Any, name: str) -> str:
    """One of our own notes on an object of theirs; empty when there is none."""
    written = thing.metadata.to_dict() if thing.metadata else {}
    return str(written.get(name, ""))


def number(written: object) -> int | None:
    """One of our ids, as the company wrote it down."""
    text = str(written or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
