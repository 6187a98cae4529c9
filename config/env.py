"""Settings come from the environment; a bad value stops the start with its name and the reason."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")

env = environ.Env()


def read(name: str, kind: Callable[[str], T], default: T | None = None) -> T:
    """The setting `name`, turned into a value by `kind`.

    Raises: ImproperlyConfigured, naming the variable and the reason, when it is missing or bad.
    """
    raw = env.ENVIRON.get(name)
    if raw is None or raw == "":
        if default is None:
            raise ImproperlyConfigured(f"{name} is not set, and it has no default.")
        return default
    try:
        return kind(raw)
    except (ValueError, TypeError, KeyError) as error:
        raise ImproperlyConfigured(f"{name}={raw!r} cannot be used: {error}") from error


def text(raw: str) -> str:
    """Any text."""
    return raw


def flag(raw: str) -> bool:
    """A yes or a no, said in one of the usual ways."""
    word = raw.strip().lower()
    if word in {"1", "true", "yes", "on"}:
        return True
    if word in {"0", "false", "no", "off"}:
        return False
    raise ValueError("say true or false")


def whole(raw: str) -> int:
    """A whole number of zero or more."""
    number = int(raw)
    if number < 0:
        raise ValueError("must be zero or more")
    return number


def words(raw: str) -> list[str]:
    """Values parted by commas."""
    return [word.strip() for word in raw.split(",") if word.strip()]


def address(raw: str) -> str:
    """A web address with scheme and host, without a slash at the end."""
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must begin with http:// or https:// and name a host")
    return raw.rstrip("/")
