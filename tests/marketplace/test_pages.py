"""What guests, customers, helpers and strangers see, and what it costs the database."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from cases.models import Topic
from community.models import Question
from marketplace.flows import bookings
from marketplace.models import Booking, Helper, Service
from marketplace.states import Status, Value
from sandbox.pack.till import Till
from tests.conftest import ClientOf, MakePerson
from tests.marketplace.conftest import Book, make_helper, make_service, pay

At = Callable[[datetime], None]


@pytest.fixture
def now(at: datetime) -> Iterator[At]:
    """Set the clock that views read."""
    travellers: list[time_machine.travel] = []

    def travel(moment: datetime) -> None:
        traveller = time_machine.travel(moment, tick=False)
        traveller.start()
        travellers.append(traveller)

    travel(at)
    yield travel
    for traveller in reversed(travellers):
        traveller.stop()


def test_guests_find_helpers_without_a_cookie(
    client: Client, service: Service, topic: Topic, now: At, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        page = client.get("/en/helpers/", {"topic": topic.slug, "where": "7000 Chur"})
    html = page.content.decode()
    assert page.status_code == 200
    assert "Samira Tahiri" in html
    assert "0.0 km" in html
    assert "Tomorrow, 09:00" in html or "Today, " in html
    assert not page.cookies
    assert "csrf" not in html


def test_more_helpers_do_not_cost_more_queries(
    client: Client, service: Service, topic: Topic, at: datetime, now: At, person: MakePerson,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(6):
        more = make_helper(person(f"Helper {number}"), topic, at, slug=f"helper-{number}")
        make_service(more, topic)
    with django_assert_max_num_queries(8):
        assert client.get("/en/helpers/").content.decode().count('class="card helper') == 7


@pytest.mark.parametrize(
    ("query", "is_found"),
    [("where=7000", True), ("where=8001", False), ("mode=remote", False), ("language=fr", False), ("price=5000", False),
     ("where=nowhere", True), ("price=x&topic=y&mode=z", True)],
)  # fmt: skip
def test_filters_narrow_it_down_and_nonsense_does_not(
    client: Client, service: Service, now: At, query: str, *, is_found: bool
) -> None:
    page = client.get(f"/en/helpers/?{query}")
    assert page.status_code == 200
    assert ("Samira Tahiri" in page.content.decode()) is is_found


def test_from_a_question_its_topic_is_chosen_and_it_goes_along(
    client: Client, service: Service, question: Question, risky_topic: Topic, now: At
) -> None:
    html = client.get("/en/helpers/", {"question": str(question.pk)}).content.decode()
    assert '<option value="internet" selected>' in html
    assert f"question={question.pk}" in html
    other = client.get("/en/helpers/", {"question": str(question.pk), "topic": risky_topic.slug}).content.decode()
    assert "Samira Tahiri" not in other
    for nonsense in ("999999", "x"):
        assert client.get("/en/helpers/", {"question": nonsense}).status_code == 200


def test_a_suspended_certificate_is_not_found(client: Client, service: Service, the_helper: Helper, now: At) -> None:
    the_helper.certificates.update(status="suspended")
    assert "Samira Tahiri" not in client.get("/en/helpers/").content.decode()


def test_a_helpers_page_shows_free_times_to_guests(
    client: Client, service: Service, now: At, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        page = client.get("/en/helpers/samira-tahiri/")
    html = page.content.decode()
    assert 'name="start" value="2026-05-05T07:00:00Z"' in html
    assert not page.cookies
    assert "csrf" not in html
    assert client.get("/en/helpers/nobody/").status_code == 404


def test_later_days_and_nonsense_dates(client: Client, service: Service, now: At) -> None:
    assert "2026-05-18T07:00:00Z" in client.get("/en/helpers/samira-tahiri/?from=2026-05-18").content.decode()
    for said in ("2099-01-01", "1999-01-01", "2026-13-45", "x"):
        assert client.get(f"/en/helpers/samira-tahiri/?from={said}").status_code == 200


def order(service: Service, start: datetime, **more: str) -> dict[str, str]:
    return {"service": str(service.pk), "start": start.isoformat(), **more}


FILLED = {"wish": "No internet since Monday", "address": "Gürtelstrasse 14", "phone": ""}


def test_from_the_slot_to_the_pay_page(
    client_of: ClientOf, asker: User, service: Service, start: datetime, till: Till, now: At,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    client = client_of(asker)
    summary = client.get("/en/helpers/samira-tahiri/book/", order(service, start))
    assert "CHF\u00a055.25" in summary.content.decode()
    with django_assert_max_num_queries(42):
        answer = client.post("/en/helpers/samira-tahiri/book/", order(service, start, **FILLED))
    assert answer.status_code == 303
    assert "/pay/cs_test_" in answer["Location"]
    booking = Booking.objects.get()
    assert "being confirmed" in client.get(f"/en/bookings/{booking.pk}/paid/").content.decode()
    assert booking.status == Status.HELD, "coming back from the pay page proves nothing"


def test_a_guest_logs_in_and_comes_back_to_the_slot(client: Client, service: Service, start: datetime, now: At) -> None:
    answer = client.get("/en/helpers/samira-tahiri/book/", order(service, start))
    assert answer.status_code == 302
    assert "next=" in answer["Location"]
    assert "start%3D" in answer["Location"]


def test_a_taken_slot_is_409_with_other_times(
    client_of: ClientOf, stranger: User, service: Service, start: datetime, book: Book, now: At
) -> None:
    book(paid=True)
    answer = client_of(stranger).post("/en/helpers/samira-tahiri/book/", order(service, start, **FILLED))
    assert answer.status_code == 409
    assert "2026-05-07T08:30:00Z" in answer.content.decode()
    assert start.isoformat().replace("+00:00", "Z") not in answer.content.decode()


def test_a_form_without_an_address_keeps_what_was_written(
    client_of: ClientOf, asker: User, service: Service, start: datetime, now: At
) -> None:
    said = order(service, start, **{**FILLED, "address": ""})
    answer = client_of(asker).post("/en/helpers/samira-tahiri/book/", said)
    assert answer.status_code == 422
    assert "No internet since Monday" in answer.content.decode()


@pytest.mark.parametrize("broken", [{"service": "x"}, {"service": "999999"}, {"start": "x"}, {"start": "2026-05-07"}])
def test_a_broken_address_does_not_exist(
    client_of: ClientOf, asker: User, service: Service, start: datetime, now: At, broken: dict[str, str]
) -> None:
    given = {**order(service, start), **broken}
    assert client_of(asker).get("/en/helpers/samira-tahiri/book/", given).status_code == 404


def test_the_question_goes_along_with_consent(
    client_of: ClientOf, asker: User, service: Service, start: datetime, till: Till, now: At, question: Question
) -> None:
    said = order(service, start, **FILLED, question=str(question.pk), shares_question="on")
    client_of(asker).post("/en/helpers/samira-tahiri/book/", said)
    booking = Booking.objects.get()
    assert booking.case == question.case
    assert booking.context["device"] == "Alpbox 3"


def test_somebody_elses_question_is_another_case(
    client_of: ClientOf, stranger: User, service: Service, start: datetime, till: Till, now: At, question: Question
) -> None:
    said = order(service, start, **FILLED, question=str(question.pk))
    client_of(stranger).post("/en/helpers/samira-tahiri/book/", said)
    booking = Booking.objects.get()
    assert booking.case != question.case
    assert booking.context == {}


def test_a_booking_exists_for_its_two_people_only(
    client_of: ClientOf, asker: User, helper: User, stranger: User, book: Book, now: At,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    booking = book(paid=True)
    address = f"/en/bookings/{booking.pk}/"
    client = client_of(asker)
    with django_assert_max_num_queries(8):
        page = client.get(address)
    assert "Held by us" in page.content.decode()
    assert client_of(helper).get(address).status_code == 200
    assert client_of(stranger).get(address).status_code == 404
    for verb in ("cancel", "leave", "say", "complain", "miss"):
        assert client_of(stranger).post(f"{address}{verb}/", {"value": "solved"}).status_code == 404
    for verb in ("accept", "decline", "check-in", "check-out", "hand-back"):
        assert client_of(asker).post(f"/en/helper/visits/{booking.pk}/{verb}/").status_code == 404


def test_the_helper_sees_the_address_only_while_it_is_confirmed(
    client_of: ClientOf, helper: User, book: Book, now: At, till: Till, start: datetime
) -> None:
    booking, browser = book(), client_of(helper)
    address = f"/en/bookings/{booking.pk}/"
    assert "Gürtelstrasse" not in browser.get(address).content.decode()
    pay(booking, till)
    assert "Gürtelstrasse" in browser.get(address).content.decode()
    bookings.cancel(booking=booking, by=booking.customer, reason="", at=start - timedelta(hours=30))
    assert "Gürtelstrasse" not in browser.get(address).content.decode()


def test_a_helpers_day_from_check_in_to_an_honest_word(
    client_of: ClientOf, helper: User, asker: User, book: Book, start: datetime, now: At,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    booking = book(paid=True)
    now(start)
    browser = client_of(helper)
    with django_assert_max_num_queries(8):
        page = browser.get("/en/helper/today/")
    assert "Reto Brunner" in page.content.decode()
    assert "Gürtelstrasse 14" in page.content.decode()
    browser.post(f"/en/helper/visits/{booking.pk}/check-in/")
    nothing = browser.post(f"/en/helper/visits/{booking.pk}/check-out/", {})
    assert nothing.status_code == 422
    browser.post(f"/en/helper/visits/{booking.pk}/check-out/", {"outcome": "network", "report": "No line"})
    booking.refresh_from_db()
    assert (booking.status, booking.outcome_value, booking.outcome_reason) == (
        "reported",
        "not_solved",
        "needs_company",
    )
    client_of(asker).post(f"/en/bookings/{booking.pk}/say/", {"value": "not_solved"})
    booking.refresh_from_db()
    assert booking.status == Status.CLOSED


def test_the_day_is_for_helpers(client_of: ClientOf, asker: User, client: Client) -> None:
    assert client_of(asker).get("/en/helper/today/").status_code == 404
    assert client.get("/en/helper/today/").status_code == 302


def test_my_bookings_and_what_cancelling_costs(
    client_of: ClientOf, asker: User, book: Book, now: At, start: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    booking, browser = book(paid=True), client_of(asker)
    with django_assert_max_num_queries(6):
        assert "No internet since Monday" in browser.get("/en/bookings/").content.decode()
    now(start - timedelta(hours=3))
    page = browser.get(f"/en/bookings/{booking.pk}/cancel/")
    assert "CHF\u00a032.50" in page.content.decode()
    booking.refresh_from_db()
    assert booking.status == Status.CONFIRMED, "looking cancels nothing"
    browser.post(f"/en/bookings/{booking.pk}/cancel/", {"reason": "Works again"})
    booking.refresh_from_db()
    assert booking.status == Status.CANCELLED


def test_the_helpers_money_and_the_way_to_the_payment_company(
    client_of: ClientOf, helper: User, the_helper: Helper, till: Till, now: At
) -> None:
    browser = client_of(helper)
    assert "You cannot be paid yet." in browser.get("/en/helper/money/").content.decode()
    answer = browser.post("/en/helper/money/onboard/")
    assert "/onboard/" in answer["Location"]
    the_helper.refresh_from_db()
    assert the_helper.account.startswith("acct_")


def test_an_operator_decides_what_helper_and_customer_see_differently(
    client_of: ClientOf, operator: User, asker: User, book: Book, start: datetime, now: At
) -> None:
    booking, browser = book(paid=True), client_of(operator)
    assert browser.get(f"/en/bookings/{booking.pk}/").status_code == 404, "not before it is in a case"
    bookings.check_in(booking=booking, by=booking.helper.person, at=start)
    bookings.check_out(booking=booking, by=booking.helper.person, value=Value.SOLVED, at=start)
    bookings.say(booking=booking, by=asker, value=Value.NOT_SOLVED, at=start)
    assert "No internet since Monday" in browser.get("/en/bookings/contested/").content.decode()
    page = browser.get(f"/en/bookings/{booking.pk}/").content.decode()
    assert "Gürtelstrasse" not in page
    assert f"/en/bookings/{booking.pk}/decide/" in page
    assert "decide/" not in client_of(asker).get(f"/en/bookings/{booking.pk}/").content.decode()
    assert client_of(asker).post(f"/en/bookings/{booking.pk}/decide/", {"value": "not_solved"}).status_code == 404
    assert browser.post(f"/en/bookings/{booking.pk}/cancel/").status_code == 404
    assert browser.post(f"/en/bookings/{booking.pk}/decide/", {}).status_code == 422
    browser.post(f"/en/bookings/{booking.pk}/decide/", {"value": "not_solved", "reason": "Log read"})
    booking.refresh_from_db()
    assert (booking.status, booking.outcome, booking.outcome_value) == ("closed", "adjudicated", "not_solved")
