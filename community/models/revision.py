"""Every text that was ever shown, in its place."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import User
from community.models.answer import Answer
from community.models.question import Question


class Revision(models.Model):
    """One text of a question or of an answer: source, safe HTML, and the version of the renderer.

    A substantive revision voids what reviewers said about the one before; correcting a typo does not.
    """

    question = models.ForeignKey(Question, models.PROTECT, null=True, related_name="revisions")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    source = models.TextField()
    html = models.TextField()
    renderer = models.PositiveSmallIntegerField()
    editor = models.ForeignKey(User, models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    is_substantive = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(question=None, answer__isnull=False) | Q(question__isnull=False, answer=None),
                name="revision_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["question", "number"], condition=Q(answer=None), name="question_revision_number"
            ),
            models.UniqueConstraint(
                fields=["answer", "number"], condition=Q(question=None), name="answer_revision_number"
            ),
        ]

    def __str__(self) -> str:
        return f"revision {self.number}"
