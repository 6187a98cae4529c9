"""One API request: key, fields, idempotency, the work, the answer."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from . import intents, lists, sessions
from .bank import DAY, Bank
from .errors import Refusal
from .fields import check
from .routes import ROUTES, Route
from .store import Json

Answer = tuple[int, Json]


@dataclass(frozen=True)
class Call:
    """A request after parsing; `given` holds query or body fields."""

    method: str
    path: str
    given: Json
    bearer: str
    idempotency_key: str | None = None
    on_account: str | None = None


class Hangup(Exception):
    """The work is done and kept, and the caller hears nothing (a fault switch)."""


def answer(bank: Bank, call: Call) -> Answer:
    """Do what is asked, exactly once per idempotency key. Raises: Hangup."""
    faults = bank.faults()
    is_meant = faults.only_path in call.path
    if faults.fail_next and is_meant:
        bank.set_faults(fail_next=faults.fail_next - 1)
        return Refusal("Something went wrong on our end.", status=500, kind="api_error").body_with_status()
    found = _answer(bank, call)
    if faults.lose_next and is_meant:
        bank.set_faults(lose_next=faults.lose_next - 1)
        raise Hangup
    return found


def _answer(bank: Bank, call: Call) -> Answer:
    try:
        ensure_test_key(call.bearer)
        route, ids = _find(call)
        check(call.given, route.shape)
        if call.on_account:
            raise Refusal("The double takes no Stripe-Account header.", param="Stripe-Account")
        with bank.store.work():
            sessions.lapse(bank)
            intents.lapse(bank)
        if call.method != "POST" or not call.idempotency_key:
            with bank.store.work():
                return 200, _done(bank, call, route, ids)
        return _once(bank, call, route, ids, call.idempotency_key)
    except Refusal as refusal:
        return refusal.body_with_status()


def _done(bank: Bank, call: Call, route: Route, ids: tuple[str, ...]) -> Json:
    thing = route.handle(bank, call.given, *ids)
    if thing["object"] == "list":
        thing["url"] = call.path  # the client asks there for the next page
    return lists.shown(bank, thing, call.given.get("expand") or [])


def _once(bank: Bank, call: Call, route: Route, ids: tuple[str, ...], key: str) -> Answer:
    """Replay the stored answer of a key, or do the work and store it in the same transaction.

    v1 also replays a refusal of the work itself for a day, so whoever wants another try needs
    another key; v2 does not.
    """
    print_ = hashlib.sha256(json.dumps([call.path, call.given], sort_keys=True).encode()).hexdigest()
    with bank.store.work():
        bank.store.query("DELETE FROM answer WHERE created < ?", bank.now() - DAY)
        rows = bank.store.query("SELECT request, status, body FROM answer WHERE key = ?", key)
        if not rows:
            try:
                body = _done(bank, call, route, ids)
            except Refusal as refusal:
                refused = refusal
            else:
                _keep(bank, key, print_, 200, body)
                return 200, body
    if not rows:
        # The refused work changed nothing: handlers look before they write.
        if call.path.startswith("/v1/"):
            with bank.store.work():
                _keep(bank, key, print_, refused.status, refused.body())
        raise refused
    (request, status, body), *_ = rows
    if request != print_:
        raise Refusal(
            "Keys for idempotent requests can only be used with the same parameters they were first used with.",
            kind="idempotency_error",
        )
    return status, json.loads(body)


def _keep(bank: Bank, key: str, request: str, status: int, body: Json) -> None:
    bank.store.query(
        "INSERT INTO answer (key, request, status, body, created) VALUES (?, ?, ?, ?, ?)",
        key,
        request,
        status,
        json.dumps(body),
        bank.now(),
    )


def ensure_test_key(bearer: str) -> None:
    """Raises: Refusal for no key, and for a live one: it has no business here."""
    if "_live_" in bearer:
        raise Refusal(
            "This is a double: live keys are refused.",
            status=401,
            code="live_key_refused",
        )
    if not bearer.startswith(("sk_test_", "rk_test_")):
        raise Refusal("You did not provide a test API key.", status=401)


def _find(call: Call) -> tuple[Route, tuple[Any, ...]]:
    for route in ROUTES:
        match = route.pattern.match(call.path)
        if match and route.method == call.method:
            return route, match.groups()
    raise Refusal(f"Unrecognized request URL ({call.method}: {call.path}).", status=404)
