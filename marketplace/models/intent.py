"""What we are about to ask the payment company, written down before it is asked."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from marketplace.models.payment import Payment
from marketplace.states import Call


class Progress(models.TextChoices):
    """How far it has come."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    DROPPED = "dropped"


class Intent(models.Model):
    """One call, made outside any transaction. It survives our own death; its `key` makes repeating it harmless.

    `request` is what a repeated question must say word for word. A clear no ends the intent; another try is another
    intent with the next number, hence another key.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="intents")
    call = models.CharField(max_length=10, choices=Call.choices)
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80, unique=True)
    amount = models.PositiveIntegerField(default=0)
    request = models.JSONField(default=dict)
    progress = models.CharField(max_length=8, choices=Progress.choices, default=Progress.OPEN)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=80, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["payment", "call", "number"], name="one_intent_per_number"),
            models.UniqueConstraint(
                fields=["payment", "call"], condition=Q(progress=Progress.OPEN), name="one_open_intent_per_call"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], name="intents_due", condition=Q(progress=Progress.OPEN)),
        ]

    def __str__(self) -> str:
        return self.key
