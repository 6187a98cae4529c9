"""Who pays what when a booking ends. Pure; whole Rappen; the snapshot of the booking decides, not today's prices."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from common.money import Rappen, split_fee

HOUR = 60


@dataclass(frozen=True, slots=True)
class Price:
    """What was agreed when it was booked."""

    rappen: Rappen
    call_out: Rappen
    minutes: int
    fee_percent: int

    def stored(self) -> dict[str, Any]:
        """As kept on the booking."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Policy:
    """What was agreed about leaving: free until so long before, and right after booking."""

    free_until_hours: int = 24
    grace_minutes: int = 5
    version: int = 1

    def stored(self) -> dict[str, Any]:
        """As kept on the booking."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Split:
    """Of what the customer paid: back to them, to the helper, our fee; `sponsored` is what the house adds."""

    refund: Rappen
    share: Rappen
    fee: Rappen
    sponsored: Rappen = 0


def of_visit(price: Price, *, value: str, reason: str) -> Split:
    """After a visit the helper gets the same, however it ended: an honest "not solved" must not cost them.

    The customer pays the whole when it is solved or partly solved, nothing when it was the company's own network,
    and otherwise the call-out fee. The house bears the difference (research: a sponsored diagnosis keeps the
    outcomes honest).
    """
    share, fee = split_fee(price.rappen, price.fee_percent)
    if value != "not_solved":
        return Split(0, share, fee)
    pays = 0 if reason == "needs_company" else min(price.call_out, price.rappen)
    covered = min(pays, share)
    return Split(price.rappen - pays, share, pays - covered, share - covered)


def of_cancelling(price: Price, policy: Policy, *, booked_at: datetime, starts_at: datetime, at: datetime) -> Split:
    """The customer cancels: free in time, later the helper gets one hour's rate, at most half the price."""
    if at <= free_until(policy, booked_at=booked_at, starts_at=starts_at):
        return Split(price.rappen, 0, 0)
    kept = min(price.rappen * HOUR // price.minutes, price.rappen // 2)
    share, fee = split_fee(kept, price.fee_percent)
    return Split(price.rappen - kept, share, fee)


def free_until(policy: Policy, *, booked_at: datetime, starts_at: datetime) -> datetime:
    """Until when cancelling costs nothing."""
    in_time = starts_at - timedelta(hours=policy.free_until_hours)
    return min(max(in_time, booked_at + timedelta(minutes=policy.grace_minutes)), starts_at)


def of_absent_customer(price: Price) -> Split:
    """Nobody was there: the call-out fee is due."""
    pays = min(price.call_out, price.rappen)
    share, fee = split_fee(pays, price.fee_percent)
    return Split(price.rappen - pays, share, fee)


def of_nothing(price: Price) -> Split:
    """It did not take place, through no doing of the customer: all of it goes back."""
    return Split(price.rappen, 0, 0)
