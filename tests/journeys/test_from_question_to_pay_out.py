"""An unresolved question becomes a booking: found, held, paid, visited, confirmed, paid out; and evidence."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from accounts.models import User
from cases.models import Case, Evidence
from community.models import Question
from marketplace.flows import intents, payments
from marketplace.models import Booking, LedgerEntry, Service
from marketplace.states import Status
from sandbox.pack.till import Till
from sandbox.stripe_double import sessions
from tests.conftest import ClientOf
from tests.journeys.conftest import Turn, say
from tests.marketplace.conftest import open_account


def test_from_the_question_to_the_pay_out(
    question: Question, service: Service, till: Till, calendar: Turn, asker: User, helper: User, start: datetime,
    client_of: ClientOf,
) -> None:  # fmt: skip
    customer, friend = client_of(asker), client_of(helper)
    open_account(till, service.helper)
    booking = held(question, service, customer, start)
    assert (booking.status, booking.case) == (Status.HELD, question.case)
    with till.store.work():
        sessions.pay(till, booking.payments.get().page, "card")
    payments.look(payment_id=booking.payments.get().pk, at=till.moment)
    assert status(booking) == Status.CONFIRMED

    till.moment = calendar(start - till.moment)
    say(friend, f"/en/helper/visits/{booking.pk}/check-in/")
    assert status(booking) == Status.IN_PROGRESS
    till.moment = calendar(timedelta(minutes=50))
    say(friend, f"/en/helper/visits/{booking.pk}/check-out/", outcome="solved", report="A new power adapter.")
    assert state() == "claimed", "who is paid can only claim"
    say(customer, f"/en/bookings/{booking.pk}/say/", value="solved")
    assert state() == "confirmed"
    assert Evidence.objects.filter(kind="booking").count() == 2

    intents.carry_out_due(at=till.moment)
    assert status(booking) == Status.CLOSED
    assert sum(LedgerEntry.objects.values_list("amount", flat=True)) == 0
    money = customer.get(f"/en/bookings/{booking.pk}/").content.decode()
    assert "CHF\u00a055.25" in money
    assert "CHF\u00a065.00" in money
    assert client_of(helper).get("/en/helper/money/").status_code == 200


def test_the_network_was_to_blame(
    service: Service, till: Till, calendar: Turn, asker: User, helper: User, start: datetime, client_of: ClientOf
) -> None:
    """Booked directly; not solved, honestly: the customer pays nothing, the helper is paid all the same."""
    customer, friend = client_of(asker), client_of(helper)
    open_account(till, service.helper)
    order: dict[str, Any] = {
        "service": service.pk,
        "start": start.isoformat(),
        "wish": "No internet",
        "address": "Gürtelstrasse 14",
    }
    say(customer, f"/en/helpers/{service.helper.slug}/book/", 303, **order)
    booking = Booking.objects.get()
    with till.store.work():
        sessions.pay(till, booking.payments.get().page, "card")
    payments.look(payment_id=booking.payments.get().pk, at=till.moment)
    till.moment = calendar(start - till.moment)
    say(friend, f"/en/helper/visits/{booking.pk}/check-in/")
    path = f"/en/helper/visits/{booking.pk}/check-out/"
    say(friend, path, outcome="network", report="No light on the line.")
    say(customer, f"/en/bookings/{booking.pk}/say/", value="not_solved")
    intents.carry_out_due(at=till.moment)
    assert Case.objects.get().resolved == "denied"
    assert sum(LedgerEntry.objects.values_list("amount", flat=True)) == 0
    shown = customer.get(f"/en/bookings/{booking.pk}/").content.decode()
    assert "Back with the customer" in shown


def held(question: Question, service: Service, customer: Client, start: datetime) -> Booking:
    """Find the helper from the question, choose the time and go to the pay page."""
    asked: dict[str, Any] = {"question": question.pk, "where": "7000"}
    found = Client().get("/en/helpers/", asked).content.decode()
    assert service.helper.person.name in found
    said: dict[str, Any] = {"wish": "Still dark every evening", "address": "Gürtelstrasse 14", "phone": "079 555 01 42"}
    order: dict[str, Any] = {
        "service": service.pk,
        "start": start.isoformat(),
        "question": question.pk,
        "shares_question": "on",
    }
    pay_page = say(customer, f"/en/helpers/{service.helper.slug}/book/", 303, **order, **said)
    assert "/pay/" in pay_page
    return Booking.objects.get()


def status(booking: Booking) -> str:
    booking.refresh_from_db()
    return booking.status


def state() -> str:
    return Case.objects.get().state
