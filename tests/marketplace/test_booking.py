"""From a free time to the helper's money: each step, and who may take it."""

from datetime import datetime, timedelta

import pytest

from accounts.models import User
from cases.states import Resolved
from common.errors import NotAllowed, Refused
from common.states import IllegalMove
from marketplace.flows import bookings, intents
from marketplace.flows.moving import AlreadyMoved, move
from marketplace.models import Booking, Helper, Posting, Service
from marketplace.queries import where_is_the_money
from marketplace.states import Outcome, Paid, Status, Value, Who
from sandbox.pack.till import Till
from sandbox.stripe_double import sessions
from tests.marketplace.conftest import Book, let_pass, open_account, pay


def status_of(booking: Booking) -> str:
    booking.refresh_from_db()
    return booking.status


def test_who_pays_has_booked(book: Book, start: datetime) -> None:
    booking = book()
    assert booking.status == Status.HELD
    assert "/pay/cs_test_" in booking.payments.get().address
    booking = book(paid=True)
    assert booking.status == Status.CONFIRMED
    payment = booking.payments.get()
    assert (payment.status, payment.captured) == (Paid.CAPTURED, 6500)
    assert where_is_the_money(booking).held == 6500


def test_pressed_twice_it_is_one_booking(book: Book) -> None:
    assert book().pk == book().pk


def test_another_time_lets_the_first_one_go_and_closes_its_page(book: Book, start: datetime, till: Till) -> None:
    first, second = book(), book(starts_at=start + timedelta(hours=2))
    let_pass(till, till.moment)
    assert status_of(first) == Status.LAPSED
    assert status_of(second) == Status.HELD
    assert till.store.get("checkout.session", first.payments.get().page)["status"] == "expired"


def test_a_taken_time_is_refused(book: Book, stranger: User) -> None:
    book(paid=True)
    with pytest.raises(bookings.SlotTaken):
        book(by=stranger)


def test_the_way_to_the_next_visit_is_taken_too(book: Book, stranger: User, start: datetime) -> None:
    book(paid=True)
    with pytest.raises(bookings.SlotTaken):
        book(by=stranger, starts_at=start + timedelta(hours=1))
    assert book(by=stranger, starts_at=start + timedelta(minutes=90)).status == Status.HELD


@pytest.mark.parametrize("hours", [-80, 1, 24 * 61])
def test_too_soon_too_far_and_past_times_cannot_be_booked(book: Book, at: datetime, hours: int) -> None:
    with pytest.raises(bookings.SlotTaken):
        book(starts_at=at + timedelta(hours=hours))


def test_nobody_books_themselves_nor_without_a_certificate(book: Book, helper: User, the_helper: Helper) -> None:
    with pytest.raises(NotAllowed):
        book(by=helper)
    the_helper.certificates.update(status="suspended")
    with pytest.raises(NotAllowed):
        book()


def test_a_visit_needs_an_address(book: Book) -> None:
    with pytest.raises(Refused):
        book(details=bookings.Details(wish="No internet"))


def test_a_booking_without_a_question_opens_a_case(book: Book, asker: User) -> None:
    case = book().case
    assert (case.asker, case.channel, case.title) == (asker, "booking", "No internet since Monday")


def test_an_unpaid_time_is_free_again_after_half_an_hour(book: Book, till: Till, stranger: User, at: datetime) -> None:
    booking = book()
    let_pass(till, at + timedelta(minutes=30))
    assert status_of(booking) == Status.HELD
    let_pass(till, at + timedelta(minutes=32))
    assert status_of(booking) == Status.LAPSED
    assert book(by=stranger, at=till.moment).status == Status.HELD


def test_paid_in_the_last_second_is_booked(book: Book, till: Till, at: datetime) -> None:
    booking = book()
    with till.store.work():
        sessions.pay(till, booking.payments.get().page, "card")
    let_pass(till, at + timedelta(minutes=40))
    assert status_of(booking) == Status.CONFIRMED


def test_a_payment_that_comes_too_late_goes_back(book: Book, till: Till, asker: User, at: datetime) -> None:
    booking = book()
    page = booking.payments.get().page
    with till.store.work():
        sessions.pay(till, page, "card")
    bookings.let_go(booking=booking, by=asker, at=at)
    let_pass(till, at + timedelta(minutes=1))
    let_pass(till, at + timedelta(minutes=2))
    payment = booking.payments.get()
    assert status_of(booking) == Status.LAPSED
    assert (payment.status, payment.refunded) == (Paid.REFUNDED, 6500)
    assert where_is_the_money(booking).refunded == 6500


