"""Cases with a history, made through the flows that the product uses."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Protocol

import pytest
import time_machine

from accounts.models import User
from cases.flows import evidence, opening
from cases.models import Case, Topic
from cases.states import Channel, Kind

History = Callable[..., Case]


class MakeCase(Protocol):
    """Open a case so many days ago and let things happen to it."""

    def __call__(
        self,
        *said: tuple[Kind, str],
        days_ago: float = 50,
        after: timedelta = timedelta(hours=1),
        topic: Topic | None = None,
        channel: str = Channel.COMMUNITY,
        title: str = "No light on the box",
    ) -> Case: ...


@pytest.fixture
def now(at: datetime) -> Iterator[datetime]:
    """The pages of this test are read at the fixed moment."""
    with time_machine.travel(at, tick=False):
        yield at


@pytest.fixture
def make_case(now: datetime, topic: Topic, asker: User, answerer: User, reviewer: User) -> MakeCase:
    """Each piece of evidence comes `after` the one before, from whoever may say it."""
    speakers = {Kind.ANSWER: answerer, Kind.VERDICT: reviewer}

    def make(
        *said: tuple[Kind, str],
        days_ago: float = 50,
        after: timedelta = timedelta(hours=1),
        topic: Topic | None = topic,
        channel: str = Channel.COMMUNITY,
        title: str = "No light on the box",
    ) -> Case:
        opened_at = now - timedelta(days=days_ago)
        case = opening.open_case(topic=topic, asker=asker, channel=channel, title=title, at=opened_at)  # type: ignore[arg-type]
        for number, (kind, value) in enumerate(said, start=1):
            case = evidence.append(
                case.pk, kind, by=speakers.get(kind, asker), at=opened_at + number * after, value=value, answer_id=7
            )
        return evidence.look_again(case_id=case.pk, at=now)

    return make


ANSWERED = (Kind.ANSWER, "")
ACCEPTED = (Kind.ACCEPT, "")
YES = (Kind.ASKER_REPLY, "yes")
NO = (Kind.ASKER_REPLY, "no")
RIGHT = (Kind.VERDICT, "correct")
WRONG = (Kind.VERDICT, "incorrect")


@pytest.fixture
def mixed_cases(make_case: MakeCase) -> list[Case]:
    """Twelve ripe cases: 3 verified, 2 confirmed, 3 claimed, 1 denied, 1 wrong, 2 without a claim; and 2 unripe."""
    return [
        *(make_case(ANSWERED, ACCEPTED, YES, RIGHT) for _ in range(3)),
        *(make_case(ANSWERED, ACCEPTED, YES) for _ in range(2)),
        *(make_case(ANSWERED, ACCEPTED, channel=Channel.MAIL) for _ in range(3)),
        make_case(ANSWERED, ACCEPTED, NO, channel=Channel.MAIL),
        make_case(ANSWERED, ACCEPTED, YES, WRONG),
        make_case(ANSWERED, channel=Channel.PHONE),
        make_case(),
        *(make_case(ANSWERED, ACCEPTED, days_ago=10) for _ in range(2)),
    ]
