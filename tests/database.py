"""The tests' database: migrated once into a template, cloned for the tests of a process, put back by cloning again.

Migrating takes 20 seconds, cloning less than one. The template is named after what the migrations say, so that it is
built again when one of them changes.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from sandbox import environment, postgres
from sandbox.trouble import Trouble

OWN = "MITENAND_TESTS_OWN_SERVER"
PREFIX = "mitenand_template_"
ONE_BUILDS = 4_711_003  # the advisory lock of whoever builds the template


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    """Name the database before Django reads its settings: `DATABASE_URL`, or a server of this process's own.

    One server for all would not do: a cursor of the journal waits for every open transaction of its server, so the
    tests of one process would hold up those of the other.
    """
    if OWN in os.environ or not os.environ.get("DATABASE_URL"):
        os.environ[OWN] = "yes"
        try:
            os.environ["DATABASE_URL"] = postgres.join(_own_folder(), "mitenand", durable=False)
        except Trouble as trouble:
            pytest.exit(f"mitenand: {trouble}", returncode=1)
    return (yield)


def pytest_xdist_auto_num_workers() -> int:
    """Two, each with a server of its own; one where `DATABASE_URL` names the only server."""
    return 2 if OWN in os.environ else 1


def _own_folder() -> Path:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    return environment.var_folder() / "postgres-test" / worker


def pytest_sessionstart(session: pytest.Session) -> None:
    """Say what makes a first run slower; the processes of xdist do it, and nobody hears them."""
    if session.config.getoption("numprocesses", None) and not (environment.var_folder() / "postgres-test/gw0").exists():
        print("The databases of the tests are built first, which takes about half a minute …", flush=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give this process a clone of the template, and take it away at the end."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    name = f"mitenand_test_{worker}_{os.getpid()}"
    with django_db_blocker.unblock():
        template = _template()
        connection.settings_dict["NAME"] = name
        settings.DATABASES["default"]["NAME"] = name
        _clone(template, name)
        patch = pytest.MonkeyPatch()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: _clone(template, name))
    yield
    patch.undo()
    with django_db_blocker.unblock():
        connections.close_all()
        with _server() as server:
            _drop(server, name)


def _clone(template: str, name: str) -> None:
    connections.close_all()
    with _server() as server:
        _drop(server, name)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )


def _drop(server: psycopg.Connection, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _server() -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def _template() -> str:
    """The name of the template, which is built when it does not exist."""
    template = PREFIX + _fingerprint()
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [ONE_BUILDS])
        known = {row[0] for row in server.execute("SELECT datname FROM pg_database").fetchall()}
        if template not in known:
            for old in known:
                if old.startswith((PREFIX, "mitenand_draft")):
                    _drop(server, old)
            _build(server, template)
    return template


def _build(server: psycopg.Connection, template: str) -> None:
    """Migrate a draft and rename it when it is whole, so that a killed run leaves no half template."""
    draft, before = "mitenand_draft", connection.settings_dict["NAME"]
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
    connections.close_all()
    connection.settings_dict["NAME"] = draft
    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = before
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(template)))


def _fingerprint() -> str:
    """What the migrations of all installed apps say, in 12 characters."""
    digest = hashlib.sha256()
    for app in apps.get_app_configs():
        for file in sorted((Path(app.path) / "migrations").glob("*.py")):
            digest.update(f"{app.label}/{file.name}".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
