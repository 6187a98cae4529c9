"""`manage.py load_demo`: an invented neighbourhood moves in, with its past."""

import sys
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from accounts.models import User
from sandbox.pack.loading import load, was_interrupted

WIDTH = 40


class Command(BaseCommand):
    """Fill an empty database with the demo pack; an earlier load that was interrupted is thrown away first."""

    help = "Load the demo pack: people, questions in every state, helpers with bookings in every status."

    def add_arguments(self, parser: CommandParser) -> None:
        """One option."""
        parser.add_argument("--reset", action="store_true", help="throw away everything that is in the database first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, show how far it is, say what there is."""
        if options["reset"] or was_interrupted():
            self._empty()
        elif User.objects.exists():
            raise CommandError("People live in this database already; nothing was loaded. To start afresh: --reset")
        began = monotonic()
        world = load(now=timezone.now(), bank=settings.VAR / "stripe.sqlite3", show=self._draw)
        self.stdout.write(
            f"people={len(world.people)} topics={len(world.topics)} questions={len(world.questions)} "
            f"answers={len(world.answers)} bookings={len(world.bookings)} seconds={monotonic() - began:.1f}"
        )

    def _empty(self) -> None:
        """Begin with no tables at all: the journal and the evidence refuse to be deleted row by row."""
        try:
            with transaction.atomic(), connection.cursor() as db:
                db.execute("SET LOCAL lock_timeout = '5s'")
                db.execute("DROP SCHEMA public CASCADE")
                db.execute("CREATE SCHEMA public")
        except OperationalError as error:
            raise CommandError("The database is in use. End what runs on it, then try again.") from error
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)

    def _draw(self, done: int, all_of_it: int) -> None:
        filled = WIDTH * done // all_of_it
        text = f"Demo pack [{'#' * filled:<{WIDTH}}] {done} of {all_of_it}"
        if sys.stdout.isatty():
            self.stdout.write(f"\r{text}", ending="\n" if done == all_of_it else "")
        elif done * 10 // all_of_it > (done - 1) * 10 // all_of_it:
            self.stdout.write(text)
        self.stdout.flush()
