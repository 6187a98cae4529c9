"""`pytest tests/contracts --cases FILE` judges the product by any file of contract cases; without it, by ours."""

import json
from pathlib import Path
from typing import Any

import pytest

OURS = Path(__file__).parent / "quality_cases.json"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the file of cases from the command line."""
    parser.addoption("--cases", type=Path, default=None, metavar="FILE", help="contract cases to judge by")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each case of the file, named after it."""
    for name, section in (("numeric_case", "numeric_cases"), ("state_case", "state_cases")):
        if name in metafunc.fixturenames:
            cases = _contract(metafunc.config).get(section, [])
            metafunc.parametrize(name, cases, ids=[str(case["id"]) for case in cases])


@pytest.fixture(scope="session")
def contract(pytestconfig: pytest.Config) -> dict[str, Any]:
    """The whole file, for what stands beside the cases."""
    return _contract(pytestconfig)


def _contract(config: pytest.Config) -> dict[str, Any]:
    path: Path = config.getoption("--cases") or OURS
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
