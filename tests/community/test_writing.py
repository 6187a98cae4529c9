"""Ask, answer, accept and say so through the pages; the stranger stands next to the owner."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from cases.models import Topic
from community.flows import questions
from community.models import Answer, Duplicate, Outcome, Question
from tests.conftest import ClientOf

QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
ASKED = {"title": "No dial tone on the landline", "source": "Since this morning the phone is silent.", "language": "en"}


def test_a_guest_is_sent_to_log_in_and_comes_back(topic: Topic) -> None:
    page = Client().get("/en/questions/ask/?title=No+dial+tone")
    assert page.status_code == 302
    assert "next=" in page["Location"]


def test_a_member_asks(asker: User, topic: Topic, client_of: ClientOf) -> None:
    page = client_of(asker).post("/en/questions/ask/", {**ASKED, "topic": topic.pk})
    question = Question.objects.get()
    assert page["Location"] == question.get_absolute_url()
    assert (question.case.state, question.text.number) == ("open", 1)


def test_a_form_sent_again_is_not_a_second_question(asker: User, topic: Topic, client_of: ClientOf) -> None:
    client = client_of(asker)
    places = {client.post("/en/questions/ask/", {**ASKED, "topic": topic.pk})["Location"] for _ in range(2)}
    assert len(places) == 1
    assert Question.objects.count() == 1


def test_an_answer_or_a_comment_sent_again_is_one(question: Question, answerer: User, client_of: ClientOf) -> None:
    client = client_of(answerer)
    for _ in range(2):
        client.post(f"/en/questions/{question.pk}/answer/", {"source": "Look at the socket first."})
        client.post(f"/en/questions/{question.pk}/comment/", {"source": "Which colour?"})
    question.refresh_from_db()
    assert (question.answer_count, question.answers.count(), question.comments.count()) == (1, 1, 1)


def test_what_was_typed_survives_an_error(asker: User, topic: Topic, client_of: ClientOf) -> None:
    page = client_of(asker).post("/en/questions/ask/", {**ASKED, "title": "Short", "topic": topic.pk})
    assert page.status_code == 422
    assert ASKED["source"] in page.content.decode()
    assert not Question.objects.exists()


@pytest.mark.parametrize("title", ["Edit", "Same problem", "!!!!!!!!!!!!", "Ünïcödé tïtlé überall"])
def test_every_title_has_an_address(title: str, asker: User, topic: Topic, at: datetime) -> None:
    question = questions.ask(by=asker, topic=topic, title=title, source="It is dark.", language="en", at=at)
    assert Client().get(question.get_absolute_url()).status_code == 200


@override_settings(TASKS=QUEUE)
def test_posting_an_answer_costs_fifteen_queries(question: Question, answerer: User, client_of: ClientOf) -> None:
    client = client_of(answerer)
    with CaptureQueriesContext(connection) as asked:
        client.post(f"/en/questions/{question.pk}/answer/", {"source": "Look at the socket first."})
    spoken = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert len(spoken) <= 15, "\n".join(spoken)
    assert Answer.objects.get().author == answerer


def test_an_empty_answer_comes_back_with_a_reason(question: Question, answerer: User, client_of: ClientOf) -> None:
    page = client_of(answerer).post(f"/en/questions/{question.pk}/answer/", {"source": ""})
    assert page.status_code == 422
    assert not Answer.objects.exists()


def test_the_asker_accepts_and_a_stranger_finds_nothing(
    answer: Answer, asker: User, stranger: User, client_of: ClientOf
) -> None:
    assert client_of(stranger).post(f"/en/answers/{answer.pk}/accept/").status_code == 404
    assert client_of(asker).post(f"/en/answers/{answer.pk}/accept/").status_code == 302
    answer.refresh_from_db()
    assert answer.accepted_at


@pytest.mark.parametrize("verb", ["accept", "unaccept", "outcome", "outcome/retract", "comment"])
def test_no_get_writes(verb: str, answer: Answer, asker: User, client_of: ClientOf) -> None:
    assert client_of(asker).get(f"/en/answers/{answer.pk}/{verb}/").status_code == 405


def test_a_member_says_that_it_worked_and_takes_it_back(
    answer: Answer, stranger: User, answerer: User, client_of: ClientOf
) -> None:
    address = f"/en/answers/{answer.pk}/outcome/"
    assert client_of(answerer).post(address, {"worked": "yes"}).status_code == 404
    assert client_of(stranger).post(address, {"worked": "yes", "device": "Alpbox 3"}).status_code == 302
    assert Outcome.objects.get().worked
    client_of(stranger).post(f"{address}retract/")
    assert not Outcome.objects.standing().exists()


def test_the_author_edits_and_a_stranger_finds_nothing(
    answer: Answer, answerer: User, stranger: User, client_of: ClientOf
) -> None:
    address = f"/en/answers/{answer.pk}/edit/"
    words = {"source": "Turn the power adapter over and look for 12A.", "note": "clearer"}
    assert client_of(stranger).post(address, words).status_code == 404
    assert client_of(answerer).post(address, words).status_code == 302
    answer.refresh_from_db()
    assert answer.text.source == words["source"]


def test_a_moderator_joins_two_questions_and_a_stranger_cannot(
    question: Question, asker: User, stranger: User, moderator: User, topic: Topic, at: datetime, client_of: ClientOf
) -> None:
    second = questions.ask(by=asker, topic=topic, title="Dark every evening", source="As said.", language="en", at=at)
    address = f"/en/questions/{second.pk}/duplicate/"
    assert client_of(stranger).post(address, {"original": question.pk}).status_code == 404
    client_of(moderator).post(address, {"original": question.pk})
    assert Duplicate.objects.get().original == question
    second.case.refresh_from_db()
    assert second.case.state == "excluded"


def test_a_comment_appears_and_is_told_to_the_one_it_concerns(
    question: Question, stranger: User, client_of: ClientOf
) -> None:
    page = client_of(stranger).post(f"/en/questions/{question.pk}/comment/", {"source": "Which colour?"}, follow=True)
    assert "Which colour?" in page.content.decode()


def test_a_form_without_its_token_is_refused(answer: Answer, asker: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(asker, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post(f"/en/answers/{answer.pk}/accept/").status_code == 403
