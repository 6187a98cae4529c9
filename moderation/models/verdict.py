"""What a reviewer found."""

from typing import ClassVar

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Length, Trim
from django.db.models.lookups import GreaterThanOrEqual

from accounts.models import User
from moderation.models.audit import Audit
from moderation.rubric import CAPS, CRITERIA, LEAST_REASON, NEEDS_REASON, SCORES, allowed_under
from moderation.states import Grade, Result


def _fits_its_rows() -> Q:
    """`moderation.rubric`, as the database checks it."""
    whole = Q(*((f"{name}__in", Grade.values) for name in CRITERIA))
    fits = Q(value=Result.CANNOT_JUDGE) | whole
    for (name, grade), cap in CAPS.items():
        fits &= ~Q(**{name: grade}) | Q(value__in=list(allowed_under(cap)))
    return fits


def _score() -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(null=True)


class Verdict(models.Model):
    """The filled sheet. Appended, never edited: the database refuses, and refuses a reviewer who did not hold it.

    `source` is what it was checked against. The four scores are about the tone and touch no result.
    """

    audit = models.OneToOneField(Audit, models.PROTECT, related_name="verdict")
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="+")
    value = models.CharField(max_length=20, choices=Result.choices)
    answered = models.CharField(max_length=6, choices=Grade.choices, blank=True)
    right = models.CharField(max_length=6, choices=Grade.choices, blank=True)
    complete = models.CharField(max_length=6, choices=Grade.choices, blank=True)
    safe = models.CharField(max_length=6, choices=Grade.choices, blank=True)
    current = models.CharField(max_length=6, choices=Grade.choices, blank=True)
    reason = models.TextField(blank=True)
    source = models.CharField(max_length=500, blank=True)
    friendly = _score()
    clear = _score()
    reliable = _score()
    competent = _score()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=_fits_its_rows(), name="verdict_is_no_better_than_its_worst_row"),
            models.CheckConstraint(
                condition=~Q(value__in=NEEDS_REASON)
                | Q(GreaterThanOrEqual(Length(Trim("reason")), Value(LEAST_REASON))),
                name="a_negative_verdict_says_why",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__range": (1, 5)}), name=f"{name}_is_one_to_five"
                )
                for name in SCORES
            ),
        ]

    def __str__(self) -> str:
        return str(self.value)
