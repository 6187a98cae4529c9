"""Questions in every state, and the journal followed to its end."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

import pytest

from accounts.models import User
from cases.flows import evidence
from cases.models import Topic
from cases.states import Kind
from common.models import JournalEntry
from community.flows import answers, questions
from community.models import Question
from search.flows import indexing

Ask = Callable[..., Question]
Bring = Callable[..., Question]
Follow = Callable[[], None]


@pytest.fixture
def follow(db: None) -> Follow:
    """Let search follow the whole journal, as often as a test likes."""
    return lambda: indexing.follow(list(JournalEntry.objects.order_by("pk")))


@pytest.fixture
def ask(asker: User, topic: Topic, at: datetime) -> Ask:
    number = count()

    def ask(title: str, source: str = "", language: str = "en", at: datetime = at) -> Question:
        source = source or "Since Monday." + " Still." * next(number)  # the same words twice are one question
        return questions.ask(by=asker, topic=topic, title=title, source=source, language=language, at=at)

    return ask


@pytest.fixture
def bring(ask: Ask, asker: User, answerer: User, reviewer: User, second_reviewer: User, at: datetime) -> Bring:
    """A question that was answered and brought to `state` by its evidence."""

    def bring(state: str, title: str, solution: str = "Turn it off and on.", language: str = "en") -> Question:
        question = ask(title, language=language, at=at)
        answer = answers.post(question=question, by=answerer, source=solution, at=at)
        if state != "open":
            answers.accept(answer=answer, by=asker, at=at + timedelta(hours=1))
        for hour, (kind, by, value) in enumerate(_evidence(state, asker, reviewer, second_reviewer), start=2):
            evidence.append(
                question.case_id,
                kind,
                by=by,
                at=at + timedelta(hours=hour),
                value=value,
                answer_id=answer.pk,
                revision_id=answer.revision_id,
            )
        question.refresh_from_db()
        assert question.case.state == state
        return question

    return bring


def _evidence(state: str, asker: User, first: User, second: User) -> list[tuple[Kind, User, str]]:
    held, right, wrong = (
        (Kind.ASKER_REPLY, asker, "yes"),
        (Kind.VERDICT, first, "correct"),
        (Kind.VERDICT, second, "incorrect"),
    )
    return {
        "open": [],
        "claimed": [],
        "confirmed": [held],
        "verified": [held, right],
        "disputed": [held, right, wrong],
        "refuted": [(Kind.ASKER_REPLY, asker, "no")],
        "expired": [held, (Kind.TRIGGER, first, "release")],
    }[state]
