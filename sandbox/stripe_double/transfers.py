"""Transfers to connected accounts and their reversals."""

from . import accounts, money
from .bank import Bank
from .errors import Refusal
from .fields import needed, whole
from .store import Json, new_id


def create(bank: Bank, given: Json) -> Json:
    """Send money to a connected account: it must be able to receive, and the money must be there."""
    amount = whole(given, "amount")
    if needed(given, "currency") != "chf":
        raise Refusal("The double moves only chf.", param="currency")
    account = bank.store.get("v2.core.account", needed(given, "destination"))
    if accounts.transfers_status(account) != "active":
        raise Refusal(
            "Your destination account needs to have the stripe_transfers capability enabled.",
            code="insufficient_capabilities_for_transfer",
        )
    wait = _ensure_funds(bank, given.get("source_transaction"), amount)
    transfer = _fresh(bank, given, account["id"], amount)
    sent = money.post(bank, account=money.PLATFORM, kind="transfer", amount=-amount, source=transfer["id"], wait=wait)
    arrived = transfer["destination_payment"]
    money.post(bank, account=account["id"], kind="payment", amount=amount, source=arrived, wait=wait)
    transfer["balance_transaction"] = sent["id"]
    bank.store.put(transfer)
    bank.tell("transfer.created", transfer)
    return transfer


def _fresh(bank: Bank, given: Json, account: str, amount: int) -> Json:
    return {
        "id": new_id("tr"),
        "object": "transfer",
        "amount": amount,
        "amount_reversed": 0,
        "balance_transaction": None,
        "created": bank.now(),
        "currency": "chf",
        "description": given.get("description"),
        "destination": account,
        "destination_payment": new_id("py"),
        "livemode": False,
        "metadata": given.get("metadata") or {},
        "reversals": {"object": "list", "data": [], "has_more": False, "url": ""},
        "reversed": False,
        "source_transaction": given.get("source_transaction"),
        "source_type": "card",
        "transfer_group": given.get("transfer_group"),
    }


def _ensure_funds(bank: Bank, source: str | None, amount: int) -> int:
    """Seconds until the money is available; a source charge lends itself before it has settled."""
    if source is None:
        if money.funds(bank, money.PLATFORM)[0] < amount:
            raise Refusal(
                "You have insufficient funds in your Stripe account.",
                code="balance_insufficient",
            )
        return 0
    charge = bank.store.get("charge", source)
    sent = bank.store.all("transfer", source_transaction=source)
    left = charge["amount_captured"] - sum(row["amount"] - row["amount_reversed"] for row in sent)
    if not charge["captured"] or amount > left:
        raise Refusal(
            f"The transfer amount ({amount}) exceeds what is left of the source charge ({left}).",
            code="balance_insufficient",
            param="amount",
        )
    taken = bank.store.get("balance_transaction", charge["balance_transaction"])
    return max(int(taken["available_on"]) - bank.now(), 0)


def retrieve(bank: Bank, given: Json, key: str) -> Json:
    """One transfer."""
    return bank.store.get("transfer", key)


def reverse(bank: Bank, given: Json, key: str) -> Json:
    """Take money back; works only while the connected account still has it."""
    transfer = bank.store.get("transfer", key)
    left = transfer["amount"] - transfer["amount_reversed"]
    amount = whole(given, "amount", left or None)
    if amount > left:
        raise Refusal(
            f"Reversal amount ({amount}) is greater than what is left ({left}).",
            param="amount",
        )
    if sum(money.funds(bank, transfer["destination"])) < amount:
        raise Refusal("Insufficient funds in the connected account.", code="balance_insufficient")
    reversal = _reversal(bank, given, key, amount)
    source, account = reversal["id"], transfer["destination"]
    back = money.post(bank, account=money.PLATFORM, kind="transfer_refund", amount=amount, source=source)
    money.post(bank, account=account, kind="payment_refund", amount=-amount, source=source)
    reversal["balance_transaction"] = back["id"]
    bank.store.put(reversal)
    transfer["amount_reversed"] += amount
    transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
    transfer["reversals"]["data"].insert(0, reversal)
    bank.store.put(transfer)
    bank.tell("transfer.reversed", transfer)
    return reversal


def _reversal(bank: Bank, given: Json, transfer: str, amount: int) -> Json:
    return {
        "id": new_id("trr"),
        "object": "transfer_reversal",
        "amount": amount,
        "balance_transaction": None,
        "created": bank.now(),
        "currency": "chf",
        "destination_payment_refund": None,
        "metadata": given.get("metadata") or {},
        "source_refund": None,
        "transfer": transfer,
    }
