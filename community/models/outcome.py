"""What happened when somebody tried it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import User
from community.models.revision import Revision


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    """Chains that read as sentences."""

    def standing(self) -> "OutcomeQuerySet":
        """Those not taken back."""
        return self.filter(retracted_at=None)

    def of(self, person: User) -> "OutcomeQuerySet":
        """What `person` said."""
        return self.filter(person=person)

    def retract(self, at: datetime) -> int:
        """Take them back; they stay in the log."""
        return self.update(retracted_at=at)


class Outcome(models.Model):
    """What one person says happened when they tried one revision of an answer."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="outcomes")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    worked = models.BooleanField()
    device = models.CharField(max_length=80, blank=True)
    said_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["revision", "person"], condition=Q(retracted_at=None), name="one_standing_outcome_per_person"
            ),
        ]

    def __str__(self) -> str:
        return "worked" if self.worked else "did not work"
