"""The question that nobody else asks: did it hold?"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import User
from cases.models.case import Case
from cases.states import FollowUpKind, FollowUpState, Held


class FollowUp(models.Model):
    """One question to the asker, some days after a claim. `claimed_at` says which claim it is about."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="follow_ups")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=FollowUpKind.choices)
    answer_id = models.BigIntegerField(null=True)
    claimed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=FollowUpState.choices, default=FollowUpState.PLANNED)
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    value = models.CharField(max_length=6, choices=Held.choices, blank=True)
    remark = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "kind", "claimed_at"], name="asked_once_per_claim"),
            models.CheckConstraint(
                condition=Q(state=FollowUpState.ANSWERED, answered_at__isnull=False) & ~Q(value="")
                | ~Q(state=FollowUpState.ANSWERED) & Q(answered_at=None, value=""),
                name="answered_means_a_value_and_a_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="follow_ups_due", condition=Q(state=FollowUpState.PLANNED)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id}"
