"""Links from mails: one purpose, one use, an end."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from common import links

LIFE = timedelta(days=30)
NOW = datetime(2026, 5, 4, 8, tzinfo=UTC)


def test_a_link_says_what_it_is_about() -> None:
    assert links.read("ask", links.make("ask", "12"), life=LIFE) == "12"


def test_a_link_serves_one_purpose_only() -> None:
    with pytest.raises(links.BadLink):
        links.read("unsubscribe", links.make("ask", "12"), life=LIFE)


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: "13" + t[2:], lambda _t: "", lambda t: t + "x"])
def test_a_changed_link_is_no_link(spoil: object) -> None:
    with pytest.raises(links.BadLink):
        links.read("ask", spoil(links.make("ask", "12")), life=LIFE)  # type: ignore[operator]


def test_a_link_expires() -> None:
    with time_machine.travel(NOW):
        token = links.make("ask", "12")
    with time_machine.travel(NOW + LIFE + timedelta(seconds=2)), pytest.raises(links.ExpiredLink):
        links.read("ask", token, life=LIFE)


@pytest.mark.django_db
def test_a_link_is_spent_once_and_reading_spends_nothing() -> None:
    token = links.make("ask", "12")
    links.read("ask", token, life=LIFE)
    assert not links.is_spent(token)
    links.spend(token, at=NOW, life=LIFE)
    assert links.is_spent(token)
    with pytest.raises(links.AlreadySpent):
        links.spend(token, at=NOW, life=LIFE)


@pytest.mark.django_db
def test_spent_links_are_forgotten_once_they_have_expired_anyway() -> None:
    links.spend(links.make("ask", "12"), at=NOW, life=LIFE)
    assert links.forget_old(at=NOW + LIFE - timedelta(seconds=1)) == 0
    assert links.forget_old(at=NOW + LIFE + timedelta(seconds=1)) == 1
