"""A real PostgreSQL from a wheel, up for as long as anybody here uses it.

Whoever needs it holds a shared lock on one file, from `join` to the end of the process. A keeper process
starts the server and waits for the exclusive lock on that file: when it gets it nobody is left, so it stops
the server and ends. The operating system drops the locks of a process that was killed, and so the server
never outlives its users, nor ends under them.
"""

import fcntl
import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from sandbox import children
from sandbox.cluster import BINARIES, clear_leftovers, lay_out, owner
from sandbox.trouble import Trouble, explained, usable_folder

# Linux allows 107 bytes for the path of a socket, and PostgreSQL adds "/.s.PGSQL.5432".
LONGEST_SOCKET_FOLDER = 90
PATIENCE = 60  # seconds; a server that was killed in the middle of much writing replays its log first
ROOT = Path(__file__).resolve().parent.parent
MUCH, LITTLE = 200, 30  # free megabytes, to make a cluster and to go on with one
USERS = "users.lock"


@dataclass(frozen=True)
class Place:
    """Where one server lives: its data, its log, its socket and the locks around it."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def socket_folder(self) -> Path:
        inside = self.folder / "socket"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        mark = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"mitenand-{os.geteuid()}-{mark}"

    def url(self, database: str) -> str:
        return f"postgres://postgres@/{database}?host={quote(str(self.socket_folder))}"

    @contextmanager
    def locked(self, name: str, how: int) -> Iterator[None]:
        """The file `name`, locked."""
        with (self.folder / name).open("ab") as file:
            fcntl.flock(file, how)
            yield

    def use(self) -> None:
        """Count among the users until this process ends, however it ends: the lock is never given back."""
        fcntl.flock(os.open(self.folder / USERS, os.O_RDWR | os.O_CREAT, 0o644), fcntl.LOCK_SH)


def join(folder: Path, database: str, *, durable: bool = True) -> str:
    """The address of `database` on the server of `folder`, started and made if need be.

    The server stays up at least until this process ends. Without `durable` it is quick and forgets under a
    power cut: for tests.

    Raises: Trouble, when it cannot start.
    """
    needed = LITTLE if (folder / "data").exists() else MUCH
    place = Place(usable_folder(folder.resolve(), free_megabytes=needed))
    with explained(place.folder):
        place.use()
        with place.locked("start.lock", fcntl.LOCK_EX):
            if not _answers(place):
                _start(place, durable=durable)
            _make_database(place, database)
    return place.url(database)


def _answers(place: Place) -> bool:
    try:
        psycopg.connect(place.url("postgres"), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _make_database(place: Place, database: str) -> None:
    with psycopg.connect(place.url("postgres"), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if known is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def _start(place: Place, *, durable: bool) -> None:
    """Start a keeper in a session of its own, where Ctrl-C does not reach it, and wait for its server."""
    lay_out(place.data, place.socket_folder, place.log)
    end_of_log = place.log.stat().st_size
    command = [sys.executable, "-m", "sandbox.postgres", str(place.folder), "durable" if durable else "quick"]
    with place.log.open("ab") as log:
        keeper = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    deadline = time.monotonic() + PATIENCE
    while not _answers(place):
        if keeper.poll() is not None or time.monotonic() > deadline:
            raise Trouble(_why_not(place, end_of_log))
        time.sleep(0.05)
    keeper.returncode = 0  # it is left to itself now, and Python would complain of a child that still runs


def _why_not(place: Place, since: int) -> str:
    with place.log.open("rb") as file:
        file.seek(since)
        lines = file.read().decode(errors="replace").splitlines()
    grave = [line for line in lines if "FATAL:" in line or "PANIC:" in line or "ERROR:" in line] or lines[-1:]
    cause = grave[0].split(":  ", 1)[-1].strip() if grave else "it gave no reason"
    if any("No space left on device" in line for line in lines):
        cause = f"the disk that holds {place.folder} is full"
    return f"PostgreSQL did not start: {cause}. Its log is {place.log}; `make demo-reset` starts afresh."


def keep(folder: Path, *, durable: bool) -> int:
    """Run the server of `folder` until nobody uses it; the keeper's whole life."""
    place = Place(folder)
    clear_leftovers(place.data, place.socket_folder)
    with place.log.open("ab") as log:
        command: list[str | Path] = [BINARIES / "postgres", "-D", place.data, *_tuning(place, durable=durable)]
        server = children.start(command, signal.SIGINT, stdout=log, stderr=log, **owner())
    while server.poll() is None:
        try:
            with place.locked(USERS, fcntl.LOCK_EX | fcntl.LOCK_NB):
                server.send_signal(signal.SIGINT)
                server.wait()
        except BlockingIOError:
            time.sleep(0.3)
    return server.returncode


def _tuning(place: Place, *, durable: bool) -> list[str]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(place.socket_folder),
        "unix_socket_permissions": "0700",
        "max_connections": "200",
        "shared_buffers": "128MB",
        "jit": "off",
        "max_parallel_workers_per_gather": "0",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "log_min_messages": "warning",
    }
    if not durable:
        settings |= {"fsync": "off", "full_page_writes": "off"}
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


if __name__ == "__main__":
    sys.exit(keep(Path(sys.argv[1]), durable=sys.argv[2] == "durable"))
