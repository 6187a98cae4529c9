"""Bring the demo's database up to date, and fill it when nobody lives there yet."""

import sys

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from sandbox.trouble import Trouble, told


def main() -> int:
    """Migrate, make the cache table where one is used, load the demo pack into an empty database."""
    django.setup()
    _reach()
    call_command("migrate", interactive=False)
    call_command("createcachetable")
    from sandbox.pack.loading import was_interrupted  # needs the models

    if was_interrupted() or not apps.get_model("accounts", "User").objects.exists():
        call_command("load_demo")
    return 0


def _reach() -> None:
    try:
        connection.ensure_connection()
    except django.db.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise Trouble(f"The database does not answer: {reason}. Check DATABASE_URL.") from error


if __name__ == "__main__":
    sys.exit(told(main))
