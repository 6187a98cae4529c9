"""What `make demo` says when it is ready: the addresses, and who can log in."""

from pathlib import Path

from sandbox import people
from sandbox.environment import Ports


def text(at: Ports, var: Path) -> str:
    """The addresses of a demo at `at` with its data in `var`, and the people who live there."""
    lines = [
        "",
        "Mitenand is ready.",
        f"  Product        http://localhost:{at.web}/",
        f"  Staff          http://localhost:{at.web}/staff/",
        f"  Mails sent     http://localhost:{at.mail_page}/",
        f"  Payment pages  http://localhost:{at.stripe}/",
        "",
        *people.as_lines(),
        "",
        f"Ctrl-C ends it and keeps its data in {var}; `make demo-reset` starts afresh. Logs: {var / 'log'}",
    ]
    return "\n".join(lines)
