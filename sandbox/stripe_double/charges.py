"""Charges: one attempt to take money; born with the intent's confirmation, captured at once or later."""

from . import money
from .bank import DAY, Bank
from .store import Json, new_id

HOLD_LASTS = 7 * DAY  # a card hold started by the customer online


def attempt(bank: Bank, intent: Json, method: str, *, failure: tuple[str, str] | None = None) -> Json:
    """A charge for the intent: declined with (code, message), held, or captured."""
    is_held = intent["capture_method"] == "manual" and failure is None
    charge = bank.store.put(_fresh(bank, intent, method, failure, is_held))
    if failure:
        bank.tell("charge.failed", charge)
        return charge
    if not is_held:
        charge = capture(bank, charge, charge["amount"])
    bank.tell("charge.succeeded", charge)
    return charge


def _fresh(bank: Bank, intent: Json, method: str, failure: tuple[str, str] | None, is_held: bool) -> Json:  # noqa: FBT001
    return {
        "id": new_id("ch"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": 0,
        "amount_refunded": 0,
        "balance_transaction": None,
        "billing_details": {"address": None, "email": None, "name": None, "phone": None},
        "captured": False,
        "created": bank.now(),
        "currency": intent["currency"],
        "customer": None,
        "description": intent["description"],
        "disputed": False,
        "failure_code": failure[0] if failure else None,
        "failure_message": failure[1] if failure else None,
        "livemode": False,
        "metadata": dict(intent["metadata"]),
        "outcome": {"network_status": "declined_by_network" if failure else "approved_by_network"},
        "paid": failure is None,
        "payment_intent": intent["id"],
        "payment_method": intent["payment_method"],
        "payment_method_details": details(bank, method, is_held=is_held),
        "receipt_url": None,
        "refunded": False,
        "status": "failed" if failure else "succeeded",
        "transfer_group": intent["transfer_group"],
    }


def details(bank: Bank, method: str, *, is_held: bool) -> Json:
    """The part that says how it was paid; `capture_before` only while it is held."""
    if method == "twint":
        return {"type": "twint", "twint": {}}
    card: Json = {
        "brand": "visa",
        "last4": "4242",
        "exp_month": 12,
        "exp_year": 2030,
        "country": "CH",
    }
    if is_held:
        card["capture_before"] = bank.now() + HOLD_LASTS
    return {"type": "card", "card": card}


def capture_before(charge: Json) -> int | None:
    """Unix time until which a hold may be captured."""
    card: Json = charge["payment_method_details"].get("card") or {}
    found: int | None = card.get("capture_before")
    return found


def capture(bank: Bank, charge: Json, amount: int) -> Json:
    """Take `amount` Rappen of a held or fresh charge; the rest of a hold is given back."""
    method = charge["payment_method_details"]["type"]
    taken = money.post(
        bank,
        account=money.PLATFORM,
        kind="charge",
        amount=amount,
        source=charge["id"],
        fee=money.fee_of(amount, method),
        wait=money.SETTLES_AFTER,
    )
    charge.update(
        captured=True,
        amount_captured=amount,
        amount_refunded=charge["amount"] - amount,
        balance_transaction=taken["id"],
    )
    return bank.store.put(charge)


def let_go(bank: Bank, charge: Json, *, is_expired: bool) -> Json:
    """A hold that ended without capture."""
    charge.update(refunded=True, amount_refunded=charge["amount"])
    bank.store.put(charge)
    bank.tell("charge.expired" if is_expired else "charge.refunded", charge)
    return charge
