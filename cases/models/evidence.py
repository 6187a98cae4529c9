"""What was learnt about a case. Appended, never changed: the database itself refuses."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import User
from cases.models.case import Case
from cases.states import Kind, Method


class Evidence(models.Model):
    """One piece of evidence. The ids of answer and revision are plain numbers: this room knows no answers.

    `group` joins those who are not independent of each other (one household, one network, one organisation).
    `is_time_known` is false for imported facts without a date; figures about time leave them out.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    value = models.CharField(max_length=24, blank=True)
    answer_id = models.BigIntegerField(null=True)
    revision_id = models.BigIntegerField(null=True)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    actor_role = models.CharField(max_length=20, blank=True)
    group = models.CharField(max_length=40, blank=True)
    has_conflict = models.BooleanField(default=False)
    method = models.CharField(max_length=20, choices=Method.choices)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    is_time_known = models.BooleanField(default=True)
    policy_version = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["case", "occurred_at", "id"], name="evidence_of_a_case"),
            models.Index(fields=["kind", "occurred_at"], name="evidence_of_a_kind"),
            models.Index(fields=["method", "occurred_at"], name="evidence_of_a_method"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source"], condition=~Q(source=""), name="evidence_from_one_source_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}".strip()
