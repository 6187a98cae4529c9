"""Whatever people, the clock, the payment company and our own death do, in any order: the invariants hold.

Each run plays a random story of two customers and two services, with answers lost, errors, and a product that is
killed after asking and before writing down. Afterwards everything must come to rest, and our ledger must say what
the payment company's own books say.
"""

import random
from datetime import datetime, timedelta
from itertools import combinations

import pytest

from accounts.models import User
from common.errors import NotAllowed, Refused
from common.models import JournalEntry
from marketplace import gateway
from marketplace.flows import bookings, intents, payments
from marketplace.flows.bookings import Details
from marketplace.models import Booking, Helper, Intent, Service, StripeEvent
from marketplace.models.events import EventState
from marketplace.models.intent import Progress
from marketplace.queries import free_starts, where_is_the_money
from marketplace.states import BLOCKING, FINAL, Reason, Status, Value
from sandbox.pack.till import Till
from sandbox.stripe_double import sessions
from sandbox.stripe_double.api import Hangup
from sandbox.stripe_double.errors import Refusal
from tests.marketplace.conftest import open_account

DETAILS = Details(wish="No internet", address="Gürtelstrasse 14")
MAY_FAIL = (Refused, NotAllowed, Refusal, Hangup, gateway.Unavailable, gateway.Rejected, KeyError)
EARNED_IN = {Status.CLOSED, Status.IN_CASE, Status.CANCELLED, Status.NO_SHOW_CUSTOMER}


class Killed(Exception):
    """The process is gone, between two steps."""


class World:
    """Everybody, and what each of them might do next."""

    def __init__(self, seed: int, till: Till, services: list[Service], customers: list[User], operator: User) -> None:
        self.dice = random.Random(seed)
        self.till, self.services, self.customers, self.operator = till, services, customers, operator
        self.helper = services[0].helper

    @property
    def now(self) -> datetime:
        return self.till.moment

    def act(self) -> None:
        """One thing happens: mostly what comes next for some booking. What is refused is refused."""
        weights = {
            self.book: 4,
            self.go_on: 12,
            self.leave: 1,
            self.time: 2,
            self.hints: 2,
            self.sweep: 2,
            self.fail: 1,
        }
        (step,) = self.dice.choices(list(weights), weights=list(weights.values()))
        try:
            step()
        except (*MAY_FAIL, Killed):
            pass

    def any(self, *statuses: str) -> Booking:
        found = list(Booking.objects.filter(status__in=statuses).select_related("helper__person", "customer"))
        if not found:
            raise KeyError
        return self.dice.choice(found)

    def go_on(self) -> None:
        """What its people would do next."""
        booking = self.any(*(status for status in Status if status not in FINAL))
        nexts = {
            Status.HELD: self.pay, Status.AWAITING_PAYMENT: self.pay, Status.REQUESTED: self.answer,
            Status.CONFIRMED: self.visit, Status.IN_PROGRESS: self.visit, Status.REPORTED: self.word,
            Status.CLOSED: self.word, Status.IN_CASE: self.word,
        }  # fmt: skip
        if step := nexts.get(Status(booking.status)):
            step(booking)

    def book(self) -> None:
        service = self.dice.choice(self.services)
        starts = free_starts(service, at=self.now)[:3]
        flow = self.dice.choice([bookings.hold, bookings.hold, bookings.request])
        by = self.dice.choice(self.customers)
        flow(service=service, by=by, starts_at=self.dice.choice(starts), details=DETAILS, at=self.now)

    def pay(self, booking: Booking) -> None:
        payment = booking.payments.last()
        if payment is None or not payment.page:
            return self.sweep()
        with self.till.store.work():
            sessions.pay(self.till, payment.page, self.dice.choice(["card", "card", "card", "declined", "twint"]))
        return self.hints() if self.dice.random() < 0.6 else None

    def visit(self, booking: Booking) -> None:
        self.till.moment = max(self.now, booking.starts_at + timedelta(minutes=15))
        by = self.helper.person
        if booking.status == Status.IN_PROGRESS:
            value, reason = self.dice.choice(Value.values), self.dice.choice(Reason.values)
            bookings.check_out(booking=booking, by=by, value=Value(value), reason=reason, at=self.now)
        elif self.dice.random() < 0.15:
            bookings.miss_customer(booking=booking, by=by, reason="nobody", at=self.now)
        else:
            bookings.check_in(booking=booking, by=by, at=self.now)

    def word(self, booking: Booking) -> None:
        value = Value(self.dice.choice(Value.values))
        if booking.status == Status.REPORTED:
            bookings.say(booking=booking, by=booking.customer, value=value, at=self.now)
        elif booking.status == Status.IN_CASE:
            bookings.decide(booking=booking, by=self.operator, value=value, reason="read", at=self.now)
        elif self.dice.random() < 0.1:
            bookings.complain(booking=booking, by=booking.customer, reason="no", at=self.now)

    def leave(self) -> None:
        booking = self.any(*(status for status in Status if status not in FINAL))
        flow = self.dice.choice(["let_go", "withdraw", "cancel", "hand_back"])
        by = self.helper.person if flow == "hand_back" else booking.customer
        more = {"reason": "ill"} if flow in {"cancel", "hand_back"} else {}
        getattr(bookings, flow)(booking=booking, by=by, at=self.now, **more)

    def answer(self, booking: Booking) -> None:
        if self.dice.random() < 0.2:
            bookings.decline(booking=booking, by=self.helper.person, reason="no", at=self.now)
        else:
            bookings.accept(booking=booking, by=self.helper.person, at=self.now)

    def time(self) -> None:
        self.till.moment += timedelta(minutes=self.dice.choice([1, 1, 10, 10, 31, 60, 60 * 5, 60 * 30]))
        bookings.run_due(at=self.now)

    def hints(self) -> None:
        """Some webhooks come, in any order, some twice, some never."""
        told = [event for event in self.till.store.all("event") if self.dice.random() < 0.4]
        self.dice.shuffle(told)
        for event in told:
            about = event["data"]["object"]
            payment = int((about.get("metadata") or {}).get("payment") or 0) or None
            payments.receive(event=gateway.Event(event["id"], event["type"], about["id"], False, payment), at=self.now)
        StripeEvent.objects.filter(state=EventState.WAITING).update(next_at=self.now)
        payments.settle_due(at=self.now)

    def sweep(self) -> None:
        intents.carry_out_due(at=self.now)

    def fail(self) -> None:
        """The next answers get lost, or are errors."""
        self.till.set_faults(**{self.dice.choice(["fail_next", "lose_next"]): self.dice.choice([1, 2])})

    def come_to_rest(self) -> None:
        """Nothing breaks any more; the jobs run for some weeks."""
        self.till.set_faults(fail_next=0, lose_next=0)
        for _ in range(16):
            self.till.moment += timedelta(hours=26)
            payments.reconcile_due(at=self.now)
            StripeEvent.objects.filter(state=EventState.WAITING).update(next_at=self.now)
            payments.settle_due(at=self.now)
            bookings.run_due(at=self.now)
            intents.carry_out_due(at=self.now)
        check(self)


