"""The sheet: one answer, one reviewer, nothing that gives away who wrote it."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from cases.models import Case
from community.models import Answer, Question, Revision
from moderation.models.draw import Draw
from moderation.plan import LEASE
from moderation.states import DRAWN, OPEN, AuditState, Slot, Tie, Why


class AuditQuerySet(models.QuerySet["Audit"]):
    """Chains that read as sentences."""

    def locked(self, pk: int) -> "Audit":
        """The sheet as it is now, and nobody else's until the end of this transaction."""
        return self.select_for_update(of=["self"]).select_related("case", "question", "revision").get(pk=pk)

    def open(self) -> Self:
        """Those that nobody has decided."""
        return self.filter(state__in=OPEN)

    def free(self, at: datetime) -> Self:
        """Those that can be taken: waiting, or held by somebody whose time has run out."""
        return self.filter(Q(state=AuditState.WAITING) | Q(state=AuditState.CLAIMED, claimed_at__lte=at - LEASE))

    def held_by(self, person: User, at: datetime) -> Self:
        """Those that `person` is reading."""
        return self.filter(state=AuditState.CLAIMED, reviewer=person, claimed_at__gt=at - LEASE)

    def with_row(self) -> Self:
        """With what a row of the queue shows, in one query."""
        return self.select_related("case__topic", "question")

    def with_sheet(self) -> Self:
        """With what a sheet shows, in one query; the people of it are left where they are."""
        return self.select_related("case__topic", "question__revision", "revision")


class Audit(models.Model):
    """One sheet. `revision` is the text that is judged; asker and author are kept so that the database can refuse them.

    `version` moves with every change: what was read must be what is decided. At high risk an answer has two sheets,
    and where reviewers disagree a third.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    asker = models.ForeignKey(User, models.PROTECT, related_name="+")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    slot = models.PositiveSmallIntegerField(choices=Slot.choices, default=Slot.FIRST)
    why = models.CharField(max_length=8, choices=Why.choices)
    draw = models.ForeignKey(Draw, models.PROTECT, null=True, related_name="+")
    stratum = models.CharField(max_length=20)
    drawn_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=AuditState.choices, default=AuditState.WAITING)
    reviewer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = AuditQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], name="sheets_by_due_time", condition=Q(state__in=OPEN)),
            models.Index(fields=["case"], name="sheets_of_a_case"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reviewer=None) | ~Q(reviewer=F("asker")) & ~Q(reviewer=F("author")),
                name="nobody_reviews_their_own",
            ),
            models.UniqueConstraint(fields=["revision", "reviewer"], name="one_reviewer_judges_a_text_once"),
            models.UniqueConstraint(
                fields=["answer", "slot"], condition=Q(state__in=OPEN), name="one_open_sheet_per_slot"
            ),
            models.CheckConstraint(
                condition=Q(state=AuditState.WAITING, reviewer=None, claimed_at=None, decided_at=None)
                | Q(state=AuditState.CLAIMED, reviewer__isnull=False, claimed_at__isnull=False, decided_at=None)
                | Q(state=AuditState.DECIDED, reviewer__isnull=False, decided_at__isnull=False),
                name="sheet_state_says_what_is_filled",
            ),
            models.CheckConstraint(
                condition=Q(why__in=DRAWN, draw__isnull=False) | ~Q(why__in=DRAWN) & Q(draw=None),
                name="drawn_sheets_name_their_draw",
            ),
        ]

    def __str__(self) -> str:
        return f"A-{self.pk}"

    def is_held_by(self, person: User, at: datetime) -> bool:
        """Whether `person` is reading it."""
        return self.is_held(at) and self.reviewer_id == person.pk

    def is_held(self, at: datetime) -> bool:
        """Whether somebody is reading it, and their ten minutes are not over."""
        return self.state == AuditState.CLAIMED and self.claimed_at is not None and at < self.claimed_at + LEASE

    @property
    def held_until(self) -> datetime | None:
        """When others may take it."""
        return self.claimed_at + LEASE if self.claimed_at else None


class Recusal(models.Model):
    """Somebody left a sheet to others, and why. Kept: how often that happens is a figure too."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    tie = models.CharField(max_length=8, choices=Tie.choices)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["audit", "person"], name="recused_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} left A-{self.audit_id}"
