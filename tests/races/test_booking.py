"""Fifty people want one hour. One gets it, and without the lock and the constraint it would be several."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection

from cases.models import Topic
from marketplace.flows import bookings
from marketplace.flows.bookings import holding
from marketplace.models import Booking, Service
from marketplace.queries import free_starts, is_free
from marketplace.states import BLOCKING
from sandbox.pack.till import Till
from tests.conftest import MakePerson
from tests.marketplace.conftest import make_helper, make_service, till
from tests.races.crowd import PATIENCE, at_once

__all__ = ["till"]

MANY, SOME = 50, 8
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
Press = Callable[[int], Counter[str]]


@pytest.fixture
def service(person: MakePerson, topic: Topic, at: datetime) -> Service:
    return make_service(make_helper(person("Samira Tahiri"), topic, at), topic)


@pytest.fixture
def press(service: Service, person: MakePerson, at: datetime, till: Till) -> Press:
    """So many connections press the button for one hour in the same moment; what each was told, counted."""
    start, *rest = free_starts(service, at=at)
    details = bookings.Details(wish="No internet", address="Gürtelstrasse 14")

    def run(many: int) -> Counter[str]:
        crowd = [person(f"Customer {number}") for number in range(many)]
        told = at_once(
            crowd, lambda each: bookings.hold(service=service, by=each, starts_at=start, details=details, at=at)
        )
        assert rest
        return Counter("held" if isinstance(each, Booking) else type(each).__name__ for each in told)

    return run


@pytest.fixture
def without_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody queues up, and everybody has looked before anybody writes."""
    looked = threading.Barrier(SOME)

    def look_together(service: Service, start: datetime, *, at: datetime) -> bool:
        found = is_free(service, start, at=at)
        looked.wait(PATIENCE)
        return found

    monkeypatch.setattr(holding, "lock_calendar", lambda helper_id: None)
    monkeypatch.setattr(holding, "is_free", look_together)


@pytest.fixture
def without_constraint(db: None) -> None:
    """The database has no say."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE marketplace_booking DROP CONSTRAINT no_helper_is_booked_twice")


def held() -> int:
    return Booking.objects.filter(status__in=BLOCKING).count()


def test_one_of_fifty_gets_the_hour_and_all_see_what_is_free(press: Press, service: Service, at: datetime) -> None:
    assert press(MANY) == {"held": 1, "SlotTaken": MANY - 1}
    assert held() == 1
    booking = Booking.objects.get()
    assert booking.payments.get().page
    assert booking.starts_at not in free_starts(service, at=at)
    assert free_starts(service, at=at)


def test_without_the_lock_the_constraint_still_lets_only_one_through(press: Press, without_lock: None) -> None:
    """The others wait for each other until the database ends the deadlock: that is what the lock spares them."""
    told = press(SOME)
    assert (told["held"], held()) == (1, 1)
    assert set(told) <= {"held", "SlotTaken", "OperationalError"}


def test_without_lock_and_constraint_the_race_is_real(
    press: Press, without_lock: None, without_constraint: None
) -> None:
    assert press(SOME)["held"] > 1
    assert held() > 1
