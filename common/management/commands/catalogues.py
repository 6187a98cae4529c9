"""`manage.py catalogues --update | --compile | --check`: the message catalogues, without any gettext binary."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common import catalogues

ACTS = {"update": catalogues.update, "compile": catalogues.compile_all, "check": catalogues.check}


class Command(BaseCommand):
    """What `python -m common.catalogues` does, where people look for it."""

    help = "Bring the message catalogues up to date, compile them, or check that they are complete."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Exactly one act."""
        acts = parser.add_mutually_exclusive_group(required=True)
        acts.add_argument("--update", action="store_const", dest="act", const="update", help="collect new messages")
        acts.add_argument("--compile", action="store_const", dest="act", const="compile", help="write what is read")
        acts.add_argument("--check", action="store_const", dest="act", const="check", help="1 when one is missing")

    def handle(self, *_args: Any, act: str, **_options: Any) -> None:
        """Do it. Raises: CommandError, when a catalogue is not complete."""
        if ACTS[act]():
            raise CommandError("The catalogues are not complete.")
