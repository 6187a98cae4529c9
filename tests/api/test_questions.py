"""The public API: what it says, what it keeps to itself, and how it says no."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from cases.models import Topic
from community.flows import answers, questions
from community.models import Answer, Question

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(asker: User, topic: Topic, at: datetime) -> list[Question]:
    """Thirty questions, one an hour."""
    return [
        questions.ask(
            by=asker,
            topic=topic,
            title=f"Question number {number} about the router",
            source="It blinks.",
            language="de" if number % 2 else "en",
            device="",
            at=at + timedelta(hours=number),
        )
        for number in range(30)
    ]


def _get(client: Client, path: str, **query: Any) -> dict[str, Any]:
    answer = client.get(f"/api/v1/{path}", query)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_a_list_says_what_the_page_says(client: Client, answer: Answer):
    (item,) = _get(client, "questions")["items"]
    question = answer.question
    assert item["title"] == question.title
    assert item["url"] == f"http://localhost:8000/en/questions/{question.pk}/{question.slug}/"
    assert item["topic"] == "internet"
    assert item["answers"] == 1
    assert item["known"] == {
        "state": "open",
        "resolved": "none",
        "correct": "unrated",
        "is_stale": False,
        "words": "Open",
    }


def test_one_question_comes_with_its_answers(client: Client, answer: Answer, asker: User, at: datetime):
    answers.accept(answer=answer, by=asker, at=at)
    found = _get(client, f"questions/{answer.question_id}")
    assert found["by"] == "Reto Brunner"
    assert found["known"]["state"] == "claimed"
    (only,) = found["all_answers"]
    assert only["is_solution"]
    assert only["outcomes"] == {"worked": 0, "tried": 0}
    assert only["html"].startswith("<p>Turn the power adapter over.")


def test_no_address_of_anybody_is_given_away(client: Client, answer: Answer):
    for path in ("questions", f"questions/{answer.question_id}"):
        assert "@" not in client.get(f"/api/v1/{path}").text


def test_every_question_is_read_once_page_by_page(client: Client, many: list[Question]):
    seen: list[int] = []
    page = _get(client, "questions", size=7)
    while True:
        seen += [item["id"] for item in page["items"]]
        if not page["older"]:
            break
        page = _get(client, "questions", size=7, page=page["older"])
    assert seen == [question.pk for question in reversed(many)]


def test_a_language_is_picked(client: Client, many: list[Question]):
    assert {item["language"] for item in _get(client, "questions", language="de", size=100)["items"]} == {"de"}


@pytest.mark.parametrize(
    "query", [{"size": 0}, {"size": 101}, {"size": 2**70}, {"show": "hidden"}, {"language": "xx"}, {"page": "x" * 81}]
)
def test_what_is_out_of_bounds_is_named(client: Client, query: dict[str, Any]):
    answer = client.get("/api/v1/questions", query)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"][-1] == next(iter(query))


@pytest.mark.parametrize("page", ["nonsense", "older__", "older_2026-05-04T08:00:00+00:00_99999999999999999999"])
def test_a_key_that_makes_no_sense_shows_the_first_page(client: Client, many: list[Question], page: str):
    assert _get(client, "questions", page=page)["items"][0]["id"] == many[-1].pk


def test_what_is_hidden_does_not_exist(client: Client, answer: Answer, at: datetime):
    Question.objects.filter(pk=answer.question_id).update(hidden_at=at)
    missing = client.get(f"/api/v1/questions/{answer.question_id}")
    assert missing.status_code == 404
    assert missing.json() == {"detail": "Not Found"}
    assert _get(client, "questions")["items"] == []


@pytest.mark.parametrize("pk", [0, -1, 2**63, 2**80])
def test_a_number_that_is_none_never_reaches_the_database(client: Client, pk: int):
    assert client.get(f"/api/v1/questions/{pk}").status_code == 422


def test_the_words_follow_the_request(client: Client, question: Question):
    answer = client.get("/api/v1/questions", headers={"Accept-Language": "de"})
    assert "/de/questions/" in answer.json()["items"][0]["url"]
    assert "Accept-Language" in answer.headers["Vary"]


def test_nothing_is_remembered_of_who_asks(client: Client, question: Question):
    answer = client.get("/api/v1/questions")
    assert not answer.cookies
    assert "Cookie" not in answer.headers["Vary"]


def test_the_description_is_complete(client: Client):
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    assert set(described["paths"]) == {"/api/v1/questions", "/api/v1/questions/{pk}"}
    assert set(described["paths"]["/api/v1/questions/{pk}"]["get"]["responses"]) == {"200", "404", "422"}
    assert set(described["paths"]["/api/v1/questions"]["get"]["responses"]) == {"200", "422"}


def test_a_list_costs_one_query_however_long(
    client: Client, many: list[Question], django_assert_max_num_queries: DjangoAssertNumQueries
):
    with django_assert_max_num_queries(1):
        _get(client, "questions", size=100)


def test_one_question_costs_few(client: Client, answer: Answer, django_assert_max_num_queries: DjangoAssertNumQueries):
    with django_assert_max_num_queries(6):
        _get(client, f"questions/{answer.question_id}")
