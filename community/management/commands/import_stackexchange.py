"""Bring a Stack Exchange dump into the community."""

import re
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.text import slugify

from community.flows import imports
from community.stackexchange.reader import BrokenDump, Dump

WIDTH = 40


class Command(BaseCommand):
    """All of the dump or nothing of it; a second run brings only what is new. A killed run left nothing behind."""

    help = (
        "Imports the folder of a Stack Exchange data dump (Posts.xml, and Users.xml, Comments.xml, Votes.xml, "
        "PostLinks.xml where present). The name of the folder is the name of the site: the same name again "
        "means the same posts again. Without --topic, the site is the topic; a topic that is not there is made."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, where to put it, how much of it."""
        parser.add_argument("folder", type=Path, help="the folder of the dump")
        parser.add_argument("--topic", type=_slug, help="slug of the topic that the questions go to")
        parser.add_argument("--limit", type=_positive, help="bring only the first so many questions")

    def handle(self, *args: Any, **options: Any) -> None:
        """The last line says what of the dump is here now. Exit 1 and one line when it cannot be read."""
        folder: Path = options["folder"]
        site = _site(folder)
        try:
            dump = Dump(folder)
            steps = imports.survey(dump)
            totals = imports.bring(
                dump=dump,
                site=site,
                topic=options["topic"] or site,
                at=timezone.now(),
                limit=options["limit"],
                advance=_Progress(self, steps).advance,
            )
        except BrokenDump as error:
            raise CommandError(f"Nothing was imported. {error}", returncode=1) from None
        except KeyboardInterrupt:
            raise CommandError("Stopped. Nothing was imported.", returncode=130) from None
        self.stdout.write(str(totals))


class _Progress:
    """A bar on a terminal, a line every quarter of the way elsewhere."""

    def __init__(self, command: BaseCommand, steps: int) -> None:
        self._out = command.stderr if command.stderr.isatty() else command.stdout
        self._steps, self._done, self._said = max(steps, 1), 0, 0

    def advance(self, steps: int) -> None:
        self._done += steps
        percent = min(100 * self._done // self._steps, 100)
        if self._out.isatty():
            bar = ("█" * (percent * WIDTH // 100)).ljust(WIDTH, "░")
            self._out.write(f"\r{bar} {percent} %", style_func=str, ending="\n" if percent == 100 else "")
        elif percent // 25 > self._said // 25:
            self._said = percent
            self._out.write(f"{percent} %")


def _site(folder: Path) -> str:
    """`beer` for a folder called beer.stackexchange.com, stackexchange-beer or beer."""
    words = re.split(r"[^a-z0-9]+", slugify(folder.resolve().name.replace(".", "-")))
    kept = [word for word in words if word not in {"stackexchange", "com", ""}]
    return "-".join(kept)[:30].strip("-") or "imported"


def _slug(value: str) -> str:
    if value != slugify(value) or not value or len(value) > 60:
        raise ArgumentTypeError(f"{value!r} is not a slug: small letters, figures and hyphens, at most 60")
    return value


def _positive(value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise ArgumentTypeError(f"{value!r} is not a number of questions")
    return int(value)
