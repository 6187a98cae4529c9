"""Which cases chance could have taken, and which it took."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class Draw(models.Model):
    """One drawing in one stratum: the whole frame, the share and the seed, so that anybody can do it over.

    A period is drawn in several goes as claims come in; a case is in one frame of a period only. Written once: the
    database refuses to change or delete it.
    """

    period = models.CharField(max_length=7)
    stratum = models.CharField(max_length=20)
    share = models.FloatField()
    seed = models.CharField(max_length=64)
    frame_ids = ArrayField(models.BigIntegerField())
    frame_size = models.PositiveIntegerField()
    drawn_ids = ArrayField(models.BigIntegerField(), default=list)
    drawn_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["period", "stratum"], name="draws_of_a_period")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(frame_ids__len=F("frame_size")), name="frame_size_is_its_length"),
            models.CheckConstraint(condition=Q(drawn_ids__contained_by=F("frame_ids")), name="drawn_from_the_frame"),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.stratum}"
