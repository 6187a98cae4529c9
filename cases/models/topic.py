"""What a problem is about."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.states import Risk


def every_language() -> list[str]:
    """The languages of the house."""
    return [code for code, _name in settings.LANGUAGES]


class Topic(models.Model):
    """One branch of the tree of topics. Its risk class and interval decide how its answers are checked."""

    slug = models.SlugField(max_length=60, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name_de = models.CharField(_("name in German"), max_length=80)
    name_fr = models.CharField(_("name in French"), max_length=80)
    name_it = models.CharField(_("name in Italian"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    risk = models.CharField(_("risk class"), max_length=6, choices=Risk.choices, default=Risk.MEDIUM)
    review_days = models.PositiveSmallIntegerField(
        _("days until a checked answer is checked again"), null=True, blank=True,
        help_text=_("Empty: 730 days at low risk, 365 at medium, 180 at high."),
    )  # fmt: skip
    languages = ArrayField(models.CharField(max_length=2), default=every_language)
    is_open = models.BooleanField(_("takes new questions"), default=True)

    class Meta:
        ordering: ClassVar = ["slug"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="topic_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        language = (get_language() or "en")[:2]
        return str(getattr(self, f"name_{language}", "") or self.name_en)
