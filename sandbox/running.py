"""A demo of its own for tests and pictures: started in a folder of its own, watched, killed in parts, ended."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from sandbox.environment import ROOT, Ports

PATIENCE = 240  # seconds for a first start on a busy machine
INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH")


class RunningDemo:
    """The processes of `make demo` with the data in `var`, at `at`."""

    def __init__(self, var: Path, at: Ports) -> None:
        self.var = var
        self.at = at
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the product."""
        return f"http://localhost:{self.at.web}"

    @property
    def environment(self) -> dict[str, str]:
        """What its processes see: nothing of the surroundings of a test."""
        kept = {name: os.environ[name] for name in INHERITED if name in os.environ}
        return kept | {"VAR": str(self.var), "PORT": str(self.at.web), "PYTHONUNBUFFERED": "1"}

    @property
    def said(self) -> str:
        """What it printed."""
        return (self.var / "said").read_text()

    def start(self) -> None:
        """Start it and wait until it says that it is ready.

        Raises: RuntimeError, with what it said, when it does not get there.
        """
        self.var.mkdir(parents=True, exist_ok=True)
        with (self.var / "said").open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "sandbox.demo"],
                cwd=ROOT,
                env=self.environment,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        soon(lambda: "is ready" in self.said or self._is_over(), PATIENCE)
        if "is ready" not in self.said:
            raise RuntimeError(f"The demo did not start: {self.said}")

    def _is_over(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def end(self, sign: signal.Signals = signal.SIGTERM) -> None:
        """Send `sign` and wait until nothing of it runs.

        Raises: RuntimeError, when it leaves processes behind.
        """
        if self.process is not None:
            self.process.send_signal(sign)
            self.process.wait(30)
        if not soon(lambda: not self.processes(), 20):
            raise RuntimeError(f"The demo left processes behind: {[left.cmdline() for left in self.processes()]}")

    def processes(self, *words: str) -> list[psutil.Process]:
        """The processes of this demo whose command holds all `words`, oldest first."""
        found = []
        for process in psutil.process_iter(["pid", "environ", "cmdline", "create_time"]):
            surroundings = process.info["environ"] or {}
            command = " ".join(process.info["cmdline"] or [])
            is_ours = surroundings.get("VAR") == str(self.var) or str(self.var) in command
            if is_ours and process.pid != os.getpid() and all(word in command for word in words):
                found.append(process)
        return sorted(found, key=lambda process: float(process.info["create_time"]))

    def manage(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run `manage.py` beside it."""
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            check=False,
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )

    def mails(self) -> list[dict[str, str]]:
        """The mails that were sent, newest first."""
        with urlopen(f"http://localhost:{self.at.mail_page}/mails.json", timeout=10) as answer:
            mails: list[dict[str, str]] = json.load(answer)
        return mails

    def is_ready(self) -> bool:
        """Whether everything of it runs and keeps up."""
        try:
            with urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError, HTTPException):
            return False


def soon(is_so: Callable[[], Any], seconds: float, *, every: float = 0.1) -> bool:
    """Whether `is_so`, asked again after `every` seconds, becomes true within `seconds`."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True
