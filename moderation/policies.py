"""Who may do what at the desk; each reads as the sentence it is."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.roles import Role
from moderation.models import Audit

Viewer = User | AnonymousUser
DESK = (Role.REVIEWER, Role.MODERATOR)


def may_open_desk(user: Viewer) -> bool:
    """Reviewers and moderators."""
    return isinstance(user, User) and user.is_active and any(user.has_role(role) for role in DESK)


def may_audit(user: Viewer, audit: Audit, *, is_tied: bool) -> bool:
    """A reviewer who neither asked nor answered, and whom nothing else ties to the answer.

    `is_tied` is what `moderation.queries.ties_to` says: commented, edited, tried, answered too, judged it before,
    was booked for it, left it to others.
    """
    return may_open_desk(user) and user.pk not in {audit.asker_id, audit.author_id} and not is_tied


def may_ask_audit(user: Viewer) -> bool:
    """Moderators."""
    return isinstance(user, User) and user.is_active and user.has_role(Role.MODERATOR)
