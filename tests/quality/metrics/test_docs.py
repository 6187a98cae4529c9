"""`docs/metrics.md` and `quality/metrics` name the same functions."""

import importlib
import inspect
import pkgutil
import re
import sys
from pathlib import Path

import quality.metrics

PAGE = Path(__file__).parents[3] / "docs" / "metrics.md"


def in_code() -> dict[str, object]:
    """Every public function by `file.function`."""
    found: dict[str, object] = {}
    for file in pkgutil.iter_modules(quality.metrics.__path__):
        module = importlib.import_module(f"quality.metrics.{file.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                found[f"{file.name}.{name}"] = function
    return found


def test_the_page_names_every_function_and_no_other() -> None:
    files = {name.split(".")[0] for name in in_code()}
    named = set(re.findall(rf"`((?:{'|'.join(files)})\.[a-z_0-9]+)`", PAGE.read_text(encoding="utf-8")))
    assert named == set(in_code())


def test_every_function_says_what_it_is_for() -> None:
    assert [name for name, function in in_code().items() if not inspect.getdoc(function)] == []


def test_no_metric_imports_more_than_the_standard_library() -> None:
    for file in pkgutil.iter_modules(quality.metrics.__path__):
        source = Path(inspect.getfile(importlib.import_module(f"quality.metrics.{file.name}"))).read_text()
        for imported in re.findall(r"^(?:from|import) ([a-z_]+)", source, re.MULTILINE):
            assert imported in sys.stdlib_module_names or imported == "quality", f"{file.name} imports {imported}"
