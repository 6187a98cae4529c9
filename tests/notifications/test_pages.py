"""The pages of notices and mails."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from notifications.kinds import REFUSABLE, Kind
from notifications.models import Notice
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db


@pytest.fixture
def notices(asker: User, at: datetime) -> list[Notice]:
    return [
        Notice.objects.create(
            person=asker,
            kind=Kind.ANSWER_POSTED,
            key=f"answer:{number}",
            text=f"Somebody has answered: question {number}",
            address=f"/en/questions/{number}/",
            told_at=at + timedelta(minutes=number),
        )
        for number in range(25)
    ]


def test_notices_are_mine_alone(client_of: ClientOf, asker: User, stranger: User, notices: list[Notice]):
    assert "question 24" in client_of(asker).get("/en/notices/").text
    assert "Somebody has answered" not in client_of(stranger).get("/en/notices/").text


def test_the_newest_come_first_and_the_rest_on_the_next_page(client_of: ClientOf, asker: User, notices: list[Notice]):
    page = client_of(asker).get("/en/notices/").context["page"]
    assert [notice.key for notice in page.rows[:2]] == ["answer:24", "answer:23"]
    older = client_of(asker).get("/en/notices/", {"page": page.older}).context["page"]
    assert len(page.rows) + len(older.rows) == 25


def test_reading_is_a_post(client_of: ClientOf, asker: User, notices: list[Notice]):
    browser = client_of(asker)
    browser.get("/en/notices/")
    assert Notice.objects.filter(read_at=None).count() == 25
    browser.post("/en/notices/read/")
    assert not Notice.objects.filter(read_at=None).exists()


def test_an_empty_page_says_what_will_be_there(client_of: ClientOf, stranger: User):
    assert "Nothing to tell you yet" in client_of(stranger).get("/en/notices/").text


def test_only_what_can_be_refused_has_a_box(client_of: ClientOf, asker: User):
    page = client_of(asker).get("/en/notices/mails/").text
    assert page.count('type="checkbox"') == len(REFUSABLE)
    assert page.count("checked") >= len(REFUSABLE)


@pytest.mark.parametrize("name", ["notices", "mails"])
def test_a_guest_logs_in_first(client: Client, name: str):
    answer = client.get(reverse(f"notifications:{name}"))
    assert answer.status_code == 302
    assert reverse("account_login") in answer.headers["Location"]
