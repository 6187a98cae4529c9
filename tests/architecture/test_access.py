"""For every address and every role: who gets 200, 302, 403, 404; and a GET that only shows."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from tests.architecture import house, samples
from tests.architecture.access_table import TABLE, Row
from tests.architecture.addresses import addresses

GUEST = "guest"
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|TRUNCATE)\b", re.IGNORECASE)
# Signing in writes a session and says when; the page itself must not.
OF_THE_SESSION = re.compile(r'"(django_session|usersessions_\w+)"')


@contextmanager
def _undone() -> Iterator[None]:
    """What happens inside leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _clients() -> dict[str, Client]:
    clients = {GUEST: Client()}
    for role in Role:
        user = User.objects.create_user(f"{role}@stranger.example", "a long password", name=role.label, roles=[role])
        clients[role.value] = Client()
        clients[role.value].force_login(user)
    return clients


def _expected(said: str, role: str) -> int:
    rest = said
    for part in said.split(", "):
        *roles, status = part.split()
        if role in roles:
            return int(status)
        rest = status
    return int(rest)


def _tried(client: Client, method: str, url: str) -> tuple[HttpResponse, list[str]]:
    with _undone(), CaptureQueriesContext(connection) as queries:
        answer = getattr(client, method)(url)
    return answer, [query["sql"] for query in queries if WRITES.match(query["sql"])]


def test_every_view_says_who_may():
    bare = [f"{address.name} ({address.module})" for address in addresses() if address.access is None]
    house.expect_none(bare)


def test_every_address_has_a_row():
    names = {address.name for address in addresses()}
    house.expect_none([f"{name} has no row in access_table.py" for name in names - TABLE.keys()])
    house.expect_none([f"{name} is no address any more" for name in TABLE.keys() - names])


@pytest.fixture
def world(db: None) -> dict[str, dict[str, Any]]:
    call_command("load_demo")
    return samples.all_of_them()


def test_every_role_gets_the_answer_of_the_table(world: dict[str, dict[str, Any]]):
    wrong: list[str] = []
    clients = _clients()
    for name, row in TABLE.items():
        url = reverse(name, kwargs=world[row.args] if row.args else {})
        for role, client in clients.items():
            wrong += _differences(name, row, url, role, client)
    house.expect_none(wrong)


def _differences(name: str, row: Row, url: str, role: str, client: Client) -> Iterator[str]:
    answer, writes = _tried(client, "get", url)
    if answer.status_code != (expected := _expected(row.get, role)):
        yield f"GET {name} as {role}: {answer.status_code}, the table says {expected}"
    if strange := [sql for sql in writes if not OF_THE_SESSION.search(sql)]:
        yield f"GET {name} as {role} writes: {strange[0][:120]}"
    if role == GUEST and name != "styleguide":  # not there in production; it shows forms to everybody
        yield from _guest_faults(name, answer)
    answer, _ = _tried(client, "post", url)
    if answer.status_code != (expected := _expected(row.post, role)):
        yield f"POST {name} as {role}: {answer.status_code}, the table says {expected}"


def _guest_faults(name: str, answer: HttpResponse) -> Iterator[str]:
    """A page for guests is the same for all of them, so a proxy may keep it."""
    if answer.cookies:
        yield f"GET {name} as guest sets the cookie {', '.join(answer.cookies)}"
    if "cookie" in answer.headers.get("Vary", "").lower():
        yield f"GET {name} as guest varies by cookie"
    if b"csrfmiddlewaretoken" in answer.content:
        yield f"GET {name} as guest holds a token"
