"""A helper who can be booked, and the payment double on the tests' own calendar."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from accounts.models import User
from cases.models import Topic
from common import jobs
from marketplace.flows import bookings, intents, payments
from marketplace.flows.bookings import Details
from marketplace.models import Booking, Certificate, Helper, Service, WeeklyHours
from marketplace.states import Mode
from sandbox.pack.till import Till, open_till
from tests.double import double, mailbox

__all__ = ["double", "mailbox"]

Book = Callable[..., Booking]


def make_helper(person: User, topic: Topic, at: datetime, slug: str = "samira-tahiri") -> Helper:
    """Someone in Chur, certified for `topic`, who works every day from nine to five."""
    helper = Helper.objects.create(
        person=person, slug=slug, postcode="7000", town="Chur", lat=46.8508, lon=9.532,
        languages=["de", "en"], since=at - timedelta(days=400),
    )  # fmt: skip
    Certificate.objects.create(
        helper=helper, topic=topic, granted_at=at - timedelta(days=400), valid_until=at + timedelta(days=400)
    )
    WeeklyHours.objects.bulk_create(
        WeeklyHours(helper=helper, weekday=day, start=time(9), end=time(17)) for day in range(7)
    )
    return helper


def make_service(helper: Helper, topic: Topic, **fields: object) -> Service:
    """One hour at home for CHF 65, of which 30 for coming."""
    usual: dict[str, object] = {
        "name": "Internet at home", "mode": Mode.ON_SITE, "minutes": 60, "price_rappen": 6500, "call_out_rappen": 3000,
    }  # fmt: skip
    return Service.objects.create(helper=helper, topic=topic, **{**usual, **fields})


@pytest.fixture
def the_helper(helper: User, topic: Topic, at: datetime) -> Helper:
    return make_helper(helper, topic, at)


@pytest.fixture
def service(the_helper: Helper, topic: Topic) -> Service:
    return make_service(the_helper, topic)


@pytest.fixture
def on_request(the_helper: Helper, topic: Topic) -> Service:
    """A service for which the helper is asked first."""
    return make_service(the_helper, topic, name="Internet, by arrangement", is_instant=False)


@pytest.fixture
def start(at: datetime) -> datetime:
    """Thursday, nine o'clock in Zürich."""
    return at.replace(hour=7) + timedelta(days=3)


@pytest.fixture
def till(tmp_path: Path, at: datetime, settings: Settings) -> Iterator[Till]:
    """The double in this process: `till.moment` is its clock. No worker runs, so the sweeps must do everything."""
    settings.STRIPE_API_KEY = "sk_test_till"
    with jobs.by_hand(), open_till(tmp_path / "till.sqlite3") as running:
        running.moment = at
        yield running


@pytest.fixture
def book(service: Service, asker: User, start: datetime, at: datetime, till: Till) -> Book:
    """Hold a slot; with `paid=True` also pay and let the product look."""

    def make(*, offer: Service = service, by: User = asker, paid: bool = False, **more: object) -> Booking:
        details = Details(wish="No internet since Monday", address="Gürtelstrasse 14", phone="079 555 01 42")
        usual: dict[str, object] = {"starts_at": start, "at": at, "details": details}
        booking = bookings.hold(service=offer, by=by, **{**usual, **more})  # type: ignore[arg-type]
        return pay(booking, till) if paid else booking

    return make


def pay(booking: Booking, till: Till, choice: str = "card") -> Booking:
    """Pay on the hosted page, and let the product look at it."""
    from sandbox.stripe_double import sessions

    payment = booking.payments.latest("pk")
    with till.store.work():
        sessions.pay(till, payment.page, choice)
    payments.look(payment_id=payment.pk, at=till.moment)
    booking.refresh_from_db()
    return booking


def let_pass(till: Till, until: datetime) -> None:
    """Let the clock's jobs do what is due by `until`."""
    till.moment = until
    bookings.run_due(at=until)
    intents.carry_out_due(at=until)


def open_account(till: Till, helper: Helper) -> None:
    """The helper has told the payment company who they are."""
    from marketplace.flows import accounts

    accounts.onboard(helper=helper, back="http://localhost/", at=till.moment)
    helper.refresh_from_db()
    till.open_for_transfers(helper.account)
