"""Saying what a figure should reach."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Topic
from common import journal
from common.errors import ensure, refuse
from quality.models import Target
from quality.policies import may_set_target


@transaction.atomic
def set_target(
    *,
    figure: str,
    share: float,
    window_days: int,
    denominator: str,
    rationale: str,
    by: User,
    at: datetime,
    topic: Topic | None = None,
    channel: str = "",
) -> Target:
    """Append a target; it holds from now on, and the one before it stays readable. `share` runs from 0 to 1.

    Raises: NotAllowed; Refused, without a denominator, a reason or a share that can be reached.
    """
    ensure(may_set_target(by))
    if not 0 < share <= 1:
        refuse(_("A target is more than 0 and at most 100 %."))
    if not denominator.strip() or not rationale.strip():
        refuse(_("A target says of what it is a share, and why it is this high."))
    target = Target.objects.create(
        figure=figure, topic=topic, channel=channel, share=share, window_days=window_days,
        denominator=denominator[:200], rationale=rationale.strip(), owner=by, set_at=at,
    )  # fmt: skip
    journal.write(
        "quality:target:set",
        actor=by.pk,
        subject=target,
        at=at,
        after={"figure": figure, "share": share, "topic": topic.slug if topic else "", "channel": channel},
    )
    return target
