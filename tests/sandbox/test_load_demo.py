"""The demo pack as the product holds it after `manage.py load_demo`."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Sum
from django_tasks_db.models import DBTaskResult
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import User
from cases.models import Case, Evidence, FollowUp
from cases.states import State
from common.models import JournalEntry
from community.models import Answer, Duplicate, Question, SameProblem
from marketplace.models import Booking, Helper, Intent, LedgerEntry, Payment
from marketplace.models.intent import Progress
from marketplace.states import Status
from moderation.models import Audit, Draw
from moderation.plan import is_drawn
from moderation.states import DRAWN, AuditState
from notifications.models import Delivery, Notice
from quality.models import Target
from quality.queries.figures import CLAIMED, VERIFIED
from quality.queries.readings import read
from quality.queries.scope import Scope
from sandbox.pack.loading import load
from sandbox.pack.reading import read_pack
from sandbox.pack.world import World
from sandbox.people import PASSWORD
from sandbox.stripe_double.store import Store

Picture = dict[str, list[tuple[object, ...]]]
NOW = datetime(2026, 11, 18, 10, 10, tzinfo=UTC)


@contextmanager
def taken_back() -> Iterator[None]:
    """Do something and undo it; as Django's own tests, invisible to flows that insist on the outermost transaction."""
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]
    with around:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One load serves the whole file."""
    with django_db_blocker.unblock(), taken_back():
        yield


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bank") / "stripe.sqlite3"


@pytest.fixture(scope="module")
def earlier_picture(_database: None, bank: Path) -> Picture:
    """What a first load left behind, before it was taken back."""
    with taken_back():
        load(now=NOW, bank=bank)
        return picture()


@pytest.fixture(scope="module")
def world(earlier_picture: Picture, bank: Path) -> World:
    return load(now=NOW, bank=bank)


def picture() -> Picture:
    """What a load leaves behind, without the numbers that a database hands out."""
    return {
        "people": list(User.objects.order_by("email").values_list("email", "name", "language", "roles", "joined_at")),
        "questions": list(
            Question.objects.order_by("title").values_list(
                "title", "language", "asked_at", "case__state", "case__resolved", "case__correct", "answer_count"
            )
        ),
        "evidence": list(
            Evidence.objects.order_by("occurred_at", "kind", "actor__email", "value").values_list(
                "case__title", "kind", "value", "actor__email", "occurred_at", "recorded_at"
            )
        ),
        "bookings": list(
            Booking.objects.order_by("booked_at", "customer__email").values_list(
                "customer__email", "service__name", "status", "outcome", "starts_at", "booked_at", "split", "reason"
            )
        ),
        "money": list(
            LedgerEntry.objects.order_by("posting__at", "account", "amount").values_list(
                "posting__at", "account", "amount"
            )
        ),
        "journal": sorted(JournalEntry.objects.values_list("at", "tag")),
    }


def test_everybody_and_everything_is_there(world):
    assert User.objects.count() == 15
    assert Question.objects.count() == 40
    assert Answer.objects.count() == sum(len(question.answers) for question in read_pack().questions)
    assert Counter(Question.objects.values_list("language", flat=True)) == {"de": 16, "fr": 9, "en": 8, "it": 7}


def test_every_state_is_reached(world):
    assert set(Case.objects.values_list("state", flat=True)) == set(State)


def test_every_story_ends_where_its_file_says(world):
    states = {key: Case.objects.get(pk=question.case_id).state for key, question in world.questions.items()}
    assert states == {question.key: question.ends for question in read_pack().questions}


def test_the_states_are_what_the_evidence_says(world):
    said = StringIO()
    call_command("replay_cases", "--check", stdout=said)
    assert "0 differ" in said.getvalue()


def test_every_status_of_a_booking_is_reached(world):
    assert set(Booking.objects.values_list("status", flat=True)) == set(Status)


def test_every_booking_ends_where_its_file_says(world):
    statuses = {key: Booking.objects.get(pk=booking.pk).status for key, booking in world.bookings.items()}
    assert statuses == {booking.key: booking.ends for booking in read_pack().bookings}


def test_the_ledger_balances(world):
    with connection.cursor() as db:
        db.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert LedgerEntry.objects.exists()
    assert LedgerEntry.objects.aggregate(total=Sum("amount"))["total"] == 0


def test_nothing_is_left_to_ask_the_payment_company(world):
    assert not Intent.objects.filter(progress=Progress.OPEN).exists()
    assert not Intent.objects.exclude(error="").exists()


def test_the_double_knows_every_payment_of_the_past(world, bank):
    store = Store(bank)
    for payment in Payment.objects.exclude(intent=""):
        known = store.get("payment_intent", payment.intent)
        assert known["amount_received"] == payment.captured
    refunded = sum(refund["amount"] for refund in store.all("refund"))
    assert refunded == Payment.objects.aggregate(total=Sum("refunded"))["total"] > 0
    assert store.query("SELECT count(*) FROM delivery WHERE state = 'waiting'") == [(0,)]
    store.close()


def test_helpers_can_be_paid_and_one_of_them_is_at_work(world):
    assert Helper.objects.filter(can_be_paid=True).count() == 5
    going_on = Booking.objects.get(status=Status.IN_PROGRESS)
    assert going_on.starts_at <= NOW <= going_on.ends_at + timedelta(hours=1)


def test_the_queue_is_empty(world):
    assert not DBTaskResult.objects.exists()


def test_a_solution_that_did_not_hold_is_counted_as_falsely_solved(world):
    assert Case.objects.filter(false_solved=True).count() >= 4


def test_some_have_the_same_problem_and_one_question_stands_for_two(world):
    assert SameProblem.objects.count() >= 8
    assert Duplicate.objects.get().original.title.startswith("Internet fällt jeden Abend")


def test_people_were_asked_on_the_day_it_was_due(world):
    asked = FollowUp.objects.exclude(sent_at=None)
    assert asked.count() > 30
    assert all(row.sent_at and 0 <= (row.sent_at - row.due_at).total_seconds() < 2 for row in asked)


def test_nothing_happened_in_the_future(world):
    assert not JournalEntry.objects.filter(at__gt=NOW).exists()
    assert not Evidence.objects.filter(occurred_at__gt=NOW).exists()


def test_the_past_left_notices_and_no_mail(world):
    assert Notice.objects.exists()
    assert not Delivery.objects.exists()


def test_everybody_can_log_in(world):
    for person in read_pack().people:
        assert User.objects.get(email=person.email).check_password(PASSWORD)


def test_a_second_load_is_refused_in_one_line(world):
    with pytest.raises(CommandError, match="--reset"):
        call_command("load_demo")


def test_two_loads_give_the_same(world, earlier_picture):
    assert picture() == earlier_picture


def test_reviewers_decided_what_chance_drew_and_the_draw_can_be_done_over(world):
    drawn = {case for row in Draw.objects.all() for case in row.drawn_ids}
    decided = set(Audit.objects.filter(why__in=DRAWN, state=AuditState.DECIDED).values_list("case", flat=True))
    assert len(decided) >= 10
    assert drawn == decided
    for row in Draw.objects.all():
        assert row.drawn_ids == [pk for pk in row.frame_ids if is_drawn(row.seed, row.period, pk, row.share)]


def test_sheets_wait_on_the_desk_of_each_reviewer(world):
    waiting = Audit.objects.open()
    assert waiting.count() >= 2
    assert all(audit.due_at > NOW - timedelta(days=1) for audit in waiting)


def test_the_cockpit_has_something_to_say(world):
    scope = Scope(now=NOW)
    for figure in (CLAIMED, VERIFIED):
        reading = read(figure, scope)
        assert reading.n >= 10
        assert reading.value is not None
        assert 0 < reading.value < 1
    assert Target.objects.count() == len(read_pack().targets)
