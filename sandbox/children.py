"""Child processes that end with their parent, however it ends, and that are started again when they die."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1  # linux/prctl.h
GRACE = 8  # seconds to end by oneself
LONGEST_PAUSE = 30  # seconds before a child that keeps dying is started again
LONGEST_LOG = 5_000_000  # bytes; an older, longer log is begun afresh


def _end_with_parent(sign: signal.Signals) -> Callable[[], None] | None:
    """What a child calls before it starts (`preexec_fn`), so that the kernel sends it `sign` when its parent dies.

    None where the kernel has no such promise (outside Linux).
    """
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    parent = os.getpid()

    def ask() -> None:
        library.prctl(PR_SET_PDEATHSIG, int(sign))
        if os.getppid() != parent:
            os._exit(1)

    return ask


def start(command: Sequence[str | Path], sign: signal.Signals, **options: Any) -> "subprocess.Popen[bytes]":
    """Start a child that gets `sign` when this process dies; `options` as for `subprocess.Popen`."""
    # The call between fork and exec is one system call, so no lock of another thread can be in its way.
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        preexec_fn=_end_with_parent(sign),  # noqa: PLW1509
        **options,
    )


def end_with_my_parent() -> None:
    """Let the kernel end the calling process when its parent dies, where it can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))


@dataclass
class Child:
    """One process that shall run; its group is its own, so that Ctrl-C reaches only the parent."""

    name: str
    command: list[str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None
    started_at: float = 0.0
    pause: float = field(default=0.0)

    def start(self) -> None:
        """Start it, its output at the end of its log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        is_long = self.log.exists() and self.log.stat().st_size > LONGEST_LOG
        with self.log.open("wb" if is_long else "ab") as log:
            self.process = start(
                self.command,
                signal.SIGTERM,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=os.environ | {"PGAPPNAME": self.name},  # so that the database knows whose connection it is
            )
        self.started_at = time.monotonic()

    def tend(self) -> str | None:
        """Start it again when it died, after a pause that grows while it keeps dying; says what happened."""
        if self.process is None:
            if time.monotonic() >= self.started_at + self.pause:
                self.start()
            return None
        code = self.process.poll()
        if code is None:
            return None
        lived = time.monotonic() - self.started_at
        does_not_get_up = code > 0 and lived < LONGEST_PAUSE
        self.pause = min(LONGEST_PAUSE, max(1.0, self.pause * 2)) if does_not_get_up else 0.0
        self.send(signal.SIGTERM)  # what it left behind: workers of a web server that was killed
        self.process, self.started_at = None, time.monotonic()
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        return f"The {self.name} {how} and is started again. Its log: {self.log}"

    def send(self, sign: signal.Signals) -> None:
        """Send `sign` to it and to all it started."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, sign)


def end_all(children: list[Child]) -> None:
    """End `children` together: politely first, after `GRACE` seconds for good."""
    for child in children:
        child.send(signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    for child in children:
        if child.process is not None:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.0, deadline - time.monotonic()))
    for child in children:
        child.send(signal.SIGKILL)
