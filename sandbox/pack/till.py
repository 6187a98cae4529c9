"""The payment double inside this process, on the demo's calendar.

Payments of the past need no server, and the double that the demo starts afterwards finds them all in its file.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import stripe
from django.conf import settings

from marketplace.gateway import client
from sandbox.stripe_double import accounts, api, sessions
from sandbox.stripe_double.bank import Bank
from sandbox.stripe_double.fields import parse_form
from sandbox.stripe_double.store import Store


@dataclass
class Till(Bank):
    """The double with the clock in the loader's hand."""

    moment: datetime = datetime(2020, 1, 1, tzinfo=UTC)

    def now(self) -> int:
        """Unix seconds of the moment that is being played."""
        return int(self.moment.timestamp())

    def pay(self, session: str) -> None:
        """Somebody pays by card on the hosted page."""
        with self.store.work():
            sessions.pay(self, session, "card")

    def open_for_transfers(self, account: str) -> None:
        """A helper has told the payment company who they are."""
        with self.store.work():
            accounts.set_transfers(self, account, "active")


class _Wire(stripe.HTTPClient):
    """Carries the library's requests to the till without a network."""

    name = "till"

    def __init__(self, till: Till) -> None:
        super().__init__()
        self._till = till

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None, post_data: Any = None, **_: Any
    ) -> tuple[str, int, Mapping[str, str]]:
        """One request; the answer as the library expects it."""
        said, address = headers or {}, urlsplit(url)
        given = parse_form(address.query)
        if post_data:
            is_json = "json" in said.get("Content-Type", "")
            given.update(json.loads(post_data) if is_json else parse_form(post_data))
        call = api.Call(
            method=method.upper(),
            path=address.path,
            given=given,
            bearer=said.get("Authorization", "").removeprefix("Bearer "),
            idempotency_key=said.get("Idempotency-Key"),
        )
        status, body = api.answer(self._till, call)
        return json.dumps(body), status, {"Request-Id": "req_till"}

    def close(self) -> None:
        """Nothing is open."""


@contextmanager
def open_till(file: Path) -> Iterator[Till]:
    """A till whose state is in `file` when all went well, and nowhere when not; its events are told to nobody."""
    draft = file.with_name(f"{file.name}.draft")
    for rest in (draft, *draft.parent.glob(f"{draft.name}-*")):
        rest.unlink(missing_ok=True)
    till = Till(Store(draft), base=settings.STRIPE_API_BASE)
    wired = stripe.StripeClient("sk_test_till", http_client=_Wire(till))
    usual, client._client = client._client, lambda key, base: wired  # type: ignore[assignment]
    try:
        yield till
        till.store.query("UPDATE delivery SET state = 'done', said = 'before the demo'")
    except BaseException:
        till.store.close()
        draft.unlink()
        raise
    finally:
        client._client = usual
    till.store.close()
    draft.rename(file)
