"""Where a booking, its outcome and its money can stand, and who may move them. Three fields, never one."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from common.states import Moves


class Status(TextChoices):
    """The life of a booking."""

    HELD = "held", _("Held while you pay")
    REQUESTED = "requested", _("Waiting for the helper's word")
    AWAITING_PAYMENT = "awaiting_payment", _("Accepted, to be paid")
    CONFIRMED = "confirmed", _("Confirmed")
    REASSIGNING = "reassigning", _("Looking for another helper")
    IN_PROGRESS = "in_progress", _("Going on")
    REPORTED = "reported", _("Done, your word is missing")
    IN_CASE = "in_case", _("Being looked into")
    CLOSED = "closed", _("Closed")
    LAPSED = "lapsed", _("Not paid in time")
    DECLINED = "declined", _("Declined by the helper")
    EXPIRED = "expired", _("No word from the helper")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CANCELLED = "cancelled", _("Cancelled")
    NO_SHOW_CUSTOMER = "no_show_customer", _("Nobody was there")
    NO_SHOW_HELPER = "no_show_helper", _("The helper did not come")


class Who(TextChoices):
    """Who moves a booking: a person in their part, the clock, or the payment company's word."""

    CUSTOMER = "customer", _("customer")
    HELPER = "helper", _("helper")
    OPERATOR = "operator", _("operator")
    TIMER = "timer", _("time")
    WEBHOOK = "webhook", _("payment")


# These occupy the helper's calendar; the database lets no two of them overlap.
BLOCKING = (Status.HELD, Status.REQUESTED, Status.AWAITING_PAYMENT, Status.CONFIRMED, Status.IN_PROGRESS)
FINAL = (
    Status.LAPSED, Status.DECLINED, Status.EXPIRED, Status.WITHDRAWN, Status.CANCELLED,
    Status.NO_SHOW_CUSTOMER, Status.NO_SHOW_HELPER,
)  # fmt: skip
# Only now does the helper know where to go.
ADDRESS_IS_OPEN = (Status.CONFIRMED, Status.IN_PROGRESS)

_C, _H, _O, _T, _W = Who.CUSTOMER, Who.HELPER, Who.OPERATOR, Who.TIMER, Who.WEBHOOK

MOVERS: Mapping[tuple[Status, Status], frozenset[Who]] = {
    pair: frozenset(who)
    for pair, who in {
        (Status.HELD, Status.REQUESTED): {_W},
        (Status.HELD, Status.CONFIRMED): {_W, _T},
        (Status.HELD, Status.LAPSED): {_T, _C},
        (Status.REQUESTED, Status.CONFIRMED): {_H, _O, _W},
        (Status.REQUESTED, Status.AWAITING_PAYMENT): {_H},
        (Status.REQUESTED, Status.DECLINED): {_H},
        (Status.REQUESTED, Status.EXPIRED): {_T},
        (Status.REQUESTED, Status.WITHDRAWN): {_C},
        (Status.AWAITING_PAYMENT, Status.CONFIRMED): {_W},
        (Status.AWAITING_PAYMENT, Status.LAPSED): {_T, _C},
        (Status.CONFIRMED, Status.REASSIGNING): {_H, _O, _T},
        (Status.CONFIRMED, Status.CANCELLED): {_C, _H, _O},
        (Status.CONFIRMED, Status.IN_PROGRESS): {_H},
        (Status.CONFIRMED, Status.NO_SHOW_CUSTOMER): {_H},
        (Status.CONFIRMED, Status.NO_SHOW_HELPER): {_C},
        (Status.CONFIRMED, Status.REPORTED): {_T},
        (Status.REASSIGNING, Status.CONFIRMED): {_H, _C},
        (Status.REASSIGNING, Status.CANCELLED): {_C, _T},
        (Status.IN_PROGRESS, Status.REPORTED): {_H, _T},
        (Status.REPORTED, Status.CLOSED): {_C, _T, _O},
        (Status.REPORTED, Status.IN_CASE): {_C, _H, _O},
        (Status.CLOSED, Status.IN_CASE): {_C, _H, _O},
        (Status.IN_CASE, Status.CLOSED): {_O},
    }.items()
}
BOOKING_MOVES = Moves({old: [new for before, new in MOVERS if before == old] for old in Status})


