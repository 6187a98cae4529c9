"""`make demo`: everything the product needs on one machine, as processes that end together on Ctrl-C."""

import fcntl
import json
import os
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from sandbox import environment, progress, welcome
from sandbox.children import Child, end_all, end_with_my_parent
from sandbox.environment import Ports
from sandbox.trouble import Trouble, explained, told

HOST = "127.0.0.1"
PATIENCE = 120  # seconds until the demo has to answer
OF_THE_DEMO = ("postgres", "mail", "media", "log", "stripe.sqlite3*", "secrets.env")


def main() -> int:
    """Start the demo and keep it up, or with `reset` throw its data away."""
    if os.environ.get("MAKELEVEL"):
        end_with_my_parent()
    var = environment.var_folder()
    at = environment.ports()
    with _alone(var, at):
        if sys.argv[1:] == ["reset"]:
            return _reset(var)
        _check_ports(at)
        environment.enter(var, at)
        environment.enter_database(var)
        python = sys.executable
        progress.run("Preparing the database", [python, "-m", "sandbox.prepare"], log=var / "log" / "prepare.log")
        return _run(_children(var, at), at, var)


@contextmanager
def _alone(var: Path, at: Ports) -> Iterator[None]:
    """Hold the lock of `var`, which tells whoever comes second where the demo already runs.

    Raises: Trouble.
    """
    file = var / "demo.lock"
    with explained(file), file.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise Trouble(
                f"The demo with the data in {var} runs already, at {lock.read().strip()}. End it first, "
                "or start another one beside it: VAR=/some/dir PORT=9000 make demo"
            ) from error
        lock.truncate(0)
        lock.write(f"http://localhost:{at.web}/\n")
        lock.flush()
        yield


def _check_ports(at: Ports) -> None:
    for purpose, port in at.named().items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError as error:
                raise Trouble(
                    f"Port {port} ({purpose}) cannot be used: {error.strerror}. "
                    f"Choose other ones: PORT={at.web + 1000} make demo"
                ) from error


def _reset(var: Path) -> int:
    for path in [path for pattern in OF_THE_DEMO for path in var.glob(pattern)]:
        with explained(path):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    print(f"The data of the demo in {var} is gone. `make demo` starts afresh.")
    return 0


def _children(var: Path, at: Ports) -> list[Child]:
    python = sys.executable
    module, manage = [python, "-m"], [python, "manage.py"]
    web = ["gunicorn", "config.wsgi:application", "--bind", f"{HOST}:{at.web}", "--preload", "--no-control-socket"]
    sizes = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--graceful-timeout", "3"]
    mail = ["sandbox.mailcatcher", "--smtp", str(at.smtp), "--page", str(at.mail_page), "--folder", str(var / "mail")]
    stripe = ["sandbox.stripe_double", "--port", str(at.stripe), "--data", str(var / "stripe.sqlite3")]
    hook = ["--webhook-url", f"http://{HOST}:{at.web}/payments/stripe/"]
    secret = ["--webhook-secret", os.environ["STRIPE_WEBHOOK_SECRETS"].split(",")[0]]
    commands = {
        "mail catcher": [*module, *mail],
        "payment double": [*module, *stripe, *hook, *secret],
        "web server": [*module, *web, *sizes],
        "worker": [*manage, "db_worker", "--queue-name", "*", "--interval", "0.3", "--no-startup-delay"],
        "scheduler": [*manage, "run_scheduler"],
    }
    return [Child(name, command, var / "log" / f"{name.replace(' ', '-')}.log") for name, command in commands.items()]


def _run(children: list[Child], at: Ports, var: Path) -> int:
    ended = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, lambda *_: ended.set())
    try:
        for child in children:
            child.start()
        start = Start(at, var)
        while not ended.wait(0.2):
            for news in filter(None, [child.tend() for child in children]):
                print(news, flush=True)
            start.watch()
    finally:
        end_all(children)
    print("The demo has ended; its data is kept.", flush=True)
    return 0


class Start:
    """The time until everything answers: says what it waits for, then welcomes."""

    def __init__(self, at: Ports, var: Path) -> None:
        self.at, self.var = at, var
        self.began = self.shown = time.monotonic()
        self.is_over = False

    def watch(self) -> None:
        """Look once, unless it is over.

        Raises: Trouble, with what it waits for, when it takes too long.
        """
        if self.is_over:
            return
        waits_for, now = self._missing(), time.monotonic()
        if not waits_for:
            self.is_over = True
            print(welcome.text(self.at, self.var), flush=True)
        elif now - self.began > PATIENCE:
            raise Trouble(f"The demo was not ready after {PATIENCE} s: {waits_for}. Its logs are in {self.var / 'log'}")
        elif now - self.shown > progress.EVERY:
            self.shown = now
            print(f"Starting … {now - self.began:.0f} s  {waits_for}", flush=True)

    def _missing(self) -> str:
        """What is not ready yet; empty when nothing is missing."""
        try:
            with urlopen(f"http://{HOST}:{self.at.web}/readyz", timeout=5):
                return ""
        except HTTPError as error:
            return "; ".join(json.loads(error.read())["reasons"])
        except (URLError, OSError, ValueError, KeyError):
            return "the web server does not answer yet"


if __name__ == "__main__":
    sys.exit(told(main))
