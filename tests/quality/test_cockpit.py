"""The page that has to be defended: who may see it, what it says, what it costs."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cases.models import Case, Topic
from cases.states import Channel, Kind
from common.errors import NotAllowed, Refused
from common.measures import Measure
from quality.flows import targets
from quality.models import Benchmark, MethodRule, Target
from quality.queries.board import Tile, board, worst_first
from quality.queries.coverage import lights
from quality.queries.figures import CONFIRMED
from quality.queries.reviewers import Agreement, agreement
from quality.queries.scope import EVER, Scope
from quality.queries.times import waitings
from quality.queries.weeks import week_chart
from tests.conftest import ClientOf
from tests.quality.conftest import ACCEPTED, ANSWERED, RIGHT, YES, MakeCase

COCKPIT = "quality:cockpit"


def text_of(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_the_cockpit_says_the_gap(mixed_cases: list[Case], client_of: ClientOf, quality_manager: User) -> None:
    text = text_of(client_of(quality_manager), reverse(COCKPIT))
    assert "45 points between claimed and verified" in text
    assert "83 %" in text
    assert "2 cases are younger than 30 days" in text


def test_an_empty_house_has_no_data_and_no_error(client_of: ClientOf, quality_manager: User) -> None:
    text = text_of(client_of(quality_manager), reverse(COCKPIT))
    assert "no data" in text
    assert "0 %" not in text.replace("100 %", "").replace("40 %", "").replace("90 %", "")


@pytest.mark.parametrize("name", ["asker", "helper", "reviewer", "moderator", "editor"])
@pytest.mark.parametrize("address", ["cockpit/", "cockpit/claimed/", "cockpit/claimed/rows.csv"])
def test_for_others_the_cockpit_does_not_exist(
    name: str, address: str, request: pytest.FixtureRequest, client_of: ClientOf
) -> None:
    assert client_of(request.getfixturevalue(name)).get(f"/en/{address}").status_code == 404


@pytest.mark.parametrize("address", ["cockpit/", "cockpit/claimed/", "cockpit/claimed/rows.csv"])
def test_a_guest_is_sent_to_log_in(address: str, client: Client, db: None) -> None:
    answer = client.get(f"/en/{address}")
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_a_figure_that_does_not_exist_is_not_found(client_of: ClientOf, quality_manager: User) -> None:
    for name in ("quality:figure", "quality:export"):
        assert client_of(quality_manager).get(reverse(name, args=["happiness"])).status_code == 404


@pytest.mark.parametrize("days", [30, 90, 365])
def test_the_window_can_be_switched(
    days: int, mixed_cases: list[Case], client_of: ClientOf, quality_manager: User
) -> None:
    page = client_of(quality_manager).get(reverse(COCKPIT), {"days": days})
    assert page.context["board"].scope.days == days


def test_an_imported_past_is_counted_when_all_time_is_asked_for(
    make_case: MakeCase, client_of: ClientOf, quality_manager: User
) -> None:
    make_case((Kind.ANSWER, ""), (Kind.ACCEPT, ""), days_ago=4000, title="Asked long ago")
    client = client_of(quality_manager)
    counted = {
        days: client.get(reverse(COCKPIT), {"days": days}).context["board"].claimed.measure for days in (90, EVER)
    }
    assert (counted[90].n, counted[EVER].n) == (0, 1)
    page = client.get(reverse("quality:figure", args=["claimed"]), {"days": EVER})
    assert "Asked long ago" in page.content.decode()
    assert "all time" in page.content.decode()


@pytest.mark.parametrize("query", ["?days=x", "?days=-1", "?topic=none", "?channel=%00", "?page=older_x_1", "?show=x"])
def test_a_query_without_sense_shows_the_usual(
    query: str, client_of: ClientOf, quality_manager: User, now: datetime
) -> None:
    client = client_of(quality_manager)
    assert client.get(reverse(COCKPIT) + query).status_code == 200
    assert client.get(reverse("quality:figure", args=["claimed"]) + query).status_code == 200


def test_the_pages_ask_few_questions(
    mixed_cases: list[Case], client_of: ClientOf, quality_manager: User, django_assert_max_num_queries: object
) -> None:
    client = client_of(quality_manager)
    client.get(reverse(COCKPIT))
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        client.get(reverse(COCKPIT))
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        client.get(reverse("quality:figure", args=["claimed"]))


def test_pages_of_rows_are_complete_and_without_overlap(
    make_case: MakeCase, client_of: ClientOf, quality_manager: User
) -> None:
    made = {make_case(days_ago=40 + number % 3).pk for number in range(45)}
    client, key, seen = client_of(quality_manager), "", []
    while True:
        page = client.get(reverse("quality:figure", args=["claimed"]), {"page": key})
        seen += [row.case.pk for row in page.context["rows"]]
        key = page.context["page"].older
        if not key:
            break
    assert len(seen) == len(set(seen)) == 45
    assert set(seen) == made


def test_the_worst_lower_bound_against_its_target_comes_first() -> None:
    def shown(title: str, low: float, n: int, target: float | None = None) -> Tile:
        return Tile(title=title, url="", measure=Measure(n=n, value=low + 5, low=low, high=low + 10, target=target))

    tiles = [
        shown("few", 1, 9), shown("free", 20, 50), shown("near", 75, 50, 80), shown("far", 40, 50, 80),
    ]  # fmt: skip
    assert [tile.title for tile in worst_first(tiles)] == ["far", "near", "free", "few"]


def test_a_target_gives_a_verdict(make_case: MakeCase, now: datetime, topic: Topic, quality_manager: User) -> None:
    for _ in range(30):
        make_case(ANSWERED, ACCEPTED, YES)
    for share, verdict in ((0.8, "meets target"), (0.95, "not certain yet")):
        targets.set_target(
            figure="confirmed", share=share, window_days=90, denominator="all cases", rationale="We promised.",
            by=quality_manager, at=now, topic=topic,
        )  # fmt: skip
        assert board(Scope(now=now)).tiles[0].measure.verdict_words == verdict
    assert Target.objects.count() == 2


def test_only_the_quality_manager_sets_targets(now: datetime, moderator: User, quality_manager: User) -> None:
    wish = {"figure": "confirmed", "window_days": 90, "denominator": "all", "rationale": "Why not", "at": now}
    with pytest.raises(NotAllowed):
        targets.set_target(**wish, share=0.9, by=moderator)  # type: ignore[arg-type]
    for broken in ({"share": 1.2}, {"share": 0.9, "rationale": " "}, {"share": 0.9, "denominator": ""}):
        with pytest.raises(Refused):
            targets.set_target(**{**wish, **broken}, by=quality_manager)  # type: ignore[arg-type]


def test_a_target_is_set_on_the_page_of_its_figure(
    client_of: ClientOf, quality_manager: User, topic: Topic, now: datetime
) -> None:
    client, address = client_of(quality_manager), reverse("quality:set_target", args=["confirmed"])
    assert client.post(f"{address}?topic=internet", {"percent": "101", "rationale": ""}).status_code == 422
    answer = client.post(f"{address}?topic=internet&days=30", {"percent": "80", "rationale": "Promised"})
    assert answer.status_code == 302
    assert "topic=internet" in answer["Location"]
    target = Target.objects.get()
    assert (target.share, target.topic, target.window_days, target.owner) == (0.8, topic, 30, quality_manager)
    assert target.denominator


def test_the_market_stands_beside_the_channels(make_case: MakeCase, now: datetime) -> None:
    for number in range(60):
        make_case(*([ANSWERED, ACCEPTED] if number % 2 else [ANSWERED]), channel=Channel.PHONE)
    shown = {tile.title: tile for tile in board(Scope(now=now)).market}
    assert (shown["Phone"].measure.market, shown["Phone"].market_words) == (98, "below market")
    assert (shown["Letter"].measure.figure, shown["Letter"].market_words) == ("no data", "")


def test_the_house_ships_with_the_swiss_figures_and_seven_methods(db: None) -> None:
    shares = dict(Benchmark.objects.values_list("channel", "share"))
    assert shares == {"mail": 0.63, "phone": 0.98, "web": 0.9, "letter": 0.4}
    assert MethodRule.objects.count() == 7


def test_methods_light_up_with_enough_fresh_data(mixed_cases: list[Case], now: datetime) -> None:
    MethodRule.objects.filter(method__in=["transaction", "survey", "handling"]).update(smallest_n=4, fresh_days=60)
    found = lights(now)
    assert (found.coverage.methods, found.coverage.status) == (3, "triangulated")
    later = lights(now + timedelta(days=200))
    assert (later.coverage.methods, later.coverage.status) == (0, "none")
    assert [light.rule.method for light in later.methods if light.is_old] == ["transaction", "handling", "survey"]


def test_weeks_need_enough_of_them(make_case: MakeCase, now: datetime) -> None:
    for week in range(14):
        for number in range(12):
            make_case(*([ANSWERED, ACCEPTED, YES] if number % 2 or week > 1 else [ANSWERED]), days_ago=40 + 7 * week)
    chart = week_chart(CONFIRMED, Scope(now=now))
    assert len(chart.points) == 12
    assert week_chart(CONFIRMED, Scope(now=now - timedelta(days=70))).points == ()


def test_how_we_count_is_for_everybody_and_sets_no_cookie(client: Client, db: None) -> None:
    page = client.get(reverse("quality:how_we_count"))
    assert page.status_code == 200
    assert not page.cookies
    assert "csrf" not in page.content.decode()


def test_reviewers_who_always_agree_need_enough_pairs() -> None:
    few = Agreement(table=[[3, 0], [0, 1]], pairs=4, observed=1.0, ac1=1.0, alpha=1.0, on_wrong=1.0)
    well = replace(few, pairs=40)
    assert "too few" in few.words
    assert well.words == "reviewers agree well"
    assert "tentative" in replace(well, alpha=0.7).words
    assert "doubtful" in replace(well, alpha=0.1).words
    assert "doubtful" in replace(well, alpha=None).words


def test_pairs_of_reviewers_are_read_from_their_sheets(db: None) -> None:
    found = agreement()
    assert (found.pairs, found.observed, found.alpha) == (0, None, None)


def test_who_still_waits_counts_as_waiting(make_case: MakeCase, now: datetime) -> None:
    """One answered after an hour, two not at all in 50 and 10 days: half is not reached."""
    make_case(ANSWERED, ACCEPTED, YES, RIGHT)
    make_case()
    make_case(days_ago=10)
    answer, verified = waitings(Scope(now=now))
    assert (answer.curve.n, answer.waiting, answer.half) == (3, 2, "not reached yet")
    assert round(answer.curve.done_by(1) or 0, 4) == round(1 / 3, 4)
    assert verified.waiting == 2
    make_case(ANSWERED)
    assert waitings(Scope(now=now))[0].half == "1 hour"
    assert waitings(Scope(now=now - timedelta(days=200)))[0].half == "no data"
