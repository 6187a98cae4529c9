"""One attempt of a customer to pay for a booking."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from marketplace.models.booking import Booking
from marketplace.states import Paid


class PaymentQuerySet(models.QuerySet["Payment"]):
    """Chains that read as sentences."""

    def locked(self, pk: int) -> "Payment":
        """The payment as it is now, held until the transaction ends; lock its booking first."""
        return self.select_for_update(of=["self"]).get(pk=pk)


class Payment(models.Model):
    """Amounts in Rappen. `page`, `intent`: the payment company's numbers; `released`: what left for the helper."""

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="payments")
    amount = models.PositiveIntegerField()
    is_held = models.BooleanField()
    status = models.CharField(max_length=14, choices=Paid.choices, default=Paid.NEW)
    page = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=500, blank=True)
    intent = models.CharField(max_length=60, blank=True)
    charge = models.CharField(max_length=60, blank=True)
    method = models.CharField(max_length=20, blank=True)
    capture_before = models.DateTimeField(null=True)
    captured = models.PositiveIntegerField(default=0)
    refunded = models.PositiveIntegerField(default=0)
    released = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    objects = PaymentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page"], condition=~Q(page=""), name="one_payment_per_page"),
            models.UniqueConstraint(fields=["intent"], condition=~Q(intent=""), name="one_payment_per_intent"),
            models.CheckConstraint(condition=Q(captured__lte=F("amount")), name="captured_within_amount"),
            models.CheckConstraint(condition=Q(refunded__lte=F("captured")), name="refunded_within_captured"),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "moved_at"], name="payments_by_status")]

    def __str__(self) -> str:
        return f"P-{self.pk}"
