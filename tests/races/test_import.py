"""Two imports of one dump at once: the second waits and brings nothing. Without the wait one of them fails."""

from datetime import datetime
from pathlib import Path
from threading import Barrier

import pytest
from django.db import IntegrityError

from cases.models import Topic
from community.flows import imports
from community.flows.imports import Totals
from community.models import Question
from community.stackexchange.reader import Dump
from tests.races.crowd import PATIENCE, at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

DUMP = Path(__file__).parent.parent / "community" / "dump"
MANY = 4


def bring(at: datetime) -> Totals:
    return imports.bring(dump=Dump(DUMP), site="neighbours", topic="internet", at=at)


def test_imports_at_once_bring_everything_once(topic: Topic, at: datetime) -> None:
    said = at_once([at] * MANY, bring)

    assert [str(word) for word in said] == ["questions=3 answers=3 accepted=2 closed=1"] * MANY
    assert Question.objects.count() == 3


def test_without_the_wait_the_race_is_real(topic: Topic, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Barrier(MANY)
    monkeypatch.setattr(imports, "_alone", lambda site: gate.wait(PATIENCE))
    said = at_once([at] * MANY, bring)

    assert IntegrityError in {type(word) for word in said}
    assert Question.objects.count() == 3, "the constraint holds where the lock does not"
