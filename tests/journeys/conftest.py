"""People with browsers, the payment double in this process, and a calendar that the test turns."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.models import User
from common import jobs
from tests.marketplace.conftest import service, start, the_helper, till

__all__ = ["service", "start", "the_helper", "till"]

Turn = Callable[[timedelta], datetime]


@pytest.fixture
def calendar(at: datetime) -> Iterator[Turn]:
    """`calendar(timedelta(days=3))`: go on by three days and let the clock's jobs run."""
    with time_machine.travel(at, tick=False) as traveller:
        moment = [at]

        def turn(by: timedelta) -> datetime:
            moment[0] += by
            traveller.move_to(moment[0])
            jobs.run_due(at=moment[0])
            return moment[0]

        yield turn


@pytest.fixture
def mail_to() -> Callable[[User], list[str]]:
    """The texts of the mails that somebody got, oldest first."""

    def texts(person: User) -> list[str]:
        return [str(sent.body) for sent in mail.outbox if person.email in sent.to]

    return texts


def link_in(text: str, part: str) -> str:
    """The path of the link in a mail that has `part` in it."""
    found = re.search(rf"http://localhost:8000(/\S*{part}\S*)", text)
    assert found, text
    return found[1]


def say(client: Client, path: str, code: int = 302, **words: object) -> str:
    """Send a form; where the answer leads."""
    answer = client.post(path, words)
    assert answer.status_code == code, (path, answer.status_code, answer.content.decode()[:2000])
    return str(answer.get("Location", ""))
