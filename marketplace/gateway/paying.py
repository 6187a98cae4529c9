"""Pay pages, holds, refunds, transfers."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from common.money import Rappen
from marketplace.gateway.client import asking, client, note, number
from marketplace.gateway.facts import Money, Moved, Order, PayPage, Rejected

if TYPE_CHECKING:
    import stripe

TWINT_LIMIT: Rappen = 500_000


def open_pay_page(order: Order, *, key: str) -> PayPage:
    """Open a pay page in CHF; TWINT where it can be (it cannot be held, and takes CHF 5000 at most)."""
    from stripe.params.checkout import SessionCreateParams

    facts = {"payment": str(order.payment), "booking": str(order.booking)}
    is_card_only = order.is_held or order.amount > TWINT_LIMIT
    params: SessionCreateParams = {
        "mode": "payment",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": "chf",
                    "unit_amount": order.amount,
                    "product_data": {"name": order.title},
                },
            }
        ],
        "allowed_payment_method_types": ["card"] if is_card_only else ["card", "twint"],
        "payment_intent_data": {
            "capture_method": "manual" if order.is_held else "automatic",
            "metadata": facts,
            "transfer_group": f"booking-{order.booking}",
        },
        "metadata": facts,
        "client_reference_id": str(order.booking),
        "expires_at": int(order.expires_at.timestamp()),
        "success_url": order.success_url,
        "cancel_url": order.cancel_url,
    }
    if order.email:
        params["customer_email"] = order.email
    if order.language in {"de", "fr", "it", "en"}:
        params["locale"] = order.language
    with asking():
        return _page(client().v1.checkout.sessions.create(params, {"idempotency_key": key}))


def pay_page(page: str) -> PayPage:
    """The page as it is now, with its money."""
    with asking():
        return _page(client().v1.checkout.sessions.retrieve(page, {"expand": ["payment_intent.latest_charge"]}))


def close_pay_page(page: str) -> PayPage:
    """Close the page, so that nobody can pay any more; one that was paid meanwhile is returned as it is."""
    # A no means that it was paid or had expired already; the look says which.
    with suppress(Rejected), asking():
        client().v1.checkout.sessions.expire(page)
    return pay_page(page)


def money(intent: str) -> Money:
    """The payment intent as it is now."""
    with asking():
        return _money(client().v1.payment_intents.retrieve(intent, {"expand": ["latest_charge"]}))


def capture(intent: str, *, amount: Rappen, key: str) -> Money:
    """Take what a card has reserved for us."""
    with asking():
        client().v1.payment_intents.capture(intent, {"amount_to_capture": amount}, {"idempotency_key": key})
    return money(intent)


def void(intent: str, *, key: str) -> Money:
    """Give a reservation back."""
    with asking():
        client().v1.payment_intents.cancel(intent, None, {"idempotency_key": key})
    return money(intent)


def refund(intent: str, *, amount: Rappen, key: str) -> Moved:
    """Give money back to whoever paid."""
    with asking():
        found = _made(client().v1.refunds.list({"payment_intent": intent, "limit": 100}), key)
        made = found or client().v1.refunds.create(
            {"payment_intent": intent, "amount": amount, "metadata": {"intent": key}}, {"idempotency_key": key}
        )
        return Moved(made.id, made.amount, made.status or "")


def transfer(account: str, *, amount: Rappen, charge: str, group: str, key: str) -> Moved:
    """Send a helper their share of what `charge` brought; `charge` empty takes it from the house's own balance."""
    with asking():
        found = _made(client().v1.transfers.list({"transfer_group": group, "limit": 100}), key)
        if found is None:
            params: stripe.params.TransferCreateParams = {
                "amount": amount,
                "currency": "chf",
                "destination": account,
                "transfer_group": group,
                "metadata": {"intent": key},
            }
            if charge:
                params["source_transaction"] = charge
            found = client().v1.transfers.create(params, {"idempotency_key": key})
        return Moved(found.id, found.amount)


def _page(session: stripe.checkout.Session) -> PayPage:
    intent = session.payment_intent
    return PayPage(
        id=session.id,
        status=session.status or "",
        amount=session.amount_total or 0,
        payment=number(note(session, "payment")),
        url=session.url or "",
        money=_money(intent) if intent is not None and not isinstance(intent, str) else None,
    )


def _money(intent: stripe.PaymentIntent) -> Money:
    charge = intent.latest_charge
    if charge is None or isinstance(charge, str):
        return Money(intent.id, intent.status, intent.amount_capturable, intent.amount_received, charge or "")
    details = charge.payment_method_details
    before = getattr(getattr(details, "card", None), "capture_before", None)
    return Money(
        intent=intent.id,
        status=intent.status,
        held=intent.amount_capturable,
        taken=intent.amount_received,
        charge=charge.id,
        method=details.type if details else "",
        capture_before=datetime.fromtimestamp(before, UTC) if before else None,
    )


def _made(rows: Any, key: str) -> Any:
    """What an earlier try under this key has made; the company itself forgets keys after a day."""
    return next((row for row in rows.auto_paging_iter() if note(row, "intent") == key), None)
