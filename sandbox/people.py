"""Who can log in to the demo, with what, and what is worth looking at there."""

from dataclasses import dataclass

from sandbox.pack.reading import read_people

PASSWORD = "mitenand-demo"  # noqa: S105  it is printed on the log-in page of the demo


@dataclass(frozen=True, slots=True)
class LogIn:
    """One row of the list."""

    name: str
    email: str
    role: str
    look: str


def log_ins() -> list[LogIn]:
    """One for each person of the pack; the role is the last that was granted."""
    return [
        LogIn(name=person.name, email=person.email, role=person.roles[-1].replace("_", " "), look=person.look)
        for person in read_people()
    ]


def as_lines() -> list[str]:
    """The list for a terminal."""
    rows = log_ins()
    wide = max(len(row.email) for row in rows)
    return [
        f"Log in with one of these addresses and the password {PASSWORD} (or by a code, in the mail catcher):",
        *(f"  {row.email:<{wide}}  {row.name}: {row.look}" for row in rows),
    ]
