"""What somebody asked, who has the same problem, and which questions are one."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify

from accounts.models import User
from cases.models import Case

# The last words of other addresses below a question's number.
_TAKEN = frozenset({"history", "edit", "withdraw", "same-problem", "duplicate", "answer", "comment", "question"})

if TYPE_CHECKING:
    from community.models.revision import Revision


class QuestionQuerySet(models.QuerySet["Question"]):
    """Chains that read as sentences; the viewer comes first."""

    def visible_to(self, viewer: User | AnonymousUser) -> "QuestionQuerySet":
        """Those that are not hidden; a hidden one is seen by its author and by moderators."""
        if isinstance(viewer, User) and viewer.has_role("moderator"):
            return self
        if isinstance(viewer, User):
            return self.filter(Q(hidden_at=None) | Q(author=viewer))
        return self.filter(hidden_at=None)

    def with_row(self) -> "QuestionQuerySet":
        """With what a list shows, in one query."""
        return self.select_related("case__topic", "author")


class Question(models.Model):
    """A customer's problem in their own words. Whether it is solved is the case's to say.

    `answer_count` and `same_problem_count` move in the transaction of the write that changes them.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="+")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(max_length=200)
    device = models.CharField(max_length=80, blank=True)
    revision = models.OneToOneField("community.Revision", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    active_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    answer_count = models.PositiveIntegerField(default=0)
    same_problem_count = models.PositiveIntegerField(default=0)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["-active_at", "-id"], name="questions_by_activity"),
            models.Index(fields=["author", "-asked_at"], name="questions_of_a_person"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page, in the language of the reader's interface."""
        return reverse("community:question", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The readable end of the address."""
        slug = slugify(self.title)[:60].strip("-_")
        return slug if slug and slug not in _TAKEN else f"{slug}-question".lstrip("-")

    @property
    def text(self) -> "Revision":
        """The text that is shown. Raises: LookupError, before the flow that makes both has ended."""
        if self.revision is None:
            raise LookupError(str(self))
        return self.revision


class SameProblem(models.Model):
    """Somebody else has it too. Dated, and taken back rather than deleted."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="same_problems")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["question", "person"], condition=Q(retracted_at=None), name="one_standing_same_problem"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} too"


class Duplicate(models.Model):
    """`question` is the same as `original`, which stands for both."""

    question = models.OneToOneField(Question, models.PROTECT, related_name="duplicate")
    original = models.ForeignKey(Question, models.PROTECT, related_name="duplicates")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    linked_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(question=F("original")), name="no_duplicate_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} is {self.original_id}"
