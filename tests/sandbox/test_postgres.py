"""The embedded PostgreSQL: shared, kept, stopped, and found again after every kind of end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import psycopg
import pytest

from sandbox import environment
from sandbox.running import soon
from sandbox.trouble import Trouble, usable_folder

USER = """
import sys
from pathlib import Path
from sandbox import postgres
from sandbox.trouble import told
def main():
    print(postgres.join(Path(sys.argv[1]), "house"), flush=True)
    sys.stdin.read()
    return 0
sys.exit(told(main))
"""
User = subprocess.Popen[str]


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder of our own: every pytest that starts closes pytest's to other users, so to PostgreSQL's, too."""
    with TemporaryDirectory(prefix="mitenand-") as folder:
        yield Path(folder)


@pytest.fixture
def join(tmp_path: Path) -> Iterator[Callable[..., User]]:
    """Start a process that uses the server until its input ends."""
    users: list[User] = []

    def start(folder: Path = tmp_path / "pg") -> User:
        user = subprocess.Popen(
            [sys.executable, "-c", USER, str(folder)],
            text=True,
            cwd=environment.ROOT,
            start_new_session=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        users.append(user)
        return user

    yield start
    for user in users:
        user.kill()
        user.communicate()
    assert soon(lambda: not _servers(tmp_path), 15), "the server outlived its users"


def _address(user: User) -> str:
    assert user.stdout is not None
    return user.stdout.readline().strip()


def _servers(folder: Path) -> list[psutil.Process]:
    """Keepers and servers of `folder`."""
    found = psutil.process_iter(["cmdline"])
    return [process for process in found if any(str(folder) in part for part in process.info["cmdline"] or ())]


def _leave(user: User) -> None:
    user.communicate(timeout=10)


def test_the_server_outlives_the_one_who_started_it_and_ends_with_the_last(join: Callable[..., User], tmp_path: Path):
    first, second = join(), join()
    address = _address(first)
    assert _address(second) == address
    _leave(first)
    time.sleep(1)
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    _leave(second)
    assert soon(lambda: not _servers(tmp_path / "pg"), 15)


def test_what_was_written_is_there_after_everything_was_killed(join: Callable[..., User], tmp_path: Path):
    user = join()
    with psycopg.connect(_address(user)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    for process in _servers(tmp_path / "pg"):
        process.kill()
    user.kill()
    with psycopg.connect(_address(join())) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_a_killed_keeper_takes_the_server_along(join: Callable[..., User], tmp_path: Path):
    user = join()
    _address(user)
    keeper = next(p for p in _servers(tmp_path / "pg") if "sandbox.postgres" in p.cmdline())
    keeper.kill()
    assert soon(lambda: not [p for p in _servers(tmp_path / "pg") if p.name() == "postgres"], 15)


def test_a_stale_lock_that_names_a_living_stranger_is_no_obstacle(join: Callable[..., User], tmp_path: Path):
    first = join()
    _address(first)
    _leave(first)
    assert soon(lambda: not _servers(tmp_path / "pg"), 15)
    (tmp_path / "pg/data/postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path}/pg/data\n1\n5432\n\n\n\nready\n")
    (tmp_path / "pg/socket/.s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    assert _address(join()).startswith("postgres://")


def test_a_path_too_long_for_a_socket_still_works(join: Callable[..., User], tmp_path: Path):
    folder = tmp_path / ("long" * 20) / ("longer" * 20)
    folder.mkdir(parents=True)
    with psycopg.connect(_address(join(folder))) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_two_who_start_at_once_get_one_server(join: Callable[..., User]):
    users = [join() for _ in range(4)]
    assert len({_address(user) for user in users}) == 1


def test_a_folder_of_another_version_is_named(join: Callable[..., User], tmp_path: Path):
    data = tmp_path / "pg" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("16\n")
    user = join()
    _, said = user.communicate(timeout=10)
    assert user.returncode == 1
    assert said == f"mitenand: {data} was made by PostgreSQL 16, this is 18. `make demo-reset` starts afresh.\n"


def test_a_broken_cluster_gives_one_line_with_the_log(join: Callable[..., User], tmp_path: Path):
    user = join()
    _address(user)
    _leave(user)
    assert soon(lambda: not _servers(tmp_path / "pg"), 15)
    (tmp_path / "pg/data/global/pg_control").unlink()
    user = join()
    _, said = user.communicate(timeout=20)
    assert user.returncode == 1
    assert said.startswith("mitenand: PostgreSQL did not start: ")
    assert said.count("\n") == 1


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path):
    (tmp_path / "var").write_text("a file")
    with pytest.raises(Trouble, match="var is not a folder"):
        usable_folder(tmp_path / "var", free_megabytes=1)


def test_a_disk_with_too_little_room_is_named(tmp_path: Path):
    with pytest.raises(Trouble, match=r"MB free and 999999999 MB are needed. Free some space, or put the data"):
        usable_folder(tmp_path, free_megabytes=999_999_999)


def test_ctrl_c_does_not_reach_the_server(join: Callable[..., User], tmp_path: Path):
    first, second = join(), join()
    address = _address(first)
    _address(second)
    os.killpg(first.pid, signal.SIGINT)
    first.communicate(timeout=10)
    time.sleep(1)
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