def test_a_reservation_that_comes_too_late_is_given_back(
    book: Book, on_request: Service, till: Till, asker: User, at: datetime
) -> None:
    booking = book(offer=on_request)
    with till.store.work():
        sessions.pay(till, booking.payments.get().page, "card")
    bookings.let_go(booking=booking, by=asker, at=at)
    let_pass(till, at + timedelta(minutes=1))
    let_pass(till, at + timedelta(minutes=2))
    assert booking.payments.get().status == Paid.VOIDED
    assert not till.store.all("payment_intent", status="requires_capture")


@pytest.mark.parametrize(("choice", "ends"), [("declined", Status.HELD), ("twint", Status.CONFIRMED)])
def test_a_declined_card_keeps_the_time_and_twint_books(book: Book, till: Till, choice: str, ends: Status) -> None:
    assert pay(book(), till, choice).status == ends


def visited(booking: Booking, value: Value = Value.SOLVED, reason: str = "") -> Booking:
    by, hour = booking.helper.person, timedelta(hours=1)
    booking = bookings.check_in(booking=booking, by=by, at=booking.starts_at)
    return bookings.check_out(booking=booking, by=by, value=value, reason=reason, at=booking.starts_at + hour)


def test_the_customers_word_closes_and_the_helper_is_paid(
    book: Book, till: Till, the_helper: Helper, asker: User
) -> None:
    open_account(till, the_helper)
    booking = visited(book(paid=True))
    booking.case.refresh_from_db()
    assert booking.case.resolved == Resolved.CLAIMED, "who is paid can claim, never confirm"
    booking = bookings.say(booking=booking, by=asker, value=Value.SOLVED, at=booking.ends_at)
    assert (booking.status, booking.outcome) == (Status.CLOSED, Outcome.CONFIRMED)
    booking.case.refresh_from_db()
    assert booking.case.resolved == Resolved.CONFIRMED
    let_pass(till, booking.ends_at + timedelta(minutes=1))
    where = where_is_the_money(booking)
    assert (where.sent, where.fee, where.held, where.owed) == (5525, 975, 0, 0)
    (transfer,) = till.store.all("transfer")
    assert (transfer["amount"], transfer["destination"]) == (5525, the_helper.account)


def test_silence_closes_and_pays_but_is_never_a_yes(book: Book, till: Till, the_helper: Helper) -> None:
    open_account(till, the_helper)
    booking = visited(book(paid=True))
    let_pass(till, booking.ends_at + timedelta(hours=71))
    assert status_of(booking) == Status.REPORTED
    let_pass(till, booking.ends_at + timedelta(hours=73))
    assert (status_of(booking), booking.outcome, booking.customer_value) == (Status.CLOSED, Outcome.CLAIMED, "")
    booking.case.refresh_from_db()
    assert booking.case.resolved == Resolved.CLAIMED
    assert where_is_the_money(booking).sent == 5525


def test_a_visit_without_a_check_out_is_asked_about_and_assumed_to_be_nothing(book: Book, till: Till) -> None:
    booking = book(paid=True)
    let_pass(till, booking.ends_at + timedelta(hours=25))
    assert (status_of(booking), booking.outcome, booking.outcome_value) == (Status.REPORTED, Outcome.UNKNOWN, "")


@pytest.mark.parametrize(
    ("reason", "refund", "fee", "sponsored"), [("needs_company", 6500, 0, 5525), ("part_missing", 3500, 0, 2525)]
)
def test_an_honest_not_solved_pays_the_helper_the_same(
    book: Book, till: Till, the_helper: Helper, asker: User, reason: str, refund: int, fee: int, sponsored: int
) -> None:
    open_account(till, the_helper)
    booking = visited(book(paid=True), Value.NOT_SOLVED, reason)
    bookings.say(booking=booking, by=asker, value=Value.NOT_SOLVED, at=booking.ends_at)
    let_pass(till, booking.ends_at + timedelta(minutes=1))
    where = where_is_the_money(booking)
    assert (where.sent, where.refunded, where.fee, where.sponsored) == (5525, refund, fee, sponsored)
    assert where.balances


