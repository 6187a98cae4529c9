"""The real demo, started once for the tests that need it; they share one process of xdist and go first."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sandbox.environment import Ports
from sandbox.running import RunningDemo, soon
from tests.ports import free_row


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
    assert soon(lambda: not running.processes(), 10), "the demo left processes behind"


def pytest_itemcollected(item: pytest.Item) -> None:
    """Keep all who use the demo in one process of xdist."""
    if _uses_demo(item):
        item.add_marker(pytest.mark.xdist_group("demo"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let them begin, for they take the longest."""
    items.sort(key=lambda item: not _uses_demo(item))


def _uses_demo(item: pytest.Item) -> bool:
    return "demo" in getattr(item, "fixturenames", ())