class Outcome(TextChoices):
    """How sure it is how the visit ended. Only the customer confirms."""

    UNKNOWN = "unknown", _("not known")
    CLAIMED = "claimed", _("said by the helper")
    CONFIRMED = "confirmed", _("confirmed by the customer")
    CONTESTED = "contested", _("helper and customer differ")
    ADJUDICATED = "adjudicated", _("decided")
    RELAPSED = "relapsed", _("it came back")


class Value(TextChoices):
    """How the visit ended."""

    SOLVED = "solved", _("It works, we tested it together")
    PARTLY = "partly", _("It should work, time will tell")
    NOT_SOLVED = "not_solved", _("Not solved")


class Reason(TextChoices):
    """Why it is not solved. Saying so honestly costs the helper nothing."""

    NEEDS_COMPANY = "needs_company", _("It is the network or the company")
    WRONG_SCOPE = "wrong_scope", _("It was something else than booked")
    PART_MISSING = "part_missing", _("A part is missing")
    CUSTOMER_DECLINED = "customer_declined", _("The customer did not want it")
    COULD_NOT = "could_not", _("I could not")


OUTCOME_MOVES = Moves(
    {
        Outcome.UNKNOWN: [Outcome.CLAIMED, Outcome.CONFIRMED, Outcome.ADJUDICATED],
        Outcome.CLAIMED: [Outcome.CONFIRMED, Outcome.CONTESTED, Outcome.ADJUDICATED],
        Outcome.CONTESTED: [Outcome.ADJUDICATED],
        Outcome.CONFIRMED: [Outcome.RELAPSED, Outcome.CONTESTED, Outcome.ADJUDICATED],
        Outcome.ADJUDICATED: [Outcome.RELAPSED],
    }
)


class Paid(TextChoices):
    """Where a payment stands."""

    NEW = "new", _("not started")
    STARTED = "started", _("pay page open")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("not paid in time")
    AUTHORISED = "authorised", _("reserved on the card")
    VOIDED = "voided", _("reservation given back")
    LOST = "lost", _("reservation ran out")
    CAPTURED = "captured", _("held by us")
    PART_REFUNDED = "part_refunded", _("partly refunded")
    REFUNDED = "refunded", _("refunded")
    RELEASED = "released", _("paid out")


PAYMENT_MOVES = Moves(
    {
        Paid.NEW: [Paid.STARTED, Paid.FAILED, Paid.EXPIRED, Paid.AUTHORISED, Paid.CAPTURED],
        Paid.STARTED: [Paid.FAILED, Paid.EXPIRED, Paid.AUTHORISED, Paid.CAPTURED],
        Paid.FAILED: [Paid.AUTHORISED, Paid.CAPTURED],
        Paid.EXPIRED: [Paid.AUTHORISED, Paid.CAPTURED],
        Paid.AUTHORISED: [Paid.CAPTURED, Paid.VOIDED, Paid.LOST],
        Paid.CAPTURED: [Paid.PART_REFUNDED, Paid.REFUNDED, Paid.RELEASED],
        Paid.PART_REFUNDED: [Paid.REFUNDED, Paid.RELEASED],
        Paid.RELEASED: [Paid.PART_REFUNDED, Paid.REFUNDED],
        Paid.REFUNDED: [Paid.RELEASED],
    }
)


class Account(TextChoices):
    """The accounts of the ledger. Debit is positive; every posting adds up to zero."""

    PSP = "psp", _("at the payment company")
    HELD = "held", _("held for the booking")
    HELPER = "helper", _("owed to the helper")
    FEE = "fee", _("our fee")
    SPONSOR = "sponsor", _("paid by the house")


class Call(TextChoices):
    """What we ask the payment company for; each is written down before it is asked."""

    OPEN_PAGE = "open_page", _("open a pay page")
    CLOSE_PAGE = "close_page", _("close a pay page")
    CAPTURE = "capture", _("take what is reserved")
    VOID = "void", _("give a reservation back")
    REFUND = "refund", _("refund")
    TRANSFER = "transfer", _("pay the helper")


class Mode(TextChoices):
    """Where a service is given."""

    REMOTE = "remote", _("Remote")
    ON_SITE = "on_site", _("At home")
