"""An answer that is claimed to be the solution, and what a reviewer says about it."""

from collections.abc import Callable
from datetime import datetime

import pytest

from accounts.models import User
from cases.models import Topic
from community.flows import answers, questions
from community.models import Answer
from moderation.flows import audits, sheets
from moderation.models import Audit, Verdict
from moderation.rubric import Judgement
from moderation.states import Result, Why

RIGHT = Judgement(Result.CORRECT, "yes", "yes", "yes", "yes", "yes")
WRONG = Judgement(
    Result.INCORRECT, "yes", "no", "yes", "yes", "yes", reason="The adapter is not the cause: the line drops."
)

Decide = Callable[..., Verdict]


@pytest.fixture
def accepted(answer: Answer, asker: User, at: datetime) -> Answer:
    return answers.accept(answer=answer, by=asker, at=at)


@pytest.fixture
def risky(risky_topic: Topic, asker: User, answerer: User, at: datetime) -> Answer:
    """A claim in a topic where a wrong answer can hurt."""
    question = questions.ask(
        by=asker,
        topic=risky_topic,
        title="May I lengthen the fibre cable myself?",
        source="It runs in the same pipe as the power.",
        language="en",
        at=at,
    )
    text = "No. Mains may be live in that pipe; book an electrician, it takes an hour."
    answer = answers.post(question=question, by=answerer, source=text, at=at)
    return answers.accept(answer=answer, by=asker, at=at)


@pytest.fixture
def sheet(accepted: Answer, at: datetime) -> Audit:
    return sheets.put(answer=accepted, why=Why.ASKED, at=at)[0]


@pytest.fixture
def pair(risky: Answer, at: datetime) -> list[Audit]:
    return sheets.put(answer=risky, why=Why.ASKED, at=at)


@pytest.fixture
def decide(at: datetime) -> Decide:
    """Claim and decide in one breath: `decide(sheet, reviewer, WRONG)`."""

    def do(audit: Audit, by: User, judgement: Judgement = RIGHT, when: datetime = at) -> Verdict:
        claimed = audits.claim(audit=audit, by=by, at=when)
        return audits.decide(audit=claimed, by=by, version=claimed.version, judgement=judgement, at=when)

    return do