def check(world: World) -> None:
    """I1, I3, I6 and I8 of the design."""
    active = list(Booking.objects.filter(status__in=BLOCKING))
    for one, other in combinations(active, 2):
        assert (
            one.helper_id != other.helper_id or one.span.upper <= other.span.lower or other.span.upper <= one.span.lower
        )
    for booking in Booking.objects.all():
        where = where_is_the_money(booking)
        assert where.balances, (booking.status, where)
        assert min(where.paid, where.held, where.refunded, where.helper, where.sent, where.fee, where.owed) >= 0, where
        theirs = list(booking.payments.all())
        assert sum(payment.captured for payment in theirs) == where.paid
        assert sum(payment.refunded for payment in theirs) == where.refunded
        assert sum(payment.released for payment in theirs) == where.sent
        assert not where.helper or booking.status in EARNED_IN, booking.status
        last = JournalEntry.objects.filter(subject_kind="marketplace.booking", subject_id=booking.pk).latest("pk")
        assert last.after["status"] == booking.status


def check_at_rest(world: World) -> None:
    """Exactly once: our ledger against the payment company's own books."""
    till = world.till
    assert not Intent.objects.filter(progress=Progress.OPEN).exclude(payment__booking__status=Status.IN_CASE).exists()
    for booking in Booking.objects.all():
        assert booking.status in {*FINAL, Status.CLOSED, Status.IN_CASE}, booking.status
        where, group = where_is_the_money(booking), f"booking-{booking.pk}"
        charges = [row for row in till.store.all("charge", transfer_group=group) if row["captured"]]
        assert sum(row["amount_captured"] for row in charges) == where.paid
        refunds = [row for row in till.store.all("refund") if row["charge"] in {charge["id"] for charge in charges}]
        assert sum(row["amount"] for row in refunds) == where.refunded
        assert sum(row["amount"] for row in till.store.all("transfer", transfer_group=group)) == where.sent
        if booking.status != Status.IN_CASE:
            assert (where.held, where.owed) == (0, 0), (booking.status, where)
    assert not till.store.all("payment_intent", status="requires_capture"), "no reservation is left behind"


@pytest.mark.parametrize("seed", range(4))
def test_any_story_keeps_the_invariants_and_comes_to_rest(
    seed: int, till: Till, the_helper: Helper, service: Service, on_request: Service, asker: User, stranger: User,
    operator: User, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    open_account(till, the_helper)
    world = World(seed, till, [service, on_request], [asker, stranger], operator)
    ask, write_back, is_over = intents._ask, intents._finish, False

    def die_before(intent: Intent, at: datetime) -> object:
        if not is_over and world.dice.random() < 0.1:
            raise Killed
        return ask(intent, at)

    def die_after(intent: Intent, *answer: object) -> Intent:
        if not is_over and world.dice.random() < 0.25:
            raise Killed
        return write_back(intent, *answer)  # type: ignore[arg-type]

    monkeypatch.setattr(intents, "_ask", die_before)
    monkeypatch.setattr(intents, "_finish", die_after)
    for number in range(120):
        world.act()
        if number % 6 == 0:
            check(world)
    is_over = True
    world.come_to_rest()
    check_at_rest(world)


def test_the_stories_reach_nearly_everything(
    till: Till, the_helper: Helper, service: Service, on_request: Service, asker: User, stranger: User, operator: User
) -> None:
    """A property that nothing ever reaches would be no property."""
    open_account(till, the_helper)
    world = World(1, till, [service, on_request], [asker, stranger], operator)
    for _ in range(250):
        world.act()
    seen = set(JournalEntry.objects.filter(subject_kind="marketplace.booking").values_list("after__status", flat=True))
    assert len(seen) >= 10, seen
