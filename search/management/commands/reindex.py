"""Make every document of search anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from search.flows import indexing


class Command(BaseCommand):
    """Search goes on meanwhile; the follower may run beside it."""

    help = "Brings every document of search up to date and drops those whose thing is gone."

    def handle(self, *args: Any, **options: Any) -> None:
        """The last line says how many documents there are."""
        done = 0

        def advance(count: int) -> None:
            nonlocal done
            done += count
            ending = "\r" if self.stderr.isatty() else "\n"
            self.stderr.write(f"{done} read", ending=ending)

        count = indexing.rebuild(at=timezone.now(), advance=advance)
        self.stdout.write(f"documents={count}")
