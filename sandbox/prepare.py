"""Bring the demo's database up to date, and fill it when nobody lives there yet."""

import sys

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sandbox.trouble import Trouble, told


def main() -> int:
    """Migrate, make the cache table where one is used, load the demo pack into an empty database."""
    django.setup()
    _reach()
    if _has_news():
        call_command("migrate", interactive=False)
        call_command("createcachetable")
    from sandbox.pack.loading import was_interrupted  # needs the models

    if was_interrupted() or not apps.get_model("accounts", "User").objects.exists():
        call_command("load_demo")
    return 0


def _has_news() -> bool:
    """Whether a migration waits; asking is quicker than `migrate`, which looks after every permission."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _reach() -> None:
    try:
        connection.ensure_connection()
    except django.db.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise Trouble(f"The database does not answer: {reason}. Check DATABASE_URL.") from error


if __name__ == "__main__":
    sys.exit(told(main))
