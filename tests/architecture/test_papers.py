"""Every path and every command that the papers name exists."""

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.architecture import house

PAPERS = [
    path
    for path in [*house.ROOT.glob("*.md"), *(house.ROOT / "docs").rglob("*.md")]
    if path.name != "CHANGELOG.md" and ".venv" not in path.parts
]
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)")
PATH = re.compile(r"^[\w.-]+(?:/[\w.*-]+)+/?$|^[\w-]+\.(?:py|md|toml|txt|html|css|yaml|env)$")
MANAGE = re.compile(r"manage\.py ([a-z_]+)")
MAKE = re.compile(r"\bmake ([a-z][a-z-]*)")
MADE = ("var/", ".venv/", "/", "http", "Europe/")  # made when it runs, an address, or a time zone


def _is_there(path: str, paper: Path) -> bool:
    """Whether `path` is in the repository, in a room, or beside the paper; `*` stands for anything.

    A bare name of a file may stand anywhere in a room: a room's paper says `weeks.py`.
    """
    places = [house.ROOT, paper.parent, *(house.ROOT / room for room in house.ROOMS), house.ROOT / "templates"]
    name = path.rstrip("/")
    if "/" not in name:
        return any((house.ROOT / name).exists() or any((house.ROOT / room).rglob(name)) for room in house.ROOMS)
    return any(any(place.glob(name)) for place in places)


@pytest.mark.parametrize("paper", PAPERS, ids=house.name_of)
def test_every_path_exists(paper: Path):
    text = paper.read_text()
    named = [said for said in CODE.findall(text) if PATH.match(said) and not said.startswith(MADE)]
    linked = [said for said in LINK.findall(text) if not said.startswith(MADE)]
    house.expect_none([path for path in {*named, *linked} if not _is_there(path, paper)])


@pytest.mark.parametrize("paper", PAPERS, ids=house.name_of)
def test_every_command_exists(paper: Path):
    text = "\n".join([*CODE.findall(paper.read_text()), *re.findall(r"```.*?```", paper.read_text(), re.DOTALL)])
    known = get_commands()
    house.expect_none([f"manage.py {name}" for name in MANAGE.findall(text) if name not in known])
    house.expect_none([f"make {name}" for name in MAKE.findall(text) if name not in _targets()])


def _targets() -> set[str]:
    listed = subprocess.run(
        ["make", "-qpRr", "-f", "Makefile", "no-such-target"],
        check=False,
        cwd=house.ROOT,
        capture_output=True,
        text=True,
    )
    return set(re.findall(r"^([a-z][a-z-]*):", listed.stdout, re.MULTILINE))
