"""Write postings. Each has a key that names its cause, so that repeating a cause posts nothing."""

from collections.abc import Mapping
from datetime import datetime

from common.money import Rappen
from marketplace.models import Booking, LedgerEntry, Posting
from marketplace.settlement import Split
from marketplace.states import Account


def took(*, booking: Booking, amount: Rappen, key: str, at: datetime) -> None:
    """The customer's money arrived: it is at the payment company, and held for the booking."""
    _post(key, booking, {Account.PSP: amount, Account.HELD: -amount}, at)


def gave_back(*, booking: Booking, amount: Rappen, key: str, at: datetime) -> None:
    """Money went back to the customer."""
    _post(key, booking, {Account.HELD: amount, Account.PSP: -amount}, at)


def got_back(*, booking: Booking, amount: Rappen, key: str, at: datetime) -> bool:
    """A refund came back (closed card): it is held again. Whether that is news."""
    return _post(key, booking, {Account.PSP: amount, Account.HELD: -amount}, at)


def settled(*, booking: Booking, split: Split, at: datetime) -> bool:
    """What is held, except what goes back, is the helper's and ours; the house adds what it sponsors. Once."""
    kept = split.share - split.sponsored + split.fee
    moves = {
        Account.HELD: kept,
        Account.SPONSOR: split.sponsored,
        Account.HELPER: -split.share,
        Account.FEE: -split.fee,
    }
    return _post(f"settle:{booking.pk}", booking, moves, at)


def sent(*, booking: Booking, amount: Rappen, key: str, at: datetime) -> None:
    """The helper's share left for their account."""
    _post(key, booking, {Account.HELPER: amount, Account.PSP: -amount}, at)


def _post(key: str, booking: Booking, moves: Mapping[Account, Rappen], at: datetime) -> bool:
    posting, is_new = Posting.objects.get_or_create(key=key, defaults={"booking": booking, "at": at})
    if is_new:
        LedgerEntry.objects.bulk_create(
            LedgerEntry(posting=posting, account=account, amount=amount) for account, amount in moves.items() if amount
        )
    return is_new
