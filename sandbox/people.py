"""Who can log in to the demo, with what, and what is worth looking at there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from sandbox.pack.reading import read_people

PASSWORD = "mitenand-demo"  # noqa: S105  it is printed on the log-in page of the demo


@dataclass(frozen=True, slots=True)
class LogIn:
    """One row of the list; `look` in each language."""

    name: str
    email: str
    roles: tuple[str, ...]
    look: Mapping[str, str]


@cache
def log_ins() -> tuple[LogIn, ...]:
    """One for each person of the pack."""
    return tuple(LogIn(person.name, person.email, person.roles, person.look) for person in read_people())


def as_lines() -> list[str]:
    """The list for a terminal."""
    wide = max(len(row.email) for row in log_ins())
    return [
        f"Log in with one of these addresses and the password {PASSWORD} (or by a code, in the mail catcher):",
        *(f"  {row.email:<{wide}}  {row.name}. {row.look['en']}" for row in log_ins()),
    ]
