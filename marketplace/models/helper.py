"""A person who helps for money, and for which topics the house vouches."""

from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cases.models import Topic


class HelperQuerySet(models.QuerySet["Helper"]):
    """Chains that read as sentences."""

    def bookable(self) -> "HelperQuerySet":
        """Those whom customers find."""
        return self.filter(is_active=True, person__is_active=True)

    def certified_for(self, topic: Topic, at: datetime) -> "HelperQuerySet":
        """Those for whom the house vouches on this topic today."""
        valid = Certificate.objects.standing(at).filter(topic=topic)
        return self.filter(pk__in=valid.values("helper"))


class Helper(models.Model):
    """A certified helper. `lat`, `lon`: the middle of a quarter, never a door; `account`: where they are paid."""

    person = models.OneToOneField(User, models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    postcode = models.CharField(_("postcode"), max_length=4)
    town = models.CharField(_("town or quarter"), max_length=80)
    lat = models.FloatField()
    lon = models.FloatField()
    radius_km = models.PositiveSmallIntegerField(_("goes this far, km"), default=15)
    languages = ArrayField(models.CharField(max_length=2), default=list)
    zone = models.CharField(max_length=40, default="Europe/Zurich")
    about = models.TextField(_("about"), max_length=2000, blank=True)
    is_active = models.BooleanField(_("takes bookings"), default=True)
    since = models.DateTimeField()
    account = models.CharField(max_length=60, blank=True)
    can_be_paid = models.BooleanField(default=False)

    objects = HelperQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180), name="helper_is_on_earth"
            ),
            models.CheckConstraint(condition=Q(can_be_paid=False) | ~Q(account=""), name="paid_into_an_account"),
            models.UniqueConstraint(fields=["account"], condition=~Q(account=""), name="one_helper_per_account"),
        ]
        indexes: ClassVar = [models.Index(fields=["lat", "lon"], name="helpers_by_place")]

    def __str__(self) -> str:
        return self.person.name


class Standing(models.TextChoices):
    """Whether a certificate counts."""

    ACTIVE = "active", _("certified")
    PROBATION = "probation", _("on probation")
    SUSPENDED = "suspended", _("suspended")


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Chains that read as sentences."""

    def standing(self, at: datetime) -> "CertificateQuerySet":
        """Those that count at the moment `at`."""
        return self.filter(valid_until__gt=at).exclude(status=Standing.SUSPENDED)


class Certificate(models.Model):
    """The house vouches for a helper on one topic, for a time. `version` is the test that was passed."""

    helper = models.ForeignKey(Helper, models.PROTECT, related_name="certificates")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Standing.choices, default=Standing.ACTIVE)
    granted_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    version = models.PositiveSmallIntegerField(default=1)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["helper", "topic"], name="one_certificate_per_topic"),
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("granted_at")), name="certificate_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.helper}: {self.topic}"
