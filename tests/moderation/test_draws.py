"""Chance decides, can be done over, and is never asked twice."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from cases.models import Topic
from cases.states import Risk
from common.models import JournalEntry
from community.flows import answers, questions
from community.models import Answer, Question
from moderation import plan
from moderation.flows import draws, sheets
from moderation.models import Audit, Draw
from moderation.states import Why


def claims(count: int, topic: Topic, asker: User, answerer: User, at: datetime) -> list[Question]:
    found = []
    for number in range(count):
        question = questions.ask(
            by=asker, topic=topic, title=f"It stops at step {number}", source="And then?", language="en", at=at
        )
        answers.accept(
            answer=answers.post(question=question, by=answerer, source="Press it again.", at=at), by=asker, at=at
        )
        found.append(question)
    return found


def test_every_claim_of_a_high_risk_gets_two_sheets(risky: Answer, at: datetime) -> None:
    draws.draw(period="2026-05", at=at)
    assert list(Audit.objects.order_by("slot").values_list("slot", "why", "stratum")) == [
        (1, "risk", "high:claimed"),
        (2, "risk", "high:claimed"),
    ]


def test_the_draw_keeps_its_frame_and_can_be_done_over(topic: Topic, asker: User, answerer: User, at: datetime) -> None:
    asked = claims(30, topic, asker, answerer, at)
    (row,) = draws.draw(period="2026-05", at=at)
    assert (row.stratum, row.frame_size, row.share) == ("medium:claimed", 30, 0.3)
    assert sorted(row.frame_ids) == sorted(question.case_id for question in asked)
    assert row.drawn_ids == [pk for pk in row.frame_ids if plan.is_drawn(row.seed, row.period, pk, row.share)]
    assert 0 < len(row.drawn_ids) < 30
    assert sorted(Audit.objects.filter(draw=row).values_list("case", flat=True)) == sorted(row.drawn_ids)
    assert JournalEntry.objects.get(tag="moderation:audit:draw").after["drawn"] == len(row.drawn_ids)


def test_drawing_again_adds_nothing(topic: Topic, asker: User, answerer: User, at: datetime) -> None:
    claims(10, topic, asker, answerer, at)
    draws.draw(period="2026-05", at=at)
    before = Draw.objects.count(), Audit.objects.count()
    assert draws.draw(period="2026-05", at=at + timedelta(hours=1)) == []
    assert (Draw.objects.count(), Audit.objects.count()) == before


def test_what_comes_later_is_drawn_later_with_the_same_seed(
    topic: Topic, asker: User, answerer: User, at: datetime
) -> None:
    claims(5, topic, asker, answerer, at)
    (first,) = draws.draw(period="2026-05", at=at)
    later = at + timedelta(days=2)
    claims(5, topic, asker, answerer, later)
    (second,) = draws.draw(period="2026-05", at=later)
    assert second.seed == first.seed
    assert not set(first.frame_ids) & set(second.frame_ids)


def test_the_share_is_kept_over_many_cases() -> None:
    for risk, share in plan.SHARES.items():
        drawn = sum(plan.is_drawn("seed", "2026-05", case_id, share) for case_id in range(20_000))
        assert drawn / 20_000 == pytest.approx(share, abs=0.01), risk


def test_another_period_draws_others() -> None:
    may, june = ([plan.is_drawn("seed", period, pk, 0.3) for pk in range(200)] for period in ("2026-05", "2026-06"))
    assert may != june


def test_nothing_without_a_carrying_answer_is_drawn(question: Question, answer: Answer, at: datetime) -> None:
    assert draws.draw(period="2026-05", at=at) == []


def test_a_sheet_that_was_asked_for_joins_the_sample_when_it_is_drawn(risky: Answer, at: datetime) -> None:
    sheets.put(answer=risky, why=Why.ASKED, at=at)
    (row,) = draws.draw(period="2026-05", at=at)
    assert set(Audit.objects.values_list("why", "draw")) == {("risk", row.pk)}


def test_the_nightly_draw_looks_at_this_month_and_the_last(
    topic: Topic, asker: User, answerer: User, at: datetime
) -> None:
    Topic.objects.filter(pk=topic.pk).update(risk=Risk.HIGH)
    topic.refresh_from_db()
    claims(2, topic, asker, answerer, at)
    assert draws.draw_due(at=datetime(2026, 7, 1, tzinfo=UTC)) == 0
    assert draws.draw_due(at=datetime(2026, 6, 1, tzinfo=UTC)) == 2
    assert draws.draw_due(at=datetime(2026, 6, 2, tzinfo=UTC)) == 0


def test_months_meet_without_a_gap() -> None:
    begin, end = plan.bounds("2026-12")
    assert plan.bounds("2027-01")[0] == end
    assert plan.period_before("2026-12") == "2026-11"
    assert plan.period_of(begin) == "2026-12"
