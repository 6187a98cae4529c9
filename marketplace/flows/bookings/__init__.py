"""The life of a booking, one verb each: `bookings.hold(...)`, `bookings.cancel(...)`."""

from marketplace.flows.bookings.answering import accept, decline, withdraw
from marketplace.flows.bookings.holding import Details, SlotTaken, hold, let_go, request
from marketplace.flows.bookings.leaving import cancel, hand_back, miss_customer, miss_helper
from marketplace.flows.bookings.settling import settle
from marketplace.flows.bookings.timing import run_due
from marketplace.flows.bookings.visiting import check_in, check_out
from marketplace.flows.bookings.wording import complain, decide, say

__all__ = [
    "Details",
    "SlotTaken",
    "accept",
    "cancel",
    "check_in",
    "check_out",
    "complain",
    "decide",
    "decline",
    "hand_back",
    "hold",
    "let_go",
    "miss_customer",
    "miss_helper",
    "request",
    "run_due",
    "say",
    "settle",
    "withdraw",
]
