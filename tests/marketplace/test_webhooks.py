"""Hints from outside: signed, stored once, looked up again, never believed."""

import json
import time
from datetime import datetime, timedelta

import pytest
import stripe
from django.test import Client
from pytest_django import Settings

from marketplace.flows import payments
from marketplace.models import Booking, Helper, LedgerEntry, StripeEvent
from marketplace.models.events import EventState
from marketplace.states import Paid, Status
from sandbox.pack.till import Till
from sandbox.stripe_double import refunds, sessions
from tests.marketplace.conftest import Book, let_pass, open_account

ADDRESS = "/payments/stripe/"
SECRETS = ["whsec_new", "whsec_old"]


@pytest.fixture(autouse=True)
def two_secrets(settings: Settings) -> None:
    """The new secret and the one before."""
    settings.STRIPE_WEBHOOK_SECRETS = SECRETS


def send(event: dict[str, object], *, secret: str = SECRETS[0], age: int = 0, body: str = "") -> int:
    text = json.dumps(event)
    signature = stripe.WebhookSignature.generate_signature_header(text, secret, timestamp=int(time.time()) - age)
    answer = Client(enforce_csrf_checks=True).post(
        ADDRESS, body or text, content_type="application/json", headers={"Stripe-Signature": signature}
    )
    return answer.status_code


def paid_on_the_page(booking: Booking, till: Till) -> list[dict[str, object]]:
    """Pay, and keep what the payment company would tell, in order."""
    with till.store.work():
        sessions.pay(till, booking.payments.get().page, "card")
    return till.store.all("event")[::-1]


def settle_all(at: datetime) -> None:
    StripeEvent.objects.update(next_at=at)
    payments.settle_due(at=at)


def test_a_signed_event_is_stored_and_then_settled(book: Book, till: Till) -> None:
    booking = book()
    events = paid_on_the_page(booking, till)
    assert [send(event) for event in events] == [204] * 4
    booking.refresh_from_db()
    assert booking.status == Status.HELD
    settle_all(till.moment)
    booking.refresh_from_db()
    assert booking.status == Status.CONFIRMED
    assert set(StripeEvent.objects.values_list("state", flat=True)) == {EventState.DONE}


def test_the_secret_before_is_still_good_and_another_is_not(book: Book, till: Till) -> None:
    event = paid_on_the_page(book(), till)[0]
    assert send(event, secret=SECRETS[1]) == 204
    assert send(event, secret="whsec_forged") == 400


def test_forged_old_live_and_broken_events_are_refused_and_not_stored(book: Book, till: Till) -> None:
    event = paid_on_the_page(book(), till)[0]
    assert send(event, body=json.dumps({**event, "id": "evt_forged"})) == 400
    assert send(event, age=400) == 400
    assert send({**event, "livemode": True}) == 400
    assert send({"object": "event"}) == 400
    assert Client().post(ADDRESS, "{}", content_type="application/json").status_code == 400
    assert Client().get(ADDRESS).status_code == 405
    assert not StripeEvent.objects.exists()


def test_an_event_told_twice_is_one(book: Book, till: Till) -> None:
    event = paid_on_the_page(book(), till)[-1]
    assert [send(event), send(event)] == [204, 204]
    assert StripeEvent.objects.count() == 1


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_any_order_gives_the_same_ledger(book: Book, till: Till, order: tuple[int, ...]) -> None:
    booking = book()
    events = paid_on_the_page(booking, till)
    for place in [*order, *order]:
        send(events[place])
        settle_all(till.moment)
    booking.refresh_from_db()
    assert booking.status == Status.CONFIRMED
    assert sorted(LedgerEntry.objects.values_list("account", "amount")) == [("held", -6500), ("psp", 6500)]


def test_what_an_event_claims_is_not_believed(book: Book, till: Till) -> None:
    booking = book()
    page = till.store.get("checkout.session", booking.payments.get().page)
    lie = {
        "id": "evt_lie", "object": "event", "type": "checkout.session.completed", "livemode": False,
        "data": {"object": {**page, "payment_status": "paid", "status": "complete"}},
    }  # fmt: skip
    assert send(lie) == 204
    settle_all(till.moment)
    booking.refresh_from_db()
    assert booking.status == Status.HELD


def test_an_unknown_payment_is_kept_and_tried_again_then_foreign(book: Book, till: Till, at: datetime) -> None:
    event = paid_on_the_page(book(), till)[-1]
    event["data"]["object"]["metadata"] = {"payment": "999999"}  # type: ignore[index]
    send(event)
    StripeEvent.objects.update(received_at=at, next_at=at)
    payments.settle_due(at=at)
    assert StripeEvent.objects.get().state == EventState.WAITING
    settle_all(at + timedelta(days=4))
    assert StripeEvent.objects.get().state == EventState.FOREIGN


def test_a_webhook_before_our_own_answer_finds_its_payment(book: Book, till: Till) -> None:
    booking = book()
    events = paid_on_the_page(booking, till)
    booking.payments.update(page="", address="", status=Paid.NEW)
    send(events[-1])
    settle_all(till.moment)
    booking.refresh_from_db()
    assert booking.status == Status.CONFIRMED


def test_lost_webhooks_are_fetched(book: Book, till: Till) -> None:
    booking = book()
    paid_on_the_page(booking, till)
    assert payments.reconcile_due(at=till.moment) == 4
    assert payments.reconcile_due(at=till.moment) == 0
    settle_all(till.moment)
    booking.refresh_from_db()
    assert booking.status == Status.CONFIRMED


def test_a_refund_that_comes_back_is_held_again_once(book: Book, till: Till, at: datetime) -> None:
    booking = book(paid=True)
    from marketplace.flows import bookings

    bookings.cancel(booking=booking, by=booking.customer, reason="", at=at)
    let_pass(till, at + timedelta(minutes=1))
    with till.store.work():
        refunds.fail(till, till.store.all("refund")[0]["id"])
    failed = till.store.all("event")[0]
    for _ in range(2):
        send(failed)
        StripeEvent.objects.update(state=EventState.WAITING)
        settle_all(till.moment)
    payment = booking.payments.get()
    assert (payment.status, payment.refunded) == (Paid.CAPTURED, 0)


def test_the_word_about_an_account_opens_the_payouts(the_helper: Helper, till: Till) -> None:
    open_account(till, the_helper)
    for event in till.store.all("v2.core.event"):
        assert send(event) == 204
    settle_all(till.moment)
    the_helper.refresh_from_db()
    assert the_helper.can_be_paid
