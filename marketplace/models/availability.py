"""When a helper works."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marketplace.models.helper import Helper


class WeeklyHours(models.Model):
    """Every week on `weekday` (0 is Monday), by the clock on the wall in the helper's own zone; 23:59 is midnight."""

    helper = models.ForeignKey(Helper, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("day"))
    start = models.TimeField(_("from"))
    end = models.TimeField(_("to"))

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekday_is_one_of_seven"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="hours_end_after_they_begin"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.start:%H:%M}"


class TimeOff(models.Model):
    """A stretch in which the weekly hours do not count."""

    helper = models.ForeignKey(Helper, models.CASCADE, related_name="time_off")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="time_off_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d}"
