"""Refunds: never more than was captured and not yet given back."""

from . import money
from .bank import Bank
from .errors import Refusal
from .fields import whole
from .store import Json, new_id


def create(bank: Bank, given: Json) -> Json:
    """Give money back. Raises: Refusal when nothing was captured or too much is asked."""
    charge = _charge(bank, given)
    left = charge["amount_captured"] - _refunded(bank, charge["id"])
    if not charge["captured"] or left <= 0:
        raise Refusal(
            "Charge has already been refunded or was not captured.",
            code="charge_already_refunded",
        )
    amount = whole(given, "amount", left)
    if amount > left:
        raise Refusal(
            f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left}).",
            code="amount_too_large",
            param="amount",
        )
    refund: Json = {
        "id": new_id("re"),
        "object": "refund",
        "amount": amount,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": bank.now(),
        "currency": charge["currency"],
        "metadata": given.get("metadata") or {},
        "payment_intent": charge["payment_intent"],
        "reason": given.get("reason"),
        "receipt_number": None,
        "status": "succeeded",
    }
    moved = money.post(bank, account=money.PLATFORM, kind="refund", amount=-amount, source=refund["id"])
    refund["balance_transaction"] = moved["id"]
    bank.store.put(refund)
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] >= charge["amount"]
    bank.store.put(charge)
    bank.tell("refund.created", refund)
    bank.tell("charge.refunded", charge)
    return refund


def _charge(bank: Bank, given: Json) -> Json:
    key = given.get("charge")
    if given.get("payment_intent"):
        key = bank.store.get("payment_intent", given["payment_intent"])["latest_charge"]
    if not key:
        raise Refusal("One of charge or payment_intent is needed.", code="parameter_missing")
    return bank.store.get("charge", key)


def _refunded(bank: Bank, charge: str) -> int:
    return sum(row["amount"] for row in bank.store.all("refund", charge=charge) if row["status"] != "failed")


def retrieve(bank: Bank, given: Json, key: str) -> Json:
    """One refund."""
    return bank.store.get("refund", key)


def fail(bank: Bank, key: str) -> Json:
    """Control page: the bank could not book the refund (closed card); the money comes back."""
    refund = bank.store.get("refund", key)
    if refund["status"] == "failed":
        return refund
    refund.update(status="failed", failure_reason="expired_or_canceled_card")
    bank.store.put(refund)
    charge = bank.store.get("charge", refund["charge"])
    charge["amount_refunded"] -= refund["amount"]
    charge["refunded"] = False
    bank.store.put(charge)
    money.post(
        bank,
        account=money.PLATFORM,
        kind="refund_failure",
        amount=refund["amount"],
        source=refund["id"],
    )
    bank.tell("refund.failed", refund)
    return refund
