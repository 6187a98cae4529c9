"""A booking told: what has happened, what comes next, where the money is."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from common.money import show_money
from marketplace.models import Booking
from marketplace.queries.money import Where
from marketplace.states import FINAL, Status

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the story. `state`: done, now, bad, or empty for later."""

    title: Words
    line: Words = ""
    state: str = ""
    at: datetime | None = None
    when: Words = ""
    actions: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Station:
    """One place where the money can be."""

    title: Words
    line: Words = ""
    state: str = ""


def steps_of(booking: Booking) -> list[Step]:
    """The story, for both of its people."""
    past = [Step(_("Booked"), booking.service.name, "done", booking.booked_at)]
    if booking.confirmed_at:
        past.append(Step(_("Paid and confirmed"), "", "done", booking.confirmed_at))
    if booking.checked_in_at:
        past.append(Step(_("The visit began"), "", "done", booking.checked_in_at))
    if booking.reported_at:
        past.append(Step(_("The visit ended"), _reported(booking), "done", booking.reported_at))
    if booking.customer_value and booking.status == Status.IN_CASE:
        past.append(Step(_("The customer says whether it works"), _closed(booking), "bad"))
    if booking.closed_at and booking.status == Status.CLOSED:
        past.append(Step(_("Closed"), _closed(booking), "done", booking.closed_at))
    return past + _now(booking) + _later(booking)


def _reported(booking: Booking) -> str:
    if not booking.outcome_value:
        return _("Nobody has said how it ended.")
    said = booking.get_outcome_value_display()
    if booking.outcome_reason:
        said = f"{said}: {booking.get_outcome_reason_display()}"
    return _("%(name)s says: %(said)s") % {"name": booking.helper.person.name, "said": said}


def _closed(booking: Booking) -> str:
    if booking.customer_value:
        return _("%(name)s says: %(said)s") % {
            "name": booking.customer.name,
            "said": booking.get_customer_value_display(),
        }
    return _("The customer said nothing. That does not count as solved.")


def _now(booking: Booking) -> list[Step]:
    status, due = Status(booking.status), booking.due_at
    if status in FINAL:
        return [Step(status.label, booking.reason, "bad")]
    still = _("No money moves until it is decided.")
    words: dict[Status, tuple[Words, Words]] = {
        Status.HELD: (_("To be paid"), _("The time is held for you until then.")),
        Status.REQUESTED: (_("The helper has the word"), _("Nothing is charged before the yes.")),
        Status.AWAITING_PAYMENT: (_("To be paid"), _("The helper said yes. The time is held for you until then.")),
        Status.REASSIGNING: (_("The helper cannot come"), _("If nobody else is found, all of it goes back.")),
        Status.IN_PROGRESS: (_("The visit is going on"), ""),
        Status.REPORTED: (_("The customer has the word"), _("Silence never counts as solved.")),
        Status.IN_CASE: (_("Somebody of our team looks at it"), booking.reason or still),
    }  # fmt: skip
    if status == Status.CONFIRMED:
        return [
            Step(
                _("You can still cancel, free"), _("After that a part of the price is due."), "now", booking.free_until
            )
        ]
    if status not in words:
        return []
    title, line = words[status]
    return [Step(title, line, "now", due)]


def _later(booking: Booking) -> list[Step]:
    if booking.status in FINAL or booking.status in {Status.CLOSED, Status.IN_CASE, Status.REASSIGNING}:
        return []
    ahead = []
    if not booking.reported_at:
        line = _("The helper checks in and says honestly how it ended.")
        ahead.append(Step(_("The visit"), line, "", booking.starts_at))
    ahead.append(Step(_("The customer says whether it works"), _("Their word counts."), when=_("after the visit")))
    held_until = booking.ends_at + timedelta(days=3)
    ahead.append(Step(_("The helper is paid"), _("The same, however it ended."), "", held_until))
    ahead.append(Step(_("We ask whether it held"), "", when=_("after 3 and 14 days")))
    return ahead


def stations_of(booking: Booking, where: Where) -> list[Station]:
    """Where the money is, in three stations."""
    price = booking.agreed.rappen
    if where.refunded and where.refunded == where.paid:
        return [
            Station(_("Paid"), show_money(where.paid), "done"),
            Station(_("Back with the customer"), show_money(where.refunded), "now"),
        ]
    is_sent = where.helper and not where.owed
    middle = show_money(where.held + where.owed) if where.paid and not is_sent else ""
    helper = where.sent if is_sent else where.helper or price * (100 - booking.agreed.fee_percent) // 100
    paid = show_money(where.paid) if where.paid else _("nothing charged yet")
    return [
        Station(_("The customer"), paid, "done" if where.paid else "now"),
        Station(_("Held by us"), middle, "done" if is_sent else "now" if where.paid else ""),
        Station(booking.helper.person.name, show_money(helper), "now" if is_sent else ""),
    ]
