"""A file is read in one glance."""

import ast

import pytest

from tests.architecture import house

LIMITS = {"rooms": 300, "tests": 400}
LONGEST_FUNCTION = 40


@pytest.mark.parametrize(("where", "tops"), [("rooms", house.ROOMS), ("tests", ["tests"])])
def test_no_file_is_too_long(where: str, tops: list[str]):
    lengths = {path: len(path.read_text().splitlines()) for path in house.python_files(*tops)}
    house.expect_none([f"{house.name_of(path)}: {n}" for path, n in lengths.items() if n > LIMITS[where]])


def test_no_function_is_too_long():
    functions = [
        (path, node)
        for path in house.python_files(*house.ROOMS)
        for node in ast.walk(house.tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = [
        f"{house.name_of(path)}: {node.name}"
        for path, node in functions
        if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    house.expect_none(long)


def test_no_drawer_for_everything():
    names = {path.stem for path in house.python_files(*house.ROOMS)} | {
        path.parent.name for path in house.python_files(*house.ROOMS)
    }
    assert names & {"utils", "util", "core", "services", "misc", "tools", "managers"} == set()
