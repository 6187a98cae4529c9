"""Who pays what, and where people are: pure rules."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace import settlement
from marketplace.places import distance_km, find, places
from marketplace.settlement import Policy, Price, Split
from marketplace.states import BLOCKING, BOOKING_MOVES, FINAL, MOVERS, Reason, Status, Value

PRICE = Price(9000, 3000, 60, 20)
BOOKED = datetime(2026, 5, 4, 8, tzinfo=UTC)
VISIT = BOOKED + timedelta(days=3)

PRICES = st.integers(100, 500_000).flatmap(
    lambda rappen: st.builds(Price, st.just(rappen), st.integers(0, rappen), st.integers(15, 480), st.integers(0, 40))
)


@pytest.mark.parametrize(
    ("value", "reason", "expected"),
    [
        ("solved", "", Split(0, 7200, 1800)),
        ("partly", "", Split(0, 7200, 1800)),
        ("not_solved", "needs_company", Split(9000, 7200, 0, 7200)),
        ("not_solved", "could_not", Split(6000, 7200, 0, 4200)),
    ],
)
def test_the_helper_gets_the_same_however_it_ended(value: str, reason: str, expected: Split) -> None:
    assert settlement.of_visit(PRICE, value=value, reason=reason) == expected


@given(PRICES, st.sampled_from(Value.values), st.sampled_from(Reason.values))
def test_every_split_adds_up_to_what_was_paid(price: Price, value: str, reason: str) -> None:
    splits = [
        settlement.of_visit(price, value=value, reason=reason),
        settlement.of_absent_customer(price),
        settlement.of_nothing(price),
        settlement.of_cancelling(price, Policy(), booked_at=BOOKED, starts_at=VISIT, at=VISIT - timedelta(hours=2)),
    ]
    for split in splits:
        assert split.refund + split.share - split.sponsored + split.fee == price.rappen
        assert min(split.refund, split.share, split.fee, split.sponsored, split.share - split.sponsored) >= 0
    assert splits[0].share == settlement.of_visit(price, value="solved", reason="").share


@pytest.mark.parametrize(
    ("at", "back"),
    [
        (VISIT - timedelta(hours=24), 9000),
        (VISIT - timedelta(hours=23, minutes=59), 4500),
        (VISIT - timedelta(minutes=1), 4500),
    ],
)
def test_cancelling_is_free_until_a_day_before(at: datetime, back: int) -> None:
    split = settlement.of_cancelling(PRICE, Policy(), booked_at=BOOKED, starts_at=VISIT, at=at)
    assert split.refund == back


def test_who_books_at_short_notice_has_five_minutes_to_think() -> None:
    booked = VISIT - timedelta(hours=3)
    for minutes, back in ((5, 9000), (6, 4500)):
        at = booked + timedelta(minutes=minutes)
        assert settlement.of_cancelling(PRICE, Policy(), booked_at=booked, starts_at=VISIT, at=at).refund == back


def test_a_long_visit_costs_one_hour_when_cancelled_late() -> None:
    split = settlement.of_cancelling(
        Price(40_000, 3000, 240, 20), Policy(), booked_at=BOOKED, starts_at=VISIT, at=VISIT - timedelta(hours=1)
    )
    assert split.refund == 30_000


def test_final_is_final_and_every_status_can_be_reached_and_left() -> None:
    for status in FINAL:
        assert BOOKING_MOVES.after(status) == frozenset()
        assert status not in BLOCKING
    reached = {new for _old, new in MOVERS} | {Status.HELD}
    assert reached == set(Status)
    assert {status for status in Status if not BOOKING_MOVES.after(status)} == set(FINAL)


@pytest.mark.parametrize(
    ("words", "town"),
    [
        *[(words, "Chur") for words in ("7000", "7000 Chur", "chur", "7001")],
        ("Genè", "Genève"),
        (" 8004 ", "Zürich"),
    ],
)
def test_a_place_is_found_by_number_or_name(words: str, town: str) -> None:
    found = find(words)
    assert found
    assert found.town == town


@pytest.mark.parametrize("words", ["", "0000", "9999", "Nowhere", "70", "\u0667000"])
def test_what_is_no_place_is_none(words: str) -> None:
    assert find(words) is None


def test_distances_are_those_of_the_map() -> None:
    zurich, bern = find("8001"), find("3011")
    assert zurich
    assert bern
    assert 93 < distance_km(zurich.lat, zurich.lon, bern.lat, bern.lon) < 97
    assert len(places()) > 60
    for place in places():
        assert 45.8 < place.lat < 47.9
        assert 5.9 < place.lon < 10.5
