"""The house as the architecture tests see it: its rooms from top to bottom, its files, their trees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# From top to bottom; rooms on one floor do not know each other.
FLOORS = [
    ["config"],
    ["sandbox"],
    ["api", "content", "search"],
    ["quality"],
    ["moderation"],
    ["marketplace"],
    ["community"],
    ["cases"],
    ["notifications"],
    ["accounts"],
    ["common"],
]
ROOMS = [room for floor in FLOORS for room in floor]
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def python_files(*tops: str) -> Iterator[Path]:
    """The Python files under `tops`, without migrations."""
    for top in tops:
        for path in sorted((ROOT / top).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def template_files() -> Iterator[Path]:
    """Every template, pages and mails."""
    yield from sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"})


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text())


def name_of(path: Path) -> str:
    """How a failing test calls a file."""
    return str(path.relative_to(ROOT))


def imports(path: Path) -> Iterator[str]:
    """The full names that a file imports, those of the TYPE_CHECKING block too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def expect_none(found: list[str]) -> None:
    """Fail with all that was found, one a line."""
    assert not found, "\n".join(["", *sorted(found)])
