"""Bookings and how they went, played through the flows that people's clicks would call."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from cases.flows import follow_ups
from cases.models import FollowUp
from cases.states import FollowUpState, Held
from marketplace.flows import bookings, payments
from marketplace.states import Value
from sandbox.pack import shapes
from sandbox.pack.clock import ZURICH, awake
from sandbox.pack.offering import weekdays
from sandbox.pack.world import Claim, Step, World

EVENING = "19:30"  # when people book
HALF_HOUR = timedelta(minutes=30)
# How long after its beginning each of these happens.
AFTER_START = {"check_in": 1, "no_show_customer": 16, "no_show_helper": 40}


@dataclass(frozen=True, slots=True)
class Visit:
    """A booking of the pack with what it refers to, and its moments."""

    row: shapes.Booking
    customer: shapes.Person
    service: shapes.Service
    helper: shapes.Helper
    booked_at: datetime
    starts_at: datetime

    @property
    def ends_at(self) -> datetime:
        """The end of the visit."""
        return self.starts_at + timedelta(minutes=self.service.minutes)


Teller = Callable[[World, Visit, shapes.Event, datetime], object]


def steps(row: shapes.Booking, world: World) -> Iterator[Step]:
    """The booking as steps, each with its moment."""
    visit = _planned(row, world)
    yield Step(visit.booked_at, partial(_book, world, visit), opens="" if row.question else row.key, is_paid=True)
    for event in row.story:
        yield Step(_moment(event, visit, world), partial(TELLERS[event.do], world, visit, event), is_paid=True)


def claims(row: shapes.Booking, world: World) -> Iterator[Claim]:
    """The helper's word about a question's problem."""
    if not row.question:
        return
    visit = _planned(row, world)
    for event in row.story:
        if event.do == "check_out":
            yield Claim(row.question, _moment(event, visit, world), world.pack.risk_of(row.question))


def _planned(row: shapes.Booking, world: World) -> Visit:
    helper, service = next(
        (helper, service) for helper in world.pack.helpers for service in helper.services if service.key == row.service
    )
    booked = world.calendar.day(int(row.booked), EVENING) if row.booked >= 1 else world.calendar.before(row.booked)
    customer = next(person for person in world.pack.people if person.key == row.customer)
    return Visit(row, customer, service, helper, booked, _start(row, helper, world).astimezone(UTC))


def _start(row: shapes.Booking, helper: shapes.Helper, world: World) -> datetime:
    """The visit that is going on now, or the first slot of the working day nearest to `day`, away from today."""
    if row.is_now:
        begun = (world.calendar.now - timedelta(minutes=10)).astimezone(ZURICH)
        start = begun.replace(minute=begun.minute // 30 * 30, second=0, microsecond=0)
        return start - HALF_HOUR if (start.hour, start.minute) == (23, 30) else start
    opens = {weekday: hours.begin for hours in helper.hours for weekday in weekdays(hours.days)}
    day = row.day
    while world.calendar.day(-day, "12:00").weekday() not in opens:
        day += 1 if row.day > 0 else -1
    weekday = world.calendar.day(-day, "12:00").weekday()
    return world.calendar.day(-day, row.time or opens[weekday])


def _moment(event: shapes.Event, visit: Visit, world: World) -> datetime:
    said: Mapping[str, float] = event.said
    if event.after is not None:
        at = visit.booked_at + timedelta(days=event.after)
        return awake(at) if visit.row.booked >= 1 else at
    if "ago" in said:
        return world.calendar.before(said["ago"])
    if "hours_before" in said:
        return visit.starts_at - timedelta(hours=said["hours_before"])
    if "hours_after" in said:
        return awake(visit.ends_at + timedelta(hours=said["hours_after"]))
    return visit.starts_at + timedelta(minutes=AFTER_START.get(event.do, said.get("minutes", 0)))


def _book(world: World, visit: Visit, at: datetime) -> None:
    question = world.questions.get(visit.row.question)
    ask = bookings.request if visit.row.pays_after else bookings.hold
    world.bookings[visit.row.key] = ask(
        service=world.services[visit.row.service],
        by=world.people[visit.customer.key],
        starts_at=visit.starts_at,
        details=bookings.Details(
            wish=visit.row.note,
            address=visit.customer.address if visit.service.mode == "on_site" else "",
            phone=visit.customer.phone,
            context={"question": question.pk, "title": question.title} if question else {},
        ),
        case=question.case if question else None,
        at=at,
    )


def _pay(world: World, visit: Visit, event: shapes.Event, at: datetime) -> None:
    payment = world.bookings[visit.row.key].payments.latest("started_at")
    world.till.pay(payment.page)
    payments.look(payment_id=payment.pk, at=at)


def _check_out(world: World, visit: Visit, event: shapes.Event, at: datetime) -> None:
    bookings.check_out(
        booking=world.bookings[visit.row.key],
        by=world.people[visit.helper.person],
        value=Value(event["outcome"]),
        reason=event.get("why"),
        report=event["note"],
        at=at,
    )


def _confirm(world: World, visit: Visit, event: shapes.Event, at: datetime) -> None:
    booking, by = world.bookings[visit.row.key], world.people[visit.customer.key]
    bookings.say(booking=booking, by=by, value=Value(event["value"]), at=at)


def _follow_up(world: World, visit: Visit, event: shapes.Event, at: datetime) -> None:
    case = world.bookings[visit.row.key].case
    asked = FollowUp.objects.filter(case=case, kind=event.do, state=FollowUpState.SENT).latest("claimed_at")
    follow_ups.answer(follow_up=asked, value=Held(event["value"]), remark="", at=at)


def _customer(flow: Callable[..., object], *said: str) -> Teller:
    """A step that the customer takes."""

    def tell(world: World, visit: Visit, event: shapes.Event, at: datetime) -> None:
        words = {name: event[name] for name in said}
        flow(booking=world.bookings[visit.row.key], by=world.people[visit.customer.key], at=at, **words)

    return tell


def _helper(flow: Callable[..., object], *said: str) -> Teller:
    """A step that the helper takes."""

    def tell(world: World, visit: Visit, event: shapes.Event, at: datetime) -> None:
        words = {name: event[name] for name in said}
        flow(booking=world.bookings[visit.row.key], by=world.people[visit.helper.person], at=at, **words)

    return tell


TELLERS: dict[str, Teller] = {
    "pay": _pay,
    "accept": _helper(bookings.accept),
    "decline": _helper(bookings.decline, "reason"),
    "withdraw": _customer(bookings.withdraw),
    "cancel": _customer(bookings.cancel, "reason"),
    "hand_back": _helper(bookings.hand_back, "reason"),
    "check_in": _helper(bookings.check_in),
    "check_out": _check_out,
    "confirm": _confirm,
    "complain": _customer(bookings.complain, "reason"),
    "no_show_customer": _helper(bookings.miss_customer, "reason"),
    "no_show_helper": _customer(bookings.miss_helper, "reason"),
    "day3": _follow_up,
    "day14": _follow_up,
}
