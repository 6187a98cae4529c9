"""Helpers, what they offer and when; bookings; money."""

from marketplace.models.availability import TimeOff, WeeklyHours
from marketplace.models.booking import Booking
from marketplace.models.events import StripeEvent
from marketplace.models.helper import Certificate, Helper
from marketplace.models.intent import Intent
from marketplace.models.ledger import LedgerEntry, Posting
from marketplace.models.payment import Payment
from marketplace.models.service import Service

__all__ = [
    "Booking",
    "Certificate",
    "Helper",
    "Intent",
    "LedgerEntry",
    "Payment",
    "Posting",
    "Service",
    "StripeEvent",
    "TimeOff",
    "WeeklyHours",
]
