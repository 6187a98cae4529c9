"""The payment company: typed values in and out, and the only place that imports its library.

The library is loaded inside functions, so that no page carries it. Whatever is asked with a `key` may be asked
again with the same key and happens once; after a day the company forgets the key, and whoever repeats must look first.
"""

from marketplace.gateway.client import ensure_safe, is_live
from marketplace.gateway.events import events_since, read_event
from marketplace.gateway.facts import (
    Event,
    Forged,
    Money,
    Moved,
    Order,
    PayPage,
    Rejected,
    Unavailable,
    Unsafe,
)
from marketplace.gateway.paying import (
    capture,
    close_pay_page,
    money,
    open_pay_page,
    pay_page,
    refund,
    transfer,
    void,
)
from marketplace.gateway.recipients import may_be_paid, onboarding_address, open_account

__all__ = [
    "Event",
    "Forged",
    "Money",
    "Moved",
    "Order",
    "PayPage",
    "Rejected",
    "Unavailable",
    "Unsafe",
    "capture",
    "close_pay_page",
    "ensure_safe",
    "events_since",
    "is_live",
    "may_be_paid",
    "money",
    "onboarding_address",
    "open_account",
    "open_pay_page",
    "pay_page",
    "read_event",
    "refund",
    "transfer",
    "void",
]
