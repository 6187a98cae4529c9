"""What can be found: the text of every question, article and helper, beside the vector that finds it."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from cases.models import Topic

CONFIGS = {"de": "german", "fr": "french", "it": "italian", "en": "english"}
WEIGHTS = {"title": "A", "solution": "B", "body": "C", "more": "D"}


class Kind(models.TextChoices):
    """What was found."""

    QUESTION = "question", _("Question")
    ARTICLE = "article", _("Article")
    HELPER = "helper", _("Helper")


def vector() -> RawSQL:
    """The words of a document, cut down to their stems by the rules of its own language."""
    cases = " ".join(
        f"WHEN '{language}' THEN "
        + " || ".join(f"setweight(to_tsvector('{config}', {column}), '{weight}')" for column, weight in WEIGHTS.items())
        for language, config in CONFIGS.items()
    )
    return RawSQL(f"CASE language {cases} END", [])


class Document(models.Model):
    """One thing that can be found, as it stood when the journal last told of it. `object_id` is its id in its room.

    `standing` is what its state is worth among equal matches. Readers see nothing of a document that they could
    not see in its room: visibility is asked there again.
    """

    kind = models.CharField(max_length=8, choices=Kind.choices)
    object_id = models.BigIntegerField()
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, related_name="+")
    title = models.CharField(max_length=200)
    solution = models.TextField(blank=True)
    body = models.TextField(blank=True)
    more = models.TextField(blank=True)
    standing = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()
    vector = models.GeneratedField(expression=vector(), output_field=SearchVectorField(), db_persist=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="one_document_per_thing"),
            models.CheckConstraint(condition=models.Q(standing__gte=1), name="standing_is_a_factor"),
        ]
        indexes: ClassVar = [
            GinIndex(fields=["vector"], name="documents_by_word"),
            models.Index(fields=["language", "-standing", "-written_at"], name="documents_by_standing"),
        ]

    def __str__(self) -> str:
        return self.title
