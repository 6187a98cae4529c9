"""Lists and pages, as guests and members see them, and what they cost."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from accounts.models import User
from cases.models import Topic
from community.flows import answers, comments, outcomes, questions
from community.models import Answer, Question
from tests.conftest import ClientOf, MakePerson

Queries = object
LIST, PAGE, MEMBER = 4, 6, 2


@pytest.fixture
def many(asker: User, answerer: User, topic: Topic, at: datetime) -> list[Question]:
    """Two pages of questions, each with an answer."""
    made = []
    for n in range(25):
        question = questions.ask(
            by=asker, topic=topic, title=f"Number {n} does not work", source="It is dark.", language="en",
            at=at + timedelta(minutes=n),
        )  # fmt: skip
        answers.post(question=question, by=answerer, source="Turn it on again.", at=at + timedelta(minutes=n))
        made.append(question)
    return made


def test_a_guest_reads_the_list_without_a_cookie(many: list[Question], django_assert_max_num_queries: Queries) -> None:
    with django_assert_max_num_queries(LIST):  # type: ignore[operator]
        page = Client().get("/en/questions/")
    assert page.status_code == 200
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")
    assert page.content.decode().count("does not work") >= 20


def test_the_second_page_shows_the_rest(many: list[Question]) -> None:
    first = Client().get("/en/questions/")
    second = Client().get("/en/questions/", {"page": first.context["page"].older})
    titles = [row.title for page in (first, second) for row in page.context["page"].rows]
    assert titles == [question.title for question in reversed(many)]


def test_a_guest_reads_a_question_without_a_cookie(
    answer: Answer, asker: User, stranger: User, at: datetime, django_assert_max_num_queries: Queries
) -> None:
    answers.accept(answer=answer, by=asker, at=at)
    outcomes.report(answer=answer, by=stranger, worked=True, at=at)
    comments.say(question=answer.question, answer=answer, by=stranger, source="Thank you!", at=at)
    address = answer.question.get_absolute_url()
    with django_assert_max_num_queries(PAGE):  # type: ignore[operator]
        page = Client().get(address)
    assert page.status_code == 200
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")
    assert "csrfmiddlewaretoken" not in page.content.decode()


def test_twenty_answers_cost_no_more_than_one(
    question: Question, person: MakePerson, at: datetime, django_assert_max_num_queries: Queries
) -> None:
    for n in range(20):
        answer = answers.post(question=question, by=person(f"Person {n}"), source="Try this, please.", at=at)
        comments.say(question=question, answer=answer, by=question.author, source="Why?", at=at)
    with django_assert_max_num_queries(PAGE):  # type: ignore[operator]
        assert Client().get(question.get_absolute_url()).status_code == 200


def test_a_member_costs_two_more(
    answer: Answer, stranger: User, client_of: ClientOf, django_assert_max_num_queries: Queries
) -> None:
    client = client_of(stranger)
    # Log-in itself is two: the session and the person.
    with django_assert_max_num_queries(PAGE + MEMBER + 2):  # type: ignore[operator]
        assert client.get(answer.question.get_absolute_url()).status_code == 200


def test_an_old_slug_leads_to_the_right_address(question: Question) -> None:
    page = Client().get(f"/en/questions/{question.pk}/an-older-title/")
    assert (page.status_code, page["Location"]) == (301, f"/en{question.get_absolute_url()[3:]}")


def test_a_hidden_question_does_not_exist_for_a_stranger(
    question: Question, stranger: User, asker: User, moderator: User, at: datetime, client_of: ClientOf
) -> None:
    Question.objects.update(hidden_at=at)
    address = question.get_absolute_url()
    assert Client().get(address).status_code == 404
    assert client_of(stranger).get(address).status_code == 404
    assert client_of(asker).get(address).status_code == 200
    assert client_of(moderator).get(address).status_code == 200


def test_an_answer_of_a_hidden_question_does_not_exist_either(
    answer: Answer, stranger: User, at: datetime, client_of: ClientOf
) -> None:
    Question.objects.update(hidden_at=at)
    for address in (f"/en/answers/{answer.pk}/", f"/en/answers/{answer.pk}/history/"):
        assert client_of(stranger).get(address).status_code == 404


def test_the_history_shows_every_text(answer: Answer, answerer: User, at: datetime) -> None:
    answers.edit(answer=answer, by=answerer, source="Call us instead of doing that.", at=at)
    page = Client().get(f"/en/answers/{answer.pk}/history/")
    assert "Turn the power adapter over" in page.content.decode()
    assert "instead" in page.content.decode()


def test_my_page_is_mine(answer: Answer, asker: User, answerer: User, client_of: ClientOf) -> None:
    assert Client().get("/en/mine/").status_code == 302
    assert answer.question.title in client_of(asker).get("/en/mine/").content.decode()
    assert [a.pk for a in client_of(answerer).get("/en/mine/").context["answered"]] == [answer.pk]


def test_a_duplicate_leads_to_the_question_that_stands_for_both(
    question: Question, asker: User, topic: Topic, moderator: User, at: datetime,
    django_assert_max_num_queries: Queries,
) -> None:  # fmt: skip
    second = questions.ask(by=asker, topic=topic, title="Dark every evening", source="Same.", language="en", at=at)
    questions.link_duplicate(question=second, original=question, by=moderator, at=at)
    with django_assert_max_num_queries(PAGE):  # type: ignore[operator]
        page = Client().get(second.get_absolute_url()).content.decode()
    assert f'href="{question.get_absolute_url()}"' in page
    assert "Not counted" in page