def test_who_differs_stops_the_money_until_it_is_decided(
    book: Book, till: Till, the_helper: Helper, asker: User, operator: User, stranger: User
) -> None:
    open_account(till, the_helper)
    booking = visited(book(paid=True))
    bookings.say(booking=booking, by=asker, value=Value.NOT_SOLVED, at=booking.ends_at)
    let_pass(till, booking.ends_at + timedelta(days=30))
    assert (status_of(booking), booking.outcome) == (Status.IN_CASE, Outcome.CONTESTED)
    assert where_is_the_money(booking).held == 6500
    with pytest.raises(NotAllowed):
        bookings.decide(booking=booking, by=stranger, value=Value.SOLVED, reason="", at=till.moment)
    bookings.decide(booking=booking, by=operator, value=Value.NOT_SOLVED, reason="Log read.", at=till.moment)
    let_pass(till, till.moment + timedelta(minutes=1))
    where = where_is_the_money(booking)
    assert (status_of(booking), booking.outcome) == (Status.CLOSED, Outcome.ADJUDICATED)
    assert (where.refunded, where.sent, where.held) == (3500, 5525, 0)


def test_cancelled_in_time_all_of_it_goes_back(book: Book, till: Till, asker: User, start: datetime) -> None:
    booking = book(paid=True)
    bookings.cancel(booking=booking, by=asker, reason="It works again", at=start - timedelta(hours=25))
    let_pass(till, start - timedelta(hours=24))
    assert where_is_the_money(booking).refunded == 6500


def test_cancelled_late_half_of_it_is_due(
    book: Book, till: Till, the_helper: Helper, asker: User, start: datetime
) -> None:
    open_account(till, the_helper)
    booking = book(paid=True)
    bookings.cancel(booking=booking, by=asker, reason="", at=start - timedelta(hours=5))
    let_pass(till, start - timedelta(hours=4))
    where = where_is_the_money(booking)
    assert (where.refunded, where.sent, where.fee) == (3250, 2762, 488)


def test_a_helper_who_hands_back_and_no_other_gives_all_of_it_back(book: Book, till: Till, start: datetime) -> None:
    booking = book(paid=True)
    bookings.hand_back(booking=booking, by=booking.helper.person, reason="Ill", at=start - timedelta(days=2))
    assert status_of(booking) == Status.REASSIGNING
    let_pass(till, start - timedelta(hours=20))
    assert status_of(booking) == Status.CANCELLED
    assert where_is_the_money(booking).refunded == 6500


@pytest.mark.parametrize(("missing", "refunded"), [("customer", 3500), ("helper", 6500)])
def test_whoever_was_not_there_has_a_day_to_object(
    book: Book, till: Till, start: datetime, missing: str, refunded: int, asker: User
) -> None:
    booking = book(paid=True)
    flow = bookings.miss_customer if missing == "customer" else bookings.miss_helper
    by = booking.helper.person if missing == "customer" else asker
    with pytest.raises(Refused):
        flow(booking=booking, by=by, reason="", at=start + timedelta(minutes=5))
    flow(booking=booking, by=by, reason="Rang four times", at=start + timedelta(minutes=15))
    let_pass(till, start + timedelta(hours=20))
    assert where_is_the_money(booking).held == 6500
    let_pass(till, start + timedelta(hours=25))
    assert where_is_the_money(booking).refunded == refunded


def test_on_request_the_card_is_only_reserved_until_the_helper_says_yes(
    book: Book, on_request: Service, till: Till, helper: User
) -> None:
    booking = book(offer=on_request, paid=True)
    assert (booking.status, booking.payments.get().status) == (Status.REQUESTED, Paid.AUTHORISED)
    assert where_is_the_money(booking).paid == 0
    booking = bookings.accept(booking=booking, by=helper, at=till.moment)
    assert (booking.status, booking.payments.get().status) == (Status.CONFIRMED, Paid.CAPTURED)


@pytest.mark.parametrize("end", ["decline", "withdraw", "expire"])
def test_without_a_yes_nothing_is_taken(
    book: Book, on_request: Service, till: Till, helper: User, asker: User, end: str
) -> None:
    booking = book(offer=on_request, paid=True)
    if end == "decline":
        bookings.decline(booking=booking, by=helper, reason="Needs an electrician", at=till.moment)
    elif end == "withdraw":
        bookings.withdraw(booking=booking, by=asker, at=till.moment)
    let_pass(till, till.moment + timedelta(hours=25))
    let_pass(till, till.moment + timedelta(minutes=1))
    assert status_of(booking) == {"decline": "declined", "withdraw": "withdrawn", "expire": "expired"}[end]
    assert booking.payments.get().status == Paid.VOIDED
    assert not Posting.objects.filter(booking=booking).exists()


