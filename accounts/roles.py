"""What a person may be asked to do here. A helper is always a person."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """Everybody is a member; the others are granted."""

    MEMBER = "member", _("Member")
    HELPER = "helper", _("Helper")
    REVIEWER = "reviewer", _("Reviewer")
    MODERATOR = "moderator", _("Moderator")
    QUALITY_MANAGER = "quality_manager", _("Quality manager")
    EDITOR = "editor", _("Editor")
    OPERATOR = "operator", _("Operator")


STAFF = frozenset({Role.REVIEWER, Role.MODERATOR, Role.QUALITY_MANAGER, Role.EDITOR, Role.OPERATOR})
CMS = frozenset({Role.MODERATOR, Role.QUALITY_MANAGER, Role.EDITOR, Role.OPERATOR})
