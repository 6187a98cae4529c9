"""The inbox of the payment company's events."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class EventState(models.TextChoices):
    """What became of it."""

    WAITING = "waiting"
    DONE = "done"
    FOREIGN = "foreign"


class StripeEvent(models.Model):
    """A signed hint, stored before it is answered and read once. Only names are kept; the object is fetched again."""

    event_id = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=120)
    about = models.CharField(max_length=80)
    payment_number = models.BigIntegerField(null=True)
    state = models.CharField(max_length=8, choices=EventState.choices, default=EventState.WAITING)
    received_at = models.DateTimeField()
    next_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["next_at"], name="events_waiting", condition=Q(state=EventState.WAITING)),
            models.Index(fields=["received_at"], name="events_by_arrival"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.kind}"
