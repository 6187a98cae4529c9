"""Progress of what takes longer than two seconds; only the standard library, for it also serves the set-up."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from sandbox.trouble import Trouble

EVERY = 5  # seconds between lines where there is no terminal to redraw one
WIDTH = 100


def run(title: str, command: list[str], *, log: Path, environment: Mapping[str, str] | None = None) -> None:
    """Run `command`, its output in `log`, while `title`, the seconds and its last line are shown.

    Raises: Trouble, with the line that says why, when it fails.
    """
    began = time.monotonic()
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=environment
        )
        try:
            _watch(process, title, log, began)
        except BaseException:
            process.terminate()
            process.wait()
            raise
    took = time.monotonic() - began
    if process.returncode:
        _draw(f"{title}: failed after {took:.0f} s", end=True)
        raise Trouble(f"{title} failed: {_why(log)} (all of it: {log})")
    _draw(f"{title}: {took:.1f} s", end=True)


def _watch(process: "subprocess.Popen[bytes]", title: str, log: Path, began: float) -> None:
    shown = 0.0
    while process.poll() is None:
        time.sleep(0.1)
        waited = time.monotonic() - began
        if waited - shown >= (0.5 if sys.stdout.isatty() else EVERY):
            shown = waited
            _draw(f"{title} … {waited:.0f} s  {_last_line(log)}", end=False)


def _draw(text: str, *, end: bool) -> None:
    text = text[:WIDTH]
    if sys.stdout.isatty():
        print(f"\r\033[K{text}", end="\n" if end else "", flush=True)
    else:
        print(text, flush=True)


def _last_line(log: Path) -> str:
    with log.open("rb") as file:
        file.seek(max(0, os.fstat(file.fileno()).st_size - 2000))
        lines = file.read().decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _why(log: Path) -> str:
    """The line of `log` that says why: the first that calls itself an error, else the last."""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith(("error", "× ", "mitenand:"))]
    if any("No space left on device" in line for line in lines):
        return "the disk is full"
    return (errors or lines[-1:] or ["it gave no reason"])[0]
