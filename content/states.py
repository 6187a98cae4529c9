"""How far a known problem is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Each has a word and a sign of its own; only the last one is over."""

    BEING_FIXED = "being_fixed", _("Being fixed")
    WAY_AROUND = "way_around", _("Way around it")
    WATCHING = "watching", _("Watching")
    FIXED = "fixed", _("Fixed")
