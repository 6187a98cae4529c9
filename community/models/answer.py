"""What somebody proposed."""

from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from community.models.question import Question

if TYPE_CHECKING:
    from community.models.revision import Revision


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Chains that read as sentences; the viewer comes first."""

    def visible_to(self, viewer: User | AnonymousUser) -> "AnswerQuerySet":
        """Those on questions that `viewer` may read, that are not hidden themselves."""
        if isinstance(viewer, User) and viewer.has_role("moderator"):
            return self
        shown = self.filter(question__in=Question.objects.visible_to(viewer))
        own = Q(author=viewer) if isinstance(viewer, User) else Q(pk=None)
        return shown.filter(Q(hidden_at=None) | own)

    def with_text(self) -> "AnswerQuerySet":
        """With author and the text that is shown, in one query."""
        return self.select_related("author", "revision")


class Answer(models.Model):
    """A proposal to one question. `accepted_at` is set while the asker calls it the solution."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    revision = models.OneToOneField("community.Revision", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["question"], condition=Q(accepted_at__isnull=False), name="one_accepted_answer"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["author", "-answered_at"], name="answers_of_a_person")]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    def get_absolute_url(self) -> str:
        """Its place on the page of the question."""
        return reverse("community:answer", args=[self.pk])

    @property
    def text(self) -> "Revision":
        """The text that is shown. Raises: LookupError, before the flow that makes both has ended."""
        if self.revision is None:
            raise LookupError(str(self))
        return self.revision
