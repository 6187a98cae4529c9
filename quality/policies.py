"""Who may steer by figures."""

from accounts.models import User
from accounts.roles import Role


def may_set_target(user: User) -> bool:
    """The quality manager, who has to defend it."""
    return user.is_active and user.has_role(Role.QUALITY_MANAGER)