def test_asked_first_and_paid_after_the_yes(
    service: Service, asker: User, helper: User, start: datetime, at: datetime, till: Till
) -> None:
    details = bookings.Details(wish="No internet", address="Gürtelstrasse 14")
    booking = bookings.request(service=service, by=asker, starts_at=start, details=details, at=at)
    booking = bookings.accept(booking=booking, by=helper, at=at)
    assert booking.status == Status.AWAITING_PAYMENT
    assert pay(booking, till).status == Status.CONFIRMED


def test_accepted_and_not_paid_lapses(
    service: Service, asker: User, helper: User, start: datetime, at: datetime, till: Till
) -> None:
    details = bookings.Details(wish="No internet", address="Gürtelstrasse 14")
    booking = bookings.request(service=service, by=asker, starts_at=start, details=details, at=at)
    bookings.accept(booking=booking, by=helper, at=at)
    let_pass(till, at + timedelta(hours=5))
    assert status_of(booking) == Status.LAPSED


def test_a_reservation_that_ran_out_becomes_a_bill(
    book: Book, on_request: Service, till: Till, helper: User, start: datetime
) -> None:
    booking = book(offer=on_request, paid=True)
    till.moment += timedelta(days=8)
    Booking.objects.filter(pk=booking.pk).update(
        starts_at=start + timedelta(days=9), ends_at=start + timedelta(days=9, hours=1)
    )
    booking = bookings.accept(booking=booking, by=helper, at=till.moment)
    assert booking.status == Status.AWAITING_PAYMENT
    let_pass(till, till.moment + timedelta(minutes=1))
    assert [payment.status for payment in booking.payments.order_by("pk")] == [Paid.LOST, Paid.STARTED]


def test_a_helper_without_an_account_is_paid_once_they_have_one(
    book: Book, till: Till, the_helper: Helper, asker: User
) -> None:
    booking = visited(book(paid=True))
    bookings.say(booking=booking, by=asker, value=Value.SOLVED, at=booking.ends_at)
    let_pass(till, booking.ends_at + timedelta(minutes=1))
    assert where_is_the_money(booking).owed == 5525
    open_account(till, the_helper)
    for hours in (2, 5, 10):
        let_pass(till, booking.ends_at + timedelta(hours=hours))
    assert where_is_the_money(booking).owed == 0
    assert len(till.store.all("transfer")) == 1


def test_only_the_booked_helper_moves_the_visit(book: Book, stranger: User, asker: User, start: datetime) -> None:
    booking = book(paid=True)
    for who in (stranger, asker):
        with pytest.raises(NotAllowed):
            bookings.check_in(booking=booking, by=who, at=start)
    for flow in (bookings.cancel, bookings.complain):
        with pytest.raises(NotAllowed):
            flow(booking=booking, by=stranger, reason="", at=start)


def test_a_second_word_and_a_late_one_change_nothing(book: Book, asker: User) -> None:
    booking = visited(book(paid=True))
    bookings.say(booking=booking, by=asker, value=Value.SOLVED, at=booking.ends_at)
    with pytest.raises(AlreadyMoved):
        bookings.say(booking=booking, by=asker, value=Value.NOT_SOLVED, at=booking.ends_at)


def test_a_move_by_the_wrong_one_is_illegal(book: Book, asker: User, at: datetime) -> None:
    booking = book(paid=True)
    with pytest.raises(IllegalMove):
        move(booking, Status.IN_PROGRESS, who=Who.CUSTOMER, by=asker, at=at)


def test_price_and_rules_are_those_of_the_day_of_booking(book: Book, service: Service) -> None:
    booking = book()
    service.price_rappen = 9900
    service.save(update_fields=["price_rappen"])
    booking.refresh_from_db()
    assert booking.agreed.rappen == booking.payments.get().amount == 6500


def test_nothing_is_asked_twice(book: Book, till: Till, the_helper: Helper, asker: User) -> None:
    open_account(till, the_helper)
    booking = visited(book(paid=True))
    bookings.say(booking=booking, by=asker, value=Value.SOLVED, at=booking.ends_at)
    for _ in range(3):
        let_pass(till, booking.ends_at + timedelta(days=1))
    assert intents.carry_out_due(at=till.moment) == 0
    assert len(till.store.all("transfer")) == 1
