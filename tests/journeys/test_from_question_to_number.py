"""Ask, answer, accept, prove, audit, and see the number move; and the way back when it did not hold."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from cases.models import Case, Topic
from cases.states import FollowUpState
from community.models import Answer, Question
from moderation.models import Audit, Verdict
from tests.conftest import ClientOf
from tests.journeys.conftest import Turn, link_in, say

MailTo = Callable[[User], list[str]]
CORRECT: dict[str, Any] = dict.fromkeys(("answered", "right", "complete", "safe", "current"), "yes")
DAY = timedelta(days=1)


@pytest.fixture
def solved(calendar: Turn, topic: Topic, asker: User, answerer: User, client_of: ClientOf) -> Question:
    """Asked and answered on the first day, accepted an hour later, all through the pages."""
    words: dict[str, Any] = {
        "title": "No dial tone on the landline",
        "topic": topic.pk,
        "source": "Silent since today.",
        "language": "en",
    }
    say(client_of(asker), "/en/questions/ask/", **words)
    question = Question.objects.get()
    say(client_of(answerer), f"/en/questions/{question.pk}/answer/", source="Unplug the second telephone.")
    calendar(timedelta(hours=1))
    say(client_of(asker), f"/en/answers/{Answer.objects.get().pk}/accept/")
    return question


def state() -> tuple[str, str, str]:
    case = Case.objects.get()
    return case.state, case.resolved, case.correct


def test_from_the_question_to_a_fact(
    solved: Question, calendar: Turn, mail_to: MailTo, asker: User, stranger: User, client_of: ClientOf
) -> None:
    assert state() == ("claimed", "claimed", "unrated")
    say(client_of(stranger), f"/en/questions/{solved.pk}/same-problem/")
    say(client_of(stranger), f"/en/answers/{Answer.objects.get().pk}/outcome/", worked="yes", device="Alpbox 3")
    calendar(3 * DAY)
    first = link_in(mail_to(asker)[-1], "follow-ups")
    assert Client().get(first).status_code == 200
    assert state()[1] == "claimed", "opening the link proves nothing"
    say(Client(), first, 200, value="yes")
    assert state() == ("confirmed", "confirmed", "unrated")
    calendar(11 * DAY)
    second = link_in(mail_to(asker)[-1], "follow-ups")
    assert second != first
    say(Client(), second, 200, value="yes", remark="Quiet since.")
    page = Client().get(solved.get_absolute_url()).content.decode()
    assert "Confirmed" in page
    assert "After 14 days" in page


@pytest.mark.django_db(transaction=True)  # followers of the journal see only what is committed
def test_the_way_back(solved: Question, calendar: Turn, mail_to: MailTo, asker: User, answerer: User) -> None:
    calendar(3 * DAY)
    say(Client(), link_in(mail_to(asker)[-1], "follow-ups"), 200, value="no")
    assert state() == ("refuted", "denied", "unrated")
    calendar(timedelta(minutes=1))
    assert any("hold" in text for text in mail_to(answerer)), "the answerer learns that it did not hold"
    told = len(mail_to(asker))
    calendar(20 * DAY)
    assert len(mail_to(asker)) == told, "nobody is asked again about a claim that is over"
    assert not solved.case.follow_ups.filter(state=FollowUpState.SENT).exists()


def test_an_audit_moves_the_state_and_an_edit_voids_it(
    solved: Question, calendar: Turn, mail_to: MailTo, asker: User, answerer: User, moderator: User, reviewer: User,
    client_of: ClientOf,
) -> None:  # fmt: skip
    calendar(3 * DAY)
    say(Client(), link_in(mail_to(asker)[-1], "follow-ups"), 200, value="yes")
    judge(solved, moderator, reviewer, client_of)
    assert state() == ("verified", "confirmed", "correct")
    answer = Answer.objects.get()
    say(client_of(answerer), f"/en/answers/{answer.pk}/edit/", source="Cut the cable and call us at once.")
    assert state() == ("confirmed", "confirmed", "unrated")


def test_neither_asker_nor_answerer_gets_the_sheet(
    solved: Question, moderator: User, asker: User, answerer: User, reviewer: User, client_of: ClientOf
) -> None:
    say(client_of(moderator), f"/en/audits/questions/{solved.pk}/ask/")
    sheet = Audit.objects.latest("pk")
    for person in (asker, answerer):
        person.roles = ["reviewer"]
        person.save(update_fields=["roles"])
        assert client_of(person).get(f"/en/audits/{sheet.pk}/").status_code == 404
        assert client_of(person).post(f"/en/audits/{sheet.pk}/claim/").status_code == 404
    page = client_of(reviewer).get(f"/en/audits/{sheet.pk}/").content.decode()
    assert answerer.name not in page
    assert asker.name not in page


def test_one_verdict_moves_the_number(
    solved: Question, calendar: Turn, mail_to: MailTo, asker: User, moderator: User, reviewer: User,
    quality_manager: User, client_of: ClientOf,
) -> None:  # fmt: skip
    calendar(3 * DAY)
    say(Client(), link_in(mail_to(asker)[-1], "follow-ups"), 200, value="yes")
    calendar(40 * DAY)
    cockpit = client_of(quality_manager)
    before = figures(cockpit)
    judge(solved, moderator, reviewer, client_of)
    after = figures(cockpit)
    assert before != after
    rows = cockpit.get("/en/cockpit/verified/?days=90").content.decode()
    assert solved.title in rows
    csv = b"".join(cockpit.get("/en/cockpit/verified/rows.csv?days=90")).decode()
    assert solved.title in csv


def judge(question: Question, moderator: User, reviewer: User, client_of: ClientOf) -> None:
    """A moderator asks for a check, a reviewer takes the sheet and finds it correct."""
    say(client_of(moderator), f"/en/audits/questions/{question.pk}/ask/")
    sheet = Audit.objects.latest("pk")
    say(client_of(reviewer), f"/en/audits/{sheet.pk}/claim/")
    sheet.refresh_from_db()
    words: dict[str, Any] = {"version": sheet.version, "reason": "Tried it on the same device.", "source": "The manual"}
    say(client_of(reviewer), f"/en/audits/{sheet.pk}/decide/", **words, **CORRECT)
    assert Verdict.objects.filter(audit=sheet).count() == 1


def figures(cockpit: Client) -> str:
    """The part of the cockpit that says what was claimed and what was verified."""
    page = cockpit.get("/en/cockpit/?days=90")
    assert page.status_code == 200
    return page.content.decode().split('id="main"')[1].split("Where to act")[0]
