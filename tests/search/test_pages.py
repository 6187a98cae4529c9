"""The search page and the part that appears while one asks, as a guest sees them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from tests.search.conftest import Ask, Bring, Follow

pytestmark = pytest.mark.django_db


def address(name: str, language: str = "en") -> str:
    with override(language):
        return reverse(f"search:{name}")


def test_a_guest_searches_without_cookie_and_with_few_queries(
    client: Client, bring: Bring, follow: Follow, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bring("verified", "Internet drops every evening", "The internet adapter is weak.")
    follow()
    client.get(address("search"))
    with django_assert_max_num_queries(4):
        response = client.get(address("search"), {"q": "internet evening"})

    page = response.content.decode()
    assert response.status_code == 200
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in page
    assert "Internet drops every evening" in page
    assert "The <mark>internet</mark> adapter is weak" in page
    assert "Verified" in page


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_the_page_speaks_four_languages(client: Client, language: str, follow: Follow) -> None:
    assert client.get(address("search", language), {"q": "nothing like it"}).status_code == 200
    assert client.get(address("search", language)).status_code == 200


def test_nothing_found_offers_to_ask_with_the_same_words(client: Client) -> None:
    page = client.get(address("search"), {"q": "hay & straw"}).content.decode()

    assert "Nothing fits" in page
    assert reverse("community:ask").partition("/")[2]
    assert "?title=hay%20%26%20straw" in page


def test_what_was_typed_stays_in_the_box_and_is_escaped(client: Client) -> None:
    page = client.get(address("search"), {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_more_results_are_one_link_away(client: Client, ask: Ask, follow: Follow) -> None:
    for number in range(25):
        ask(f"Internet drops, house {number}", source="…")
    follow()
    first = client.get(address("search"), {"q": "internet"})
    key = first.context["results"].more
    second = client.get(address("search"), {"q": "internet", "after": key})

    assert 'rel="next"' in first.content.decode()
    assert 'rel="next"' not in second.content.decode()
    assert len(second.context["results"].found) == 5


def test_a_result_page_asks_robots_to_stay_out(client: Client) -> None:
    assert '<meta name="robots" content="noindex, follow">' in client.get(address("search")).content.decode()


def test_similar_questions_come_as_a_part_of_a_page(
    client: Client, bring: Bring, follow: Follow, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bring("claimed", "Router restarts after a storm", "Wait.")
    bring("verified", "Router restarts every evening", "New adapter.")
    follow()
    with django_assert_max_num_queries(4):
        response = client.get(address("similar"), {"title": "router rest"})

    part = response.content.decode()
    assert not response.cookies
    assert "<html" not in part
    assert part.index("every evening") < part.index("after a storm")


def test_similar_questions_follow_the_language_that_is_typed(client: Client, ask: Ask, follow: Follow) -> None:
    ask("Alpbox blinks", language="en")
    ask("Alpbox blinkt", language="de")
    follow()
    part = client.get(address("similar", "en"), {"title": "alpbox", "language": "de"}).content.decode()

    assert part.index("Alpbox blinkt") < part.index("Alpbox blinks")


@pytest.mark.parametrize("title", ["", "ro", "   ", "the", "nothing like it"])
def test_nothing_similar_is_an_empty_part(client: Client, ask: Ask, follow: Follow, title: str) -> None:
    ask("Router restarts")
    follow()

    assert client.get(address("similar"), {"title": title}).content.decode().strip() == ""


@pytest.mark.parametrize("name", ["search", "similar"])
def test_search_only_reads(client: Client, name: str) -> None:
    assert client.post(address(name)).status_code == 405
