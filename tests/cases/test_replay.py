"""What is stored is what the evidence says, and nothing else."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from cases.flows.evidence import append, look_again_due
from cases.models import Case, Evidence
from cases.states import Kind
from community.flows import answers, outcomes
from community.models import Answer, Question


def replay(*options: str) -> str:
    out = StringIO()
    call_command("replay_cases", *options, stdout=out, stderr=StringIO())
    return out.getvalue().strip()


def test_the_log_replayed_equals_what_is_stored(answer: Answer, asker: User, stranger: User, at: datetime) -> None:
    answers.accept(answer=answer, by=asker, at=at)
    outcomes.report(answer=answer, by=stranger, worked=False, at=at + timedelta(days=1))
    assert replay("--check") == "0 differ"


def test_a_state_set_by_hand_is_found_and_mended(question: Question) -> None:
    Case.objects.update(state="claimed", resolved="claimed")
    with pytest.raises(CommandError, match="1 cases differ") as raised:
        replay("--check")
    assert raised.value.returncode == 1
    replay()
    assert replay("--check") == "0 differ"


def test_time_alone_turns_silence_into_unknown(question: Question, at: datetime) -> None:
    assert look_again_due(at=at + timedelta(days=29)) == 0
    assert look_again_due(at=at + timedelta(days=31)) == 1
    question.case.refresh_from_db()
    assert question.case.state == "unknown"


def test_the_same_source_is_counted_once(question: Question, asker: User, at: datetime) -> None:
    for _ in range(2):
        append(question.case_id, Kind.BOOKING, by=asker, at=at, value="solved", source="booking:1")
    assert Evidence.objects.filter(kind="booking").count() == 1


def test_the_topics_own_interval_decides_when_a_check_runs_out(answer: Answer, reviewer: User, at: datetime) -> None:
    topic = answer.question.case.topic
    topic.review_days = 10
    topic.save(update_fields=["review_days"])
    case_id = answer.question.case_id
    append(case_id, Kind.VERDICT, by=reviewer, at=at, value="correct", answer_id=answer.pk)
    look_again_due(at=at + timedelta(days=11))
    answer.question.case.refresh_from_db()
    assert answer.question.case.state == "expired"
