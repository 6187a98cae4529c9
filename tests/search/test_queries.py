"""What is found, in which order, by whom."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from community.models import Question
from search.queries import Results, search, similar
from tests.search.conftest import Ask, Bring, Follow

GUEST = AnonymousUser()

Count = Callable[[int], object]


def titles(results: Results) -> list[str]:
    return [found.shown.title for found in results.found]


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("de", "Der Router startet jeden Abend neu", "router abends neustarten abend"),
        ("de", "Störungen bei den Steckdosen", "störung steckdose"),
        ("fr", "Les coupures reviennent chaque soirée", "coupure soirées"),
        ("it", "Il telefono non funziona quando piove", "telefoni funzionano"),
        ("en", "Internet drops every evening around eight", "internet dropping evenings"),
    ],
)
def test_each_language_finds_by_its_own_stems(ask: Ask, follow: Follow, language: str, title: str, words: str) -> None:
    ask(title, source="…", language=language)
    ask("Something else altogether", source="…", language=language)
    follow()

    assert title in titles(search(GUEST, words, language=language))


def test_what_was_proven_comes_first_and_what_was_refuted_last(bring: Bring, follow: Follow) -> None:
    states = ["refuted", "claimed", "disputed", "verified", "open", "confirmed", "expired"]
    for state in states:
        bring(state, "Internet drops")
    follow()

    found = search(GUEST, "internet drops", language="en").found
    assert [item.shown.case.state for item in found] == [
        "verified", "confirmed", "claimed", "expired", "open", "disputed", "refuted",
    ]  # fmt: skip


def test_a_claim_that_fits_wins_against_a_proof_that_only_mentions_it(bring: Bring, follow: Follow) -> None:
    bring("confirmed", "Bill is too high", "Look under consumption. The internet drops are something else.")
    bring("claimed", "Internet drops")
    follow()

    assert titles(search(GUEST, "internet drops", language="en"))[0] == "Internet drops"


def test_the_reader_s_language_comes_first_whatever_its_standing(bring: Bring, follow: Follow) -> None:
    bring("verified", "Alpbox blinks orange", language="en")
    bring("open", "Alpbox blinkt orange", language="de")
    follow()

    assert titles(search(GUEST, "alpbox orange", language="de")) == ["Alpbox blinkt orange", "Alpbox blinks orange"]
    assert titles(search(GUEST, "alpbox orange", language="en")) == ["Alpbox blinks orange", "Alpbox blinkt orange"]


def test_the_newer_of_two_equals_comes_first(ask: Ask, follow: Follow, at: datetime) -> None:
    older = ask("Internet drops", at=at - timedelta(days=3))
    newer = ask("Internet drops", at=at)
    follow()

    found = search(GUEST, "internet", language="en").found
    assert [item.shown.url for item in found] == [newer.get_absolute_url(), older.get_absolute_url()]


def test_a_refuted_answer_is_never_the_excerpt(bring: Bring, follow: Follow) -> None:
    bring("refuted", "Internet drops", "Pull the internet plug.")
    follow()

    assert "Pull" not in search(GUEST, "internet", language="en").found[0].excerpt


def test_words_that_fit_are_marked_and_the_rest_is_escaped(ask: Ask, follow: Follow) -> None:
    ask("Oddity", source="The internet says `<script>alert(1)</script>` & more.")
    follow()

    excerpt = search(GUEST, "internet", language="en").found[0].excerpt
    assert "<mark>internet</mark>" in excerpt
    assert "<script>" not in excerpt
    assert "&amp; more" in excerpt


def test_an_excerpt_says_where_it_leaves_text_out(ask: Ask, follow: Follow) -> None:
    ask("Short", source="The internet is slow.")
    ask("Long", source="Nothing of interest. " * 40 + "The internet is slow " + "and nothing else " * 40)
    follow()

    excerpts = {found.shown.title: str(found.excerpt) for found in search(GUEST, "internet slow", language="en").found}
    assert excerpts["Short"] == "The <mark>internet</mark> is <mark>slow</mark>."
    assert excerpts["Long"].startswith("… ")
    assert excerpts["Long"].endswith(" …")


def test_quotes_and_minus_mean_what_they_mean_everywhere(ask: Ask, follow: Follow) -> None:
    ask("Blue light blinks", source="…")
    ask("Light is blue", source="…")
    follow()

    assert titles(search(GUEST, '"blue light"', language="en")) == ["Blue light blinks"]
    assert titles(search(GUEST, "blue -blinks", language="en")) == ["Light is blue"]


def test_when_nothing_has_all_words_some_are_enough(ask: Ask, follow: Follow) -> None:
    ask("Router restarts at night", source="…")
    ask("Bill is too high", source="…")
    follow()

    results = search(GUEST, "router restarts on sundays", language="en")
    assert results.is_relaxed
    assert titles(results) == ["Router restarts at night"]


@pytest.mark.parametrize(
    "words", ["", " ", "the", "💥", "a:b & !c | (", "' OR 1=1; --", "\x00", "%s %(x)s", "\\", '"', "- - -", "x" * 5000]
)
def test_odd_words_find_nothing_and_break_nothing(ask: Ask, follow: Follow, words: str) -> None:
    ask("Internet drops")
    follow()

    assert titles(search(GUEST, words, language="en")) == []
    assert similar(words, "en", GUEST) == []


def test_pages_follow_each_other_without_gap_or_repetition(ask: Ask, follow: Follow) -> None:
    for number in range(45):
        ask(f"Internet drops, house {number}", source="…")
    follow()
    seen: list[str] = []
    after = ""
    for expected in (20, 20, 5):
        results = search(GUEST, "internet", language="en", after=after)
        assert len(results.found) == expected
        seen += titles(results)
        after = results.more

    assert after == ""
    assert len(set(seen)) == 45


@pytest.mark.parametrize(
    "after", ["x", "1_2", "1_2_3_4", "9_1_1", "1_NaN_1", "1_1e99_1", "1_1_-5", "1_1_99999999999999999999"]
)
def test_a_key_without_sense_shows_the_beginning(ask: Ask, follow: Follow, after: str) -> None:
    ask("Internet drops")
    follow()

    assert titles(search(GUEST, "internet", language="en", after=after)) == ["Internet drops"]


def test_what_was_hidden_since_is_not_shown(ask: Ask, follow: Follow, at: datetime, moderator: User) -> None:
    question = ask("Internet drops")
    follow()
    Question.objects.filter(pk=question.pk).update(hidden_at=at)

    assert titles(search(GUEST, "internet", language="en")) == []
    assert titles(search(moderator, "internet", language="en")) == ["Internet drops"]


def test_similar_finds_while_one_types_with_what_was_verified_first(bring: Bring, ask: Ask, follow: Follow) -> None:
    ask("Router restarts at night", source="…")
    bring("verified", "Router restarts every evening", "New adapter.")
    bring("claimed", "Router restarts after a storm", "Wait.")
    ask("Bill is too high", source="…")
    follow()

    found = [item.shown.title for item in similar("My router rest", "en", GUEST)]
    assert found == ["Router restarts every evening", "Router restarts after a storm", "Router restarts at night"]


def test_similar_shows_five_at_most_and_nothing_that_barely_fits(ask: Ask, follow: Follow) -> None:
    for number in range(8):
        ask(f"Router restarts, house {number}", source="…")
    ask("Router", source="…")
    follow()

    found = [item.shown.title for item in similar("Why router restarts in every house", "en", GUEST)]
    assert len(found) == 5
    assert "Router" not in found


def test_similar_names_nothing_twice(ask: Ask, follow: Follow) -> None:
    ask("Router restarts every evening", source="…")
    follow()

    assert len(similar("router restarts ev", "en", GUEST)) == 1


def test_similar_and_search_ask_the_database_little(
    bring: Bring, follow: Follow, django_assert_max_num_queries: Count
) -> None:
    for number in range(6):
        bring("claimed", f"Router restarts, house {number}")
    follow()

    with django_assert_max_num_queries(2):  # type: ignore[attr-defined]
        search(GUEST, "router", language="en")
    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]
        search(GUEST, "router nonsense", language="en")
    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]
        similar("router restarts", "en", GUEST)
