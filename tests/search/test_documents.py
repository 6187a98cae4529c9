"""What is not a question: pages of the editors, and helpers."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from cases.models import Topic
from content.models import Article, ArticleIndex
from marketplace.models import Certificate, Helper
from search.flows import indexing
from search.models import Document
from search.queries import Found, search, similar
from tests.search.conftest import Ask, Bring, Follow

GUEST = AnonymousUser()


@pytest.fixture
def article(topic: Topic) -> Article:
    """An article as an editor publishes it."""
    parent = ArticleIndex.objects.get(locale__language_code="en")
    article: Any = parent.add_child(
        instance=Article(
            title="What the lights on your Alpbox say",
            summary="Orange and blinking: the line is there.",
            body=[("text", "<p>Nobody answers at the <b>other end</b>.</p>")],
            topic=topic,
            live=False,
        )
    )
    article.save_revision().publish()
    published: Article = Article.objects.get(pk=article.pk)
    return published


@pytest.fixture
def booked(helper: User, topic: Topic, at: datetime) -> Helper:
    """A helper whom customers can book."""
    made = Helper.objects.create(
        person=helper, slug="samira-tahiri", postcode="4058", town="Basel", lat=47.56, lon=7.6,
        languages=["de", "en"], about="I bring the long ladder.", since=at,
    )  # fmt: skip
    Certificate.objects.create(helper=made, topic=topic, granted_at=at, valid_until=at + timedelta(days=365))
    return made


def titles(found: list[Found] | Any) -> list[str]:
    return [item.shown.title for item in found]


def test_an_article_is_found_by_its_title_its_gist_and_its_text(article: Article, follow: Follow) -> None:
    follow()

    for words in ("alpbox lights", "orange blinks", "nobody answers"):
        assert titles(search(GUEST, words, language="en").found) == [article.title]
    found = search(GUEST, "alpbox", language="en").found[0]
    assert (found.kind, found.shown.word, found.shown.url) == ("article", "article", article.address)
    assert titles(similar("lights on my alpb", "en", GUEST)) == [article.title]


def test_the_address_of_a_page_is_where_it_opens(article: Article, follow: Follow, client: Client) -> None:
    follow()
    found = search(GUEST, "alpbox", language="en").found[0]

    assert client.get(found.shown.url).status_code == 200


def test_an_article_that_was_taken_back_is_gone(article: Article, follow: Follow) -> None:
    follow()
    article.unpublish()
    assert search(GUEST, "alpbox", language="en").found == [], "the room is asked before the journal is heard"

    follow()
    assert not Document.objects.filter(kind="article", object_id=article.pk).exists()


def test_a_page_that_only_some_may_read_is_not_found(article: Article, follow: Follow) -> None:
    follow()
    PageViewRestriction.objects.create(
        page=Page.objects.get(pk=article.get_parent().pk), restriction_type=PageViewRestriction.LOGIN
    )

    assert search(GUEST, "alpbox", language="en").found == []


def test_the_pages_of_the_house_are_found_in_their_language(db: None, at: datetime) -> None:
    indexing.rebuild(at=at)

    found = search(GUEST, "Datenschutz", language="de").found
    assert (found[0].shown.language, found[0].kind) == ("de", "article")


def test_a_helper_is_found_by_name_place_and_topic(booked: Helper, at: datetime) -> None:
    indexing.rebuild(at=at)

    for words in ("samira", "basel", "4058 internet"):
        found = search(GUEST, words, language="en").found
        assert [item.shown.url for item in found if item.kind == "helper"] == [
            reverse("marketplace:helper", args=[booked.slug])
        ]
    assert "helper" not in {item.kind for item in similar("samira from basel", "en", GUEST)}


def test_a_helper_who_takes_no_bookings_is_not_found(booked: Helper, at: datetime) -> None:
    indexing.rebuild(at=at)
    Helper.objects.filter(pk=booked.pk).update(is_active=False)
    assert search(GUEST, "samira", language="en").found == []

    indexing.rebuild(at=at)
    assert not Document.objects.filter(kind="helper").exists()


def test_all_kinds_together_take_four_queries(
    article: Article,
    booked: Helper,
    bring: Bring,
    follow: Follow,
    at: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    bring("verified", "Alpbox in Basel", "Ladder.")
    Helper.objects.update(about="Alpbox, Basel")
    follow()
    indexing.rebuild(at=at)

    with django_assert_num_queries(4):
        found = search(GUEST, "alpbox", language="en").found
    assert {item.kind for item in found} == {"question", "article", "helper"}
    with django_assert_num_queries(4):
        search(GUEST, "alpbox nonsense", language="en")


def test_a_page_of_all_kinds_is_shown(article: Article, booked: Helper, ask: Ask, at: datetime, client: Client) -> None:
    ask("Alpbox is dark")
    Helper.objects.update(about="Alpbox")
    indexing.rebuild(at=at)
    page = client.get("/en/search/", {"q": "alpbox"}).content.decode()

    assert all(words in page for words in ("Alpbox is dark", "What the lights", "Samira Tahiri", "Article", "Helper"))
