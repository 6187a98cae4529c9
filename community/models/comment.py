"""A short remark below a question or an answer."""

from typing import ClassVar

from django.db import models

from accounts.models import User
from community.models.answer import Answer
from community.models.question import Question


class Comment(models.Model):
    """Asks back or adds a detail; solves nothing by itself."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="comments")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="comments")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    source = models.CharField(max_length=1000)
    html = models.TextField()
    renderer = models.PositiveSmallIntegerField()
    said_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["question", "said_at", "id"], name="comments_of_a_question")]

    def __str__(self) -> str:
        return self.source[:60]
