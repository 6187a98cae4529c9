"""How much is checked, how soon, and how chance decides: pure, so that a draw can be done over and compared."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.utils.timezone import get_default_timezone, localtime

from cases.states import Risk

# The part of the claimed solutions that is drawn, by risk.
SHARES: Final[Mapping[str, float]] = {Risk.HIGH: 1.0, Risk.MEDIUM: 0.3, Risk.LOW: 0.1}
# How soon a sheet should be decided, by risk.
DUE: Final[Mapping[str, timedelta]] = {
    Risk.HIGH: timedelta(days=1),
    Risk.MEDIUM: timedelta(days=3),
    Risk.LOW: timedelta(days=7),
}
LEASE: Final = timedelta(minutes=10)
_HASHES: Final = 2**64


def is_drawn(seed: str, period: str, case_id: int, share: float) -> bool:
    """Whether chance takes this case: a keyed hash of case and period, compared with `share` (0 to 1).

    Each case is decided by itself, so a draw in the evening adds to the one in the morning and changes nothing.
    """
    digest = hmac.new(seed.encode(), f"{period}:{case_id}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") < share * _HASHES


def period_of(at: datetime) -> str:
    """The month, in the house's time zone: `2026-05`."""
    return f"{localtime(at, get_default_timezone()):%Y-%m}"


def bounds(period: str) -> tuple[datetime, datetime]:
    """The first moment of the month and the first one after it. Raises: ValueError, for no month."""
    year, month = (int(part) for part in period.split("-"))
    zone = get_default_timezone()
    after = (year + 1, 1) if month == 12 else (year, month + 1)
    return datetime(year, month, 1, tzinfo=zone), datetime(*after, 1, tzinfo=zone)


def period_before(period: str) -> str:
    """The month before."""
    return period_of(bounds(period)[0] - timedelta(days=1))
