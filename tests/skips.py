"""With FORBID_SKIPS=1 a skipped test is a failure: what was not tried is not known to work."""

import os

import pytest
from _pytest.terminal import TerminalReporter


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn a green run with skipped tests red."""
    if not os.environ.get("FORBID_SKIPS") or hasattr(session.config, "workerinput"):
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if isinstance(reporter, TerminalReporter) and (left_out := _left_out(reporter)):
        reporter.write_line(f"FORBID_SKIPS: {left_out} tests were skipped or expected to fail.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _left_out(reporter: TerminalReporter) -> int:
    return sum(len(reporter.stats.get(how, [])) for how in ("skipped", "xfailed"))
