"""The front door: what a guest sees, in how many queries, and that it leaves nothing behind."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from cases.models import Case, Topic
from common.models import JournalEntry
from community.flows import questions
from community.models import Question
from content.models import HomePage, KnownProblem, KnownProblems
from content.states import Status
from content.village import MOST, Week

pytestmark = pytest.mark.django_db


@pytest.fixture
def problem() -> KnownProblem:
    """A known problem in English, published as an editor would."""
    index = KnownProblems.objects.get(locale__language_code="en")
    page = KnownProblem(
        title="No dial tone in Churwalden",
        to_do="Repaired at 13:40. We watch it until tomorrow.",
        status=Status.WATCHING,
        since=timezone.now(),
        locale=index.locale,
    )
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


@pytest.fixture
def asked(asker: User, topic: Topic) -> Question:
    """A question of yesterday."""
    return questions.ask(
        by=asker,
        topic=topic,
        title="No roaming in Livigno",
        source="It works in Bormio.",
        language="en",
        device="",
        at=timezone.now() - timedelta(days=1),
    )


def test_every_language_has_its_headline(client: Client):
    for language, headline in HomePage.objects.values_list("locale__language_code", "headline"):
        page = client.get(f"/{language}/")
        assert page.status_code == 200
        assert f"<h1>{headline}</h1>" in page.text


def test_it_takes_four_queries(
    client: Client, problem: KnownProblem, asked: Question, django_assert_max_num_queries: DjangoAssertNumQueries
):
    client.get("/en/")
    with django_assert_max_num_queries(4):
        client.get("/en/")


def test_a_guest_takes_no_cookie_home(client: Client, problem: KnownProblem):
    page = client.get("/en/")
    assert not page.cookies
    assert "csrfmiddlewaretoken" not in page.text
    assert "Cookie" not in page.headers.get("Vary", "")


def test_a_known_problem_is_shown_where_its_language_is_read(client: Client, problem: KnownProblem):
    assert problem.title in client.get("/en/").text
    assert problem.title not in client.get("/de/").text


def test_a_fixed_problem_leaves_the_front_page(client: Client, problem: KnownProblem):
    problem.status = Status.FIXED
    problem.save_revision().publish()
    assert problem.title not in client.get("/en/").text
    assert problem.title in client.get("/en/problems/").text


def test_a_window_is_dark_until_somebody_answers(client: Client, asked: Question):
    drawn = client.get("/en/").context["week"]
    assert (drawn.works, drawn.answered, drawn.waiting) == (0, 0, 1)


def test_the_light_goes_on_when_the_asker_says_that_it_works(client: Client, asked: Question):
    Case.objects.filter(pk=asked.case_id).update(
        state="confirmed", resolved="confirmed", ever_claimed=True, resolved_at=timezone.now()
    )
    page = client.get("/en/")
    assert page.context["week"].works == 1
    assert asked.title in page.text


def test_what_was_solved_last_month_is_not_of_this_week(client: Client, asked: Question):
    Case.objects.filter(pk=asked.case_id).update(
        state="confirmed", resolved="confirmed", ever_claimed=True, resolved_at=timezone.now() - timedelta(days=30)
    )
    assert asked.title not in client.get("/en/").text


def test_the_street_never_has_more_than_its_windows():
    drawn = Week(works=900, answered=50, waiting=50)
    assert drawn.is_scaled
    assert drawn.lit.count("M") + drawn.dark.count("M") >= MOST
    assert len({*drawn.lit.split("z"), *drawn.dark.split("z")}) <= 2 * MOST


@pytest.mark.parametrize(("works", "answered", "waiting"), [(0, 0, 0), (1, 0, 0), (3, 2, 1), (64, 0, 0), (20, 22, 22)])
def test_every_problem_has_its_window(works: int, answered: int, waiting: int):
    drawn = Week(works=works, answered=answered, waiting=waiting)
    assert drawn.lit.count("M") == works + answered
    assert drawn.dark.count("M") == answered + waiting


def test_publishing_is_written_to_the_journal(problem: KnownProblem):
    problem.unpublish()
    tags = JournalEntry.objects.filter(subject_kind="content.knownproblem", subject_id=problem.pk).order_by("pk")
    assert list(tags.values_list("tag", flat=True)) == ["content:problem:publish", "content:problem:unpublish"]
