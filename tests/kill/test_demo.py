"""`make demo`: what a stranger meets when something is in the way, and that it ends as a whole."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sandbox.environment import ROOT
from sandbox.running import RunningDemo
from tests.kill.records import Records
from tests.ports import free_row

pytestmark = pytest.mark.kill
COUNT = "SELECT count(*) FROM community_question"


def _start(**surroundings: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "sandbox.demo"],
        check=False,
        cwd=ROOT,
        env=kept | surroundings,
        capture_output=True,
        text=True,
        timeout=60,
    )


def _refuses(said: str, **surroundings: str) -> None:
    done = _start(**surroundings)
    assert done.returncode == 1
    assert done.stderr.startswith("mitenand: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1, "one line, no traceback"


def test_the_second_in_a_folder_hears_where_the_first_is(demo: RunningDemo):
    _refuses(f"runs already, at {demo.url}/", VAR=str(demo.var), PORT=str(free_row(4)))


def test_a_taken_port_is_named_with_the_way_out(tmp_path: Path):
    port = free_row(4)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port + 2))
        taken.listen()
        _refuses(f"Port {port + 2} (payment page) cannot be used", VAR=str(tmp_path), PORT=str(port))


def test_no_port_at_all_is_named(tmp_path: Path):
    _refuses("PORT=http is not a port", VAR=str(tmp_path), PORT="http")


def test_a_folder_that_is_a_file_is_named(tmp_path: Path):
    (tmp_path / "var").write_text("")
    _refuses("is not a folder", VAR=str(tmp_path / "var"), PORT=str(free_row(4)))


def test_a_database_that_does_not_answer_is_named(tmp_path: Path):
    port = free_row(4)
    address = f"postgres://nobody@127.0.0.1:{port}/nowhere"
    done = _start(VAR=str(tmp_path), PORT=str(port), DATABASE_URL=address)
    assert done.returncode == 1
    assert "The database does not answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_killing_the_parent_ends_everything_and_the_data_is_there_again(demo: RunningDemo):
    records = Records(demo)
    before = records.one(COUNT)
    demo.end(signal.SIGKILL)
    demo.start()
    assert records.one(COUNT) == before


def test_ctrl_c_ends_everything_within_ten_seconds(demo: RunningDemo):
    began = time.monotonic()
    demo.end(signal.SIGINT)
    assert time.monotonic() - began < 10
    assert "The demo has ended" in demo.said
    demo.start()
