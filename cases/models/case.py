"""One problem of one person, and each time they had to turn to somebody with it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import User
from cases.models.topic import Topic
from cases.states import Channel, Correct, Resolved, Risk, State


class CaseQuerySet(models.QuerySet["Case"]):
    """Chains that read as sentences."""

    def counted(self) -> "CaseQuerySet":
        """Those that figures count: not withdrawn, joined or spam."""
        return self.exclude(state=State.EXCLUDED)


class Case(models.Model):
    """A problem. Everything after `opened_at` is the stored result of `cases.assess`: it has no setter.

    `looks_again_at` is when time alone will change what is known (30 days of silence, an expired check).
    """

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    asker = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    title = models.CharField(max_length=200)
    risk = models.CharField(max_length=6, choices=Risk.choices)
    opened_at = models.DateTimeField(db_index=True)

    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    resolved = models.CharField(max_length=10, choices=Resolved.choices, default=Resolved.NONE)
    correct = models.CharField(max_length=10, choices=Correct.choices, default=Correct.UNRATED)
    is_stale = models.BooleanField(default=False)
    ever_claimed = models.BooleanField(default=False)
    false_solved = models.BooleanField(default=False)
    claimed_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    looks_again_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["topic", "opened_at"], name="cases_of_a_topic"),
            models.Index(fields=["state", "opened_at"], name="cases_in_a_state"),
            models.Index(
                fields=["looks_again_at"], name="cases_to_look_at_again", condition=Q(looks_again_at__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state=State.VERIFIED) | Q(resolved=Resolved.CONFIRMED, correct=Correct.CORRECT),
                name="verified_means_solved_and_correct",
            ),
            models.CheckConstraint(
                condition=Q(ever_claimed=True) | Q(false_solved=False), name="false_solved_was_claimed"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Contact(models.Model):
    """One time somebody turned to us with a case, over any channel."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="contacts")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "at"], name="contacts_of_a_case")]

    def __str__(self) -> str:
        return f"{self.channel} {self.at:%Y-%m-%d %H:%M}"
