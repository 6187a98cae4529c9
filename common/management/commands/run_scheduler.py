"""The clock: runs what `settings.SCHEDULE` names, for ever."""

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from common.jobs import beat, run_due


class Command(BaseCommand):
    """Run the periodic jobs until told to stop. Any number may run side by side; each job runs once."""

    help = "Runs the periodic jobs until it is told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        """One option, for tests and for those who have a clock of their own."""
        parser.add_argument("--once", action="store_true", help="run what is due and end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look every second, until SIGINT or SIGTERM."""
        stop = Event()
        if not options["once"]:
            signal.signal(signal.SIGTERM, lambda *_: stop.set())
            signal.signal(signal.SIGINT, lambda *_: stop.set())
        while not stop.is_set():
            now = timezone.now()
            close_old_connections()
            beat("scheduler", at=now)
            for tag in run_due(at=now):
                if options["verbosity"] > 1:
                    self.stdout.write(tag)
            if options["once"]:
                return
            stop.wait(1)
