"""Balances: what the platform and each connected account hold, derived from balance transactions."""

from .bank import DAY, Bank
from .store import Json, new_id

PLATFORM = "platform"
SETTLES_AFTER = 3 * DAY  # a paid amount becomes available this much later
FEE_PER_MILLE = {"card": 29, "twint": 19}
FEE_FIXED = 30  # Rappen


def fee_of(amount: int, method: str) -> int:
    """What the processor keeps of a payment; an example tariff, not a quotation."""
    return -(-amount * FEE_PER_MILLE.get(method, 29) // 1000) + FEE_FIXED


def post(
    bank: Bank,
    *,
    account: str,
    kind: str,
    amount: int,
    source: str,
    fee: int = 0,
    wait: int = 0,
) -> Json:
    """Write one balance transaction of `amount` Rappen (negative: money leaves)."""
    return bank.store.put(
        {
            "id": new_id("txn"),
            "object": "balance_transaction",
            "account": account,
            "amount": amount,
            "available_on": bank.now() + wait,
            "created": bank.now(),
            "currency": "chf",
            "description": None,
            "exchange_rate": None,
            "fee": fee,
            "fee_details": [],
            "net": amount - fee,
            "reporting_category": kind,
            "source": source,
            "status": "available" if not wait else "pending",
            "type": kind,
        }
    )


def funds(bank: Bank, account: str) -> tuple[int, int]:
    """(available, pending) of an account in Rappen, on the double's clock."""
    available = pending = 0
    for row in bank.store.all("balance_transaction", account=account):
        if row["available_on"] <= bank.now():
            available += row["net"]
        else:
            pending += row["net"]
    return available, pending


def balance(bank: Bank, account: str = PLATFORM) -> Json:
    """The balance object."""
    available, pending = funds(bank, account)
    row = {"currency": "chf", "source_types": {"card": 0}}
    return {
        "object": "balance",
        "livemode": False,
        "available": [{**row, "amount": available}],
        "pending": [{**row, "amount": pending}],
    }


def pay_out(bank: Bank, account: str) -> int:
    """Send an account's whole available balance to its bank; returns the Rappen sent."""
    available, _ = funds(bank, account)
    if available > 0:
        post(bank, account=account, kind="payout", amount=-available, source=new_id("po"))
    return max(available, 0)
