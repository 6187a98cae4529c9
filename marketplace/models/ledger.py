"""The record of the money: double entry in Rappen, appended only. The payment company's objects are evidence of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from marketplace.models.booking import Booking
from marketplace.states import Account


class Posting(models.Model):
    """One movement. `key` names what caused it ("refund:12:1"), so that it is written once."""

    key = models.CharField(max_length=80, unique=True)
    booking = models.ForeignKey(Booking, models.PROTECT, related_name="postings")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class LedgerEntry(models.Model):
    """One side of a posting: debit is positive. The database lets only balanced postings commit."""

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="entries")
    account = models.CharField(max_length=8, choices=Account.choices)
    amount = models.IntegerField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(amount=0), name="entry_moves_something")]

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"
