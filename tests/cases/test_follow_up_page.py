"""The link from the mail: opens without a log-in, writes on POST only, serves once, ends."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.models import User
from cases.flows import follow_ups
from cases.models import Evidence, FollowUp
from community.flows import answers
from community.models import Answer


@pytest.fixture
def link(answer: Answer, asker: User, at: datetime) -> str:
    """The address in the mail that the asker got after three days."""
    answers.accept(answer=answer, by=asker, at=at)
    mail.outbox.clear()
    with time_machine.travel(at + timedelta(days=3)):
        follow_ups.send_due(at=at + timedelta(days=3))
    (sent,) = mail.outbox
    found = re.search(r"http://localhost:8000(/\S*follow-ups/\S+)", str(sent.body))
    assert found
    return found[1]


def test_the_asker_says_that_it_held(link: str, answer: Answer, at: datetime) -> None:
    with time_machine.travel(at + timedelta(days=4)):
        page = Client().post(link, {"value": "yes", "remark": "Quiet since."})
    assert page.status_code == 200
    answer.question.case.refresh_from_db()
    assert answer.question.case.state == "confirmed"
    assert FollowUp.objects.get(kind="day3").remark == "Quiet since."


def test_a_scanner_that_opens_the_link_changes_nothing(link: str, at: datetime) -> None:
    with time_machine.travel(at + timedelta(days=4)):
        for _ in range(3):
            page = Client().get(link)
            assert page.status_code == 200
            assert not page.cookies
    assert not Evidence.objects.filter(kind="asker_reply").exists()


def test_the_second_answer_changes_nothing(link: str, answer: Answer, at: datetime) -> None:
    with time_machine.travel(at + timedelta(days=4)):
        Client().post(link, {"value": "yes"})
        page = Client().post(link, {"value": "no"})
    assert page.status_code == 200
    assert [e.value for e in Evidence.objects.filter(kind="asker_reply")] == ["yes"]


def test_an_old_link_says_that_it_is_over(link: str, at: datetime) -> None:
    with time_machine.travel(at + timedelta(days=34)):
        page = Client().post(link, {"value": "yes"})
    assert page.status_code == 410
    assert not Evidence.objects.filter(kind="asker_reply").exists()


def test_a_changed_link_does_not_exist(link: str, at: datetime) -> None:
    with time_machine.travel(at + timedelta(days=4)):
        assert Client().post(link[:-3] + "xx/", {"value": "yes"}).status_code == 404


def test_nonsense_is_refused_and_nothing_is_written(link: str, at: datetime) -> None:
    with time_machine.travel(at + timedelta(days=4)):
        assert Client().post(link, {"value": "maybe"}).status_code == 422
    assert not Evidence.objects.filter(kind="asker_reply").exists()


def test_a_question_about_a_claim_taken_back_is_dropped(link: str, answer: Answer, asker: User, at: datetime) -> None:
    answers.unaccept(answer=answer, by=asker, at=at + timedelta(days=3, hours=1))
    with time_machine.travel(at + timedelta(days=4)):
        assert Client().get(link).status_code == 410


def test_silence_is_never_success(link: str, answer: Answer, at: datetime) -> None:
    from cases.flows.evidence import look_again

    case = look_again(case_id=answer.question.case_id, at=at + timedelta(days=60))
    assert (case.state, case.resolved) == ("claimed", "claimed")
