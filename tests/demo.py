"""The real demo, started once for the tests that need it; they share one process of xdist and go first."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from sandbox.environment import Ports
from sandbox.running import RunningDemo
from tests.ports import free_row

NEED_IT = ("tests/browser/", "tests/kill/")


@pytest.fixture(scope="session")
def demo() -> Iterator[RunningDemo]:
    """The demo, ready, with its people and their stories."""
    # Not in pytest's own folder: every pytest that starts closes that to other users, so to PostgreSQL's, too.
    with TemporaryDirectory(prefix="mitenand-") as folder:
        running = RunningDemo(Path(folder) / "var", Ports(free_row(4)))
        try:
            running.start()
            yield running
        finally:
            running.end()


class ByFile(LoadScopeScheduling):
    """A file is tested by one process, and all files that need the demo by the same one. The longest go first."""

    def _split_scope(self, nodeid: str) -> str:
        return "demo" if nodeid.startswith(NEED_IT) else nodeid.split("::", maxsplit=1)[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    """How xdist shares the tests out (its own groups do not work with this pytest)."""
    return ByFile(config, log)
