"""Where imported rows came from."""

from typing import ClassVar

from django.db import models


class Imported(models.Model):
    """One row of another site and what it became here, so that a second import finds it again.

    `site` is the other site's name, `key` its own id for the row; a person without an id has a key in words.
    """

    class Kind(models.TextChoices):
        """What it became."""

        PERSON = "person"
        QUESTION = "question"
        ANSWER = "answer"
        COMMENT = "comment"

    site = models.CharField(max_length=30)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    key = models.CharField(max_length=80)
    row_id = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "kind", "key"], name="imported_once"),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.kind} {self.key}"
