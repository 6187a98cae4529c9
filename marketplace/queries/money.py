"""Where the money of a booking is, read off the ledger and nothing else."""

from dataclasses import dataclass

from django.db.models import Q, Sum

from common.money import Rappen
from marketplace.models import Booking, Helper, LedgerEntry
from marketplace.states import Account


@dataclass(frozen=True, slots=True)
class Where:
    """Rappen. paid + added by the house = held + refunded + helper's + our fee."""

    paid: Rappen
    held: Rappen
    refunded: Rappen
    helper: Rappen
    sent: Rappen
    fee: Rappen
    sponsored: Rappen

    @property
    def owed(self) -> Rappen:
        """Earned by the helper and not yet sent."""
        return self.helper - self.sent

    @property
    def balances(self) -> bool:
        """Invariant I3 of the design."""
        return self.paid + self.sponsored == self.held + self.refunded + self.helper + self.fee


def where_is_the_money(booking: Booking) -> Where:
    """One query. Debit is positive, so what we hold or owe is negative in the ledger."""
    back = Q(posting__key__startswith="refund:")
    sums = LedgerEntry.objects.filter(posting__booking=booking).aggregate(
        paid=Sum("amount", filter=Q(account=Account.PSP, posting__key__startswith="took:"), default=0),
        held=Sum("amount", filter=Q(account=Account.HELD), default=0),
        back=Sum("amount", filter=Q(account=Account.PSP) & back, default=0),
        came=Sum("amount", filter=Q(account=Account.PSP, posting__key__startswith="failed:"), default=0),
        earned=Sum("amount", filter=Q(account=Account.HELPER, amount__lt=0), default=0),
        sent=Sum("amount", filter=Q(account=Account.HELPER, amount__gt=0), default=0),
        fee=Sum("amount", filter=Q(account=Account.FEE), default=0),
        sponsored=Sum("amount", filter=Q(account=Account.SPONSOR), default=0),
    )
    return Where(
        paid=sums["paid"],
        held=-sums["held"],
        refunded=-sums["back"] - sums["came"],
        helper=-sums["earned"],
        sent=sums["sent"],
        fee=-sums["fee"],
        sponsored=sums["sponsored"],
    )


@dataclass(frozen=True, slots=True)
class Earned:
    """Rappen of one helper: in all, and of that already sent."""

    earned: Rappen
    sent: Rappen

    @property
    def owed(self) -> Rappen:
        """On its way."""
        return self.earned - self.sent


def earnings_of(helper: Helper) -> Earned:
    """What the ledger says about a helper. One query."""
    theirs = LedgerEntry.objects.filter(posting__booking__helper=helper, account=Account.HELPER)
    sums = theirs.aggregate(
        earned=Sum("amount", filter=Q(amount__lt=0), default=0), sent=Sum("amount", filter=Q(amount__gt=0), default=0)
    )
    return Earned(-sums["earned"], sums["sent"])
