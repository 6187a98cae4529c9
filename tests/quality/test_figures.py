"""Every number is its rows, and every row is in its number."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cases.flows import evidence
from cases.models import Case, Topic
from cases.states import Channel, Kind
from community.flows import answers
from community.models import Answer, Question
from moderation.flows import audits, sheets
from moderation.models import Audit, Draw, Verdict
from moderation.rubric import Judgement
from moderation.states import Result, Why
from quality.queries.figures import (
    CLAIMED,
    CONFIRMED,
    CORRECT,
    FALSE_SOLVED,
    FIGURES,
    FIRST_CONTACT,
    SAME_DAY,
    VERIFIED,
)
from quality.queries.readings import read
from quality.queries.rows import is_counted
from quality.queries.scope import Scope
from tests.conftest import ClientOf
from tests.quality.conftest import ACCEPTED, ANSWERED, YES, MakeCase

FINE = Judgement(Result.CORRECT, answered="yes", right="yes", complete="yes", safe="yes", current="yes", clear=4)


@pytest.fixture
def scope(now: datetime) -> Scope:
    return Scope(now=now)


def lines_of(client: Client, slug: str, query: str = "") -> list[dict[str, str]]:
    """The export, read as a table program would."""
    answer = client.get(reverse("quality:export", args=[slug]) + query)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode())))


@pytest.mark.parametrize("slug", FIGURES)
def test_the_number_is_its_rows_and_its_export(
    slug: str, mixed_cases: list[Case], scope: Scope, client_of: ClientOf, quality_manager: User
) -> None:
    figure, reading = FIGURES[slug], read(FIGURES[slug], scope)
    client = client_of(quality_manager)
    lines, page = lines_of(client, slug), client.get(reverse("quality:figure", args=[slug]))
    rows = list(figure.cases(scope))
    assert reading.n == len(rows) == len(lines)
    assert reading.k == sum(is_counted(row) for row in rows) == sum(line["counts"] == "1" for line in lines)
    assert {str(row.pk) for row in rows} == {line["case"] for line in lines}
    assert len(page.context["rows"]) == min(reading.n, 20)
    assert sum(row.counts for row in page.context["rows"]) == reading.k


@pytest.mark.parametrize(
    ("figure", "k", "n"),
    [(CLAIMED, 10, 12), (CONFIRMED, 6, 12), (FALSE_SOLVED, 2, 10), (VERIFIED, 3, 12), (CORRECT, 3, 4)],
)
def test_each_figure_counts_what_it_says(figure: object, k: int, n: int, mixed_cases: list[Case], scope: Scope) -> None:
    found = read(figure, scope)  # type: ignore[arg-type]
    assert (found.k, found.n) == (k, n)


def test_verified_is_weighted_from_audits(mixed_cases: list[Case], scope: Scope) -> None:
    """Six are confirmed, four of these audited, three correct: 6 x 3/4 of 12."""
    found = read(VERIFIED, scope)
    assert (found.value, found.audited) == (6 * 3 / 4 / 12, 4)
    assert found.interval is not None
    assert found.interval.lower < 4.5 / 12 < found.interval.upper


def test_one_changed_verdict_moves_the_number(
    mixed_cases: list[Case], scope: Scope, second_reviewer: User, now: datetime
) -> None:
    before = read(CORRECT, scope), read(VERIFIED, scope)
    against = {"by": second_reviewer, "at": now - timedelta(days=1), "value": "incorrect", "answer_id": 7}
    evidence.append(mixed_cases[0].pk, Kind.VERDICT, **against)  # type: ignore[arg-type]
    after = read(CORRECT, scope), read(VERIFIED, scope)
    assert [reading.k for reading in before] == [3, 3]
    assert [reading.k for reading in after] == [2, 2]
    assert [(b.value or 0) > (a.value or 0) for b, a in zip(before, after, strict=True)] == [True, True]


def test_young_cases_are_in_neither_part_of_the_fraction(mixed_cases: list[Case], scope: Scope) -> None:
    assert CLAIMED.not_ripe(scope) == 2
    assert not set(CLAIMED.cases(scope)) & set(mixed_cases[-2:])


def test_withdrawn_cases_count_nowhere(make_case: MakeCase, scope: Scope) -> None:
    make_case(ANSWERED, ACCEPTED, (Kind.WITHDRAW, ""))
    assert read(CLAIMED, scope).n == 0


def test_a_filter_narrows_number_and_rows_alike(
    mixed_cases: list[Case], scope: Scope, client_of: ClientOf, quality_manager: User
) -> None:
    by_mail = scope.only(channel=Channel.MAIL)
    assert (read(CLAIMED, by_mail).k, read(CLAIMED, by_mail).n) == (4, 4)
    assert len(lines_of(client_of(quality_manager), "claimed", "?channel=mail")) == 4


def test_groups_add_up_to_the_whole(mixed_cases: list[Case], scope: Scope, topic: Topic) -> None:
    assert CONFIRMED.count_by(scope, "topic") == {topic.pk: CONFIRMED.count(scope)}
    by_channel = CLAIMED.count_by(scope, "channel").values()
    assert (sum(k for k, _ in by_channel), sum(n for _, n in by_channel)) == CLAIMED.count(scope)


def test_the_same_day_is_the_local_day(make_case: MakeCase, scope: Scope) -> None:
    """10:00 in Zurich and four hours later is the same day; sixteen hours later is not."""
    make_case(ANSWERED, ACCEPTED, after=timedelta(hours=2))
    make_case(ANSWERED, ACCEPTED, after=timedelta(hours=8))
    assert (read(SAME_DAY, scope).k, read(SAME_DAY, scope).n) == (1, 2)


def test_another_contact_within_two_weeks_is_not_the_first(make_case: MakeCase, scope: Scope, asker: User) -> None:
    from cases.flows import opening

    case = make_case(ANSWERED, ACCEPTED, YES)
    make_case(ANSWERED, ACCEPTED, YES)
    again = case.opened_at + timedelta(days=13)
    opening.add_contact(case=case, channel=Channel.PHONE, by=asker, at=again)
    assert (read(FIRST_CONTACT, scope).k, read(FIRST_CONTACT, scope).n) == (1, 2)


def test_nothing_is_no_data(scope: Scope, topic: Topic) -> None:
    for figure in FIGURES.values():
        reading = read(figure, scope)
        assert (reading.n, reading.value, reading.interval, reading.measure().figure) == (0, None, None, "no data")


def test_below_ten_there_is_no_percentage(make_case: MakeCase, scope: Scope) -> None:
    make_case(ANSWERED, ACCEPTED)
    assert read(CLAIMED, scope).measure().figure == "1 of 1"


def test_titles_cannot_become_formulas(
    make_case: MakeCase, scope: Scope, client_of: ClientOf, quality_manager: User
) -> None:
    for title in ('=HYPERLINK("http://x")', "+41 79", "-1", "@SUM(A1)", "\tx"):
        make_case(title=title)
    titles = [line["title"] for line in lines_of(client_of(quality_manager), "claimed")]
    assert len(titles) == 5
    assert all(title.startswith("'") for title in titles)


def test_a_case_of_the_community_leads_to_its_question(
    question: Question, client_of: ClientOf, quality_manager: User, now: datetime
) -> None:
    Case.objects.update(opened_at=now - timedelta(days=40))
    page = client_of(quality_manager).get(reverse("quality:figure", args=["claimed"]))
    assert reverse("community:question", args=[question.pk]) in page.content.decode()


def test_a_check_that_somebody_asked_for_is_in_no_rate(
    question: Question, answer: Answer, asker: User, moderator: User, reviewer: User, scope: Scope, now: datetime
) -> None:
    """Flag-driven reviews are a second sample: they correct the case, and no rate is made of them."""
    answers.accept(answer=answer, by=asker, at=now)
    sheet = sheets.ask(question=question, by=moderator, at=now)[0]
    held = audits.claim(audit=sheet, by=reviewer, at=now)
    audits.decide(audit=held, by=reviewer, version=held.version, judgement=FINE, at=now)
    later = Scope(now=now + timedelta(days=40))
    assert (read(CLAIMED, later).n, read(CORRECT, later).n) == (1, 0)
    assert Verdict.objects.get().clear == 4
    Audit.objects.update(why=Why.SAMPLED, draw=Draw.objects.create(
        period="2026-05", stratum="medium:claimed", share=1, seed="s", frame_ids=[question.case_id], frame_size=1,
        drawn_ids=[question.case_id], drawn_at=now,
    ))  # fmt: skip
    assert (read(CORRECT, later).k, read(CORRECT, later).n) == (1, 1)
