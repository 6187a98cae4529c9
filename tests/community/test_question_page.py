"""What the page of a question says, to people and to machines."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from accounts.models import User
from cases.flows import evidence
from cases.states import Kind
from community.flows import answers, outcomes
from community.models import Answer, Question
from tests.conftest import ClientOf


def machine_words(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found
    entity: dict[str, Any] = json.loads(found[1])["mainEntity"]
    return entity


def page(client: Client, question: Question) -> str:
    return client.get(question.get_absolute_url()).text


def test_a_solution_is_accepted_in_the_words_of_machines(
    answer: Answer, asker: User, client: Client, at: datetime
) -> None:
    answers.accept(answer=answer, by=asker, at=at)
    entity = machine_words(page(client, answer.question))
    assert entity["acceptedAnswer"]["author"]["name"] == "Ursina Caduff"


def test_a_solution_that_did_not_hold_is_only_suggested(
    answer: Answer, asker: User, client: Client, at: datetime
) -> None:
    answers.accept(answer=answer, by=asker, at=at)
    later, case = at + timedelta(days=3), answer.question.case_id
    evidence.append(case, Kind.ASKER_REPLY, by=asker, at=later, value="no", answer_id=answer.pk, actor_role="asker")
    html = page(client, answer.question)
    assert "acceptedAnswer" not in machine_words(html)
    assert "This did not hold." in html


def test_what_people_write_cannot_end_the_script(
    question: Question, answerer: User, client: Client, at: datetime
) -> None:
    answers.post(question=question, by=answerer, source="Type </script><script>alert(1)</script> there", at=at)
    html = page(client, question)
    assert "<script>alert" not in html
    assert machine_words(html)["suggestedAnswer"][0]["text"].startswith("Type </script>")


def test_a_guest_gets_no_form_no_cookie_and_a_way_to_log_in(answer: Answer, client: Client) -> None:
    response = client.get(answer.question.get_absolute_url())
    assert "csrfmiddlewaretoken" not in response.text
    assert not response.cookies
    assert "Log in to answer" in response.text


def test_the_author_cannot_prove_their_own_answer_and_a_stranger_can(
    answer: Answer, answerer: User, stranger: User, client_of: ClientOf
) -> None:
    address = f"/en/answers/{answer.pk}/outcome/"
    assert address not in page(client_of(answerer), answer.question)
    assert address in page(client_of(stranger), answer.question)


def test_what_i_said_can_be_taken_back_on_the_page(
    answer: Answer, stranger: User, client_of: ClientOf, at: datetime
) -> None:
    outcomes.report(answer=answer, by=stranger, worked=True, device="Alpbox 3", at=at)
    html = page(client_of(stranger), answer.question)
    assert "You said: it worked." in html
    assert f"/en/answers/{answer.pk}/outcome/retract/" in html


def test_only_the_asker_marks_the_solution(answer: Answer, asker: User, stranger: User, client_of: ClientOf) -> None:
    address = f"/en/answers/{answer.pk}/accept/"
    assert address in page(client_of(asker), answer.question)
    assert address not in page(client_of(stranger), answer.question)


def test_a_history_shows_what_changed_word_by_word(
    answer: Answer, answerer: User, client: Client, at: datetime
) -> None:
    answers.edit(
        answer=answer, by=answerer, source="Turn the power adapter over. If it ends in 13B, order a new one.",
        note="another batch", says_minor=False, at=at + timedelta(hours=1),
    )  # fmt: skip
    html = client.get(f"/en/answers/{answer.pk}/history/").text
    assert "<del>12A</del><ins>13B</ins>" in html
    assert "change of substance" in html


def test_a_row_of_the_list_says_what_is_known_and_escapes_what_was_written(
    answer: Answer, client: Client, at: datetime
) -> None:
    Question.objects.filter(pk=answer.question_id).update(title="Box <b>restarts</b> every evening at eight")
    html = client.get("/en/questions/").text
    assert "Box &lt;b&gt;restarts&lt;/b&gt; every evening at eight</a>" in html
    assert "<span>Open</span>" in html
    assert "<span>1 answer</span>" in html
    assert "<span>Internet and Wi-Fi</span>" in html
