"""How this room speaks to people."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import override

from cases.models import Case, FollowUp
from common import links
from notifications.flows.telling import tell
from notifications.kinds import Kind

FOLLOW_UP = "cases:follow_up"


def ask(*, follow_up: FollowUp, case: Case, at: datetime) -> None:
    """Ask the asker whether it held; the link opens without a log-in and only a POST writes."""
    with override(follow_up.person.language):
        address = reverse("cases:follow_up", args=[links.make(FOLLOW_UP, str(follow_up.pk))])
    tell(
        person=follow_up.person,
        kind=Kind.FOLLOW_UP,
        key=f"follow_up:{follow_up.pk}",
        address=address,
        context={"case": case, "follow_up": follow_up},
        at=at,
    )
