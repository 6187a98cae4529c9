"""The one setter of a booking's status: legal move, right mover, still where we saw it; then the journal."""

from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from accounts.models import User
from common import journal
from common.errors import Refused
from common.states import IllegalMove
from marketplace.models import Booking
from marketplace.states import MOVERS, Status, Who

VERB = {
    Status.HELD: "hold",
    Status.REQUESTED: "request",
    Status.AWAITING_PAYMENT: "accept",
    Status.CONFIRMED: "confirm",
    Status.REASSIGNING: "reassign",
    Status.IN_PROGRESS: "check_in",
    Status.REPORTED: "report",
    Status.IN_CASE: "complain",
    Status.CLOSED: "close",
    Status.LAPSED: "lapse",
    Status.DECLINED: "decline",
    Status.EXPIRED: "expire",
    Status.WITHDRAWN: "withdraw",
    Status.CANCELLED: "cancel",
    Status.NO_SHOW_CUSTOMER: "miss",
    Status.NO_SHOW_HELPER: "miss",
}


class AlreadyMoved(Refused):
    """Somebody, or the clock, was faster."""

    def __init__(self) -> None:
        super().__init__(_("This was handled in the meantime. Look at the booking again."))


def move(booking: Booking, new: Status, *, who: Who, by: User | None, at: datetime, **fields: object) -> None:
    """Move a booking that the caller has locked, and set `fields` with it.

    Raises: AlreadyMoved, when it is no longer where this move begins.
    """
    old = Status(booking.status)
    allowed = MOVERS.get((old, new), frozenset())
    if not allowed:
        raise AlreadyMoved
    if who not in allowed:
        raise IllegalMove(f"{old} ({who})", new)
    if not Booking.objects.filter(pk=booking.pk, status=old).update(status=new, **fields):
        raise AlreadyMoved
    booking.status = new
    for name, value in fields.items():
        setattr(booking, name, value)
    write(booking, old, who=who, by=by, at=at)


def write(booking: Booking, old: Status | None, *, who: Who, by: User | None, at: datetime) -> None:
    """Record where a booking went."""
    journal.write(
        f"marketplace:booking:{VERB[Status(booking.status)]}",
        actor=by.pk if by else None,
        subject=booking,
        at=at,
        before={"status": old} if old else None,
        after={"status": booking.status, "who": who, "outcome": booking.outcome},
    )


def lock_calendar(helper_id: int) -> None:
    """Queue up for a helper's calendar until the transaction ends. For speed: the constraint is the proof."""
    _lock(f"marketplace:calendar:{helper_id}")


def lock_customer(customer_id: int) -> None:
    """One booking of a customer at a time; to be taken before the calendar."""
    _lock(f"marketplace:customer:{customer_id}")


def _lock(name: str) -> None:
    with connection.cursor() as db:
        db.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
