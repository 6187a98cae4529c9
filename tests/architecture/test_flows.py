"""Writes: keyword-only, told the time, saying which fields they save."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture import house

# Where the clock is read; everybody below is told the time.
MAY_ASK_THE_TIME = {
    *("views", "webhooks", "templatetags", "management", "admin", "staff", "wagtail_hooks"),
    *("jobs", "middleware", "health", "apps", "publishing"),
}
CLOCKS = {"timezone.now", "datetime.now", "datetime.today", "date.today", "time.time", "timezone.localdate"}


def _is_flow(path: Path) -> bool:
    return path.stem == "flows" or "flows" in path.parts


def _is_job(function: ast.FunctionDef) -> bool:
    return any("task" in ast.unparse(decorator) for decorator in function.decorator_list)


def _told(arguments: list[ast.arg]) -> set[str]:
    return {argument.arg for argument in arguments} & {"at", "by", "actor", "asker", "customer"}


def test_who_acts_and_when_are_named_at_the_call():
    positional = [
        f"{house.name_of(path)}: {node.name}({', '.join(sorted(told))})"
        for path in house.python_files(*house.ROOMS)
        if _is_flow(path)
        for node in house.tree(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and _told(_arguments(node)) >= {"at", "by"}
        if (told := _told(node.args.args))
    ]
    house.expect_none(positional)


def _public_functions(path: Path) -> Iterator[ast.FunctionDef]:
    functions = (node for node in house.tree(path).body if isinstance(node, ast.FunctionDef))
    yield from (function for function in functions if not function.name.startswith("_"))


def _arguments(function: ast.FunctionDef) -> list[ast.arg]:
    return [*function.args.args, *function.args.kwonlyargs]


def test_the_time_comes_in():
    asking = [
        f"{house.name_of(path)}:{call.lineno} {ast.unparse(call.func)}()"
        for path in house.python_files(*(set(house.ROOMS) - {"sandbox"}))
        if not MAY_ASK_THE_TIME & {path.stem, *path.parts}
        for call in _calls_outside_jobs(house.tree(path))
        if ast.unparse(call.func) in CLOCKS
    ]
    house.expect_none(asking)


def _calls_outside_jobs(node: ast.AST) -> Iterator[ast.Call]:
    """The calls below `node`; a job begins with nobody above it, so it reads the clock itself."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef) and _is_job(child):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from _calls_outside_jobs(child)


def test_saving_names_the_fields():
    vague = [
        f"{house.name_of(path)}:{node.lineno}"
        for path in house.python_files(*(set(house.ROOMS) - {"sandbox"}))
        if _is_flow(path)
        for node in ast.walk(house.tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "save"
        and not {keyword.arg for keyword in node.keywords} & {"update_fields", "force_insert"}
    ]
    house.expect_none(vague)
