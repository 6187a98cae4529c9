"""What the company tells on its own: signed, out of order, more than once, and only a hint."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings

from marketplace.gateway.client import asking, client, number
from marketplace.gateway.facts import Event, Forged

TOLERANCE = 300  # seconds between signing and reading


def read_event(body: bytes, signature: str) -> Event:
    """What a webhook says, once its signature is right under one of our secrets. Raises: Forged."""
    import stripe

    for secret in settings.STRIPE_WEBHOOK_SECRETS:
        try:
            stripe.WebhookSignature.verify_header(body, signature, secret, TOLERANCE)
        except (stripe.SignatureVerificationError, ValueError, IndexError, UnicodeDecodeError):
            continue
        try:
            return _event(json.loads(body))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Forged(f"not an event: {error}") from error
    raise Forged("no secret of ours signed this")


def events_since(moment: datetime) -> list[Event]:
    """Everything that happened since then, oldest first: what the webhooks should have told."""
    with asking():
        rows = client().v1.events.list({"created": {"gte": int(moment.timestamp())}, "limit": 100})
        return [_event(row.to_dict()) for row in rows.auto_paging_iter()][::-1]


def _event(read: dict[str, Any]) -> Event:
    if read["object"] == "v2.core.event":
        return Event(read["id"], read["type"], read["related_object"]["id"], bool(read["livemode"]))
    about = read["data"]["object"]
    facts = about.get("metadata") or {}
    return Event(read["id"], read["type"], about["id"], bool(read["livemode"]), number(facts.get("payment")))
