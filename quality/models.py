"""What figures are held against: the market, our own targets, and what a method needs to count."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Topic
from cases.states import Channel, Method


class Viewpoint(models.TextChoices):
    """From where a method looks."""

    INSIDE = "inside", _("from inside")
    CUSTOMER = "customer", _("by the customer")
    OUTSIDE = "outside", _("from outside")


class Benchmark(models.Model):
    """A published figure of the market, with where it comes from. `share` runs from 0 to 1.

    `is_at_least`: the source says "over"; then the share is what is surely reached.
    """

    figure = models.SlugField(max_length=40)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    share = models.FloatField()
    is_at_least = models.BooleanField(default=False)
    source = models.CharField(max_length=200)
    population = models.CharField(max_length=200)
    country = models.CharField(max_length=2, default="CH")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["figure", "channel"], name="one_benchmark_per_channel"),
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=1), name="benchmark_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.channel}"


class Target(models.Model):
    """What a figure should reach, for all cases or for those of one topic or channel. `share` runs from 0 to 1.

    Targets are appended; the newest of its kind holds, so that a past verdict can be understood.
    """

    figure = models.SlugField(max_length=40)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    share = models.FloatField()
    window_days = models.PositiveSmallIntegerField()
    denominator = models.CharField(max_length=200)
    rationale = models.CharField(max_length=500)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["figure", "set_at"], name="targets_of_a_figure")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(share__gt=0, share__lte=1), name="target_is_a_share"),
            models.CheckConstraint(condition=Q(window_days__gt=0), name="target_has_a_window"),
            models.CheckConstraint(condition=~Q(rationale="") & ~Q(denominator=""), name="target_says_why_and_of_what"),
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.share:.0%}"


class MethodRule(models.Model):
    """When one of the seven methods counts: from how many observations on, and for how long they are fresh."""

    method = models.CharField(max_length=20, choices=Method.choices, unique=True)
    viewpoint = models.CharField(max_length=10, choices=Viewpoint.choices)
    smallest_n = models.PositiveIntegerField()
    fresh_days = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.get_method_display()
