"""Articles, known problems and legal pages, as guests read them."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, Page, Site

from cases.models import Topic
from content.models import Article, ArticleIndex, HomePage, LegalPage

pytestmark = pytest.mark.django_db

LANGUAGES = ("de", "fr", "it", "en")


@pytest.fixture
def article(topic: Topic) -> Article:
    """An article in German, published."""
    index = ArticleIndex.objects.get(locale__language_code="de")
    page = Article(
        title="Was die Lichter der Alpbox sagen",
        summary="Orange, langsam blinkend: Die Leitung ist da.",
        body=[("text", "<p>Grün heisst: alles gut.</p>"), ("warning", "Nicht öffnen.")],
        topic=topic,
        risk="high",
        locale=index.locale,
    )
    index.add_child(instance=page)
    page.save_revision().publish()
    return page


def test_the_tree_is_there_once_in_each_language():
    assert {locale.language_code for locale in Locale.objects.all()} == set(LANGUAGES)
    assert Page.objects.filter(depth=2).count() == HomePage.objects.count() == len(LANGUAGES)
    assert Site.objects.get().root_page.specific == HomePage.objects.get(locale__language_code="en")
    assert LegalPage.objects.count() == 5 * len(LANGUAGES)


def test_the_tree_is_sound():
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_page_knows_itself_in_the_other_languages():
    imprint = LegalPage.objects.get(locale__language_code="de", slug="imprint")
    assert imprint.get_translations().count() == 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path",
    [
        *("articles/", "problems/", "how-we-count/", "you-said-we-did/"),
        *("house-rules/", "complain/", "data-protection/", "imprint/"),
    ],
)
def test_every_page_of_the_footer_and_the_menu_exists(client: Client, language: str, path: str):
    page = client.get(f"/{language}/{path}")
    assert page.status_code == 200
    assert not page.cookies
    assert "{brand}" not in page.text


def test_german_is_written_as_in_switzerland():
    for page in LegalPage.objects.filter(locale__language_code="de"):
        assert "ß" not in page.title + page.body


def test_an_article_is_read(client: Client, article: Article):
    page = client.get(article.address)
    assert page.status_code == 200
    assert article.address == "/de/articles/was-die-lichter-der-alpbox-sagen/"
    assert "Grün heisst" in page.text
    assert "Nicht öffnen." in page.text
    assert not page.cookies


def test_an_article_is_listed(client: Client, article: Article):
    assert article.title in client.get("/de/articles/").text
    assert article.title not in client.get("/fr/articles/").text


def test_the_menu_of_languages_leads_home_where_a_page_is_not_written_yet(client: Client, article: Article):
    languages = {code: address for code, _name, address in client.get(article.address).context["languages"]}
    assert languages["de"] == article.address
    assert languages["fr"] == "/fr/"
    assert 'hreflang="fr" href="http://localhost:8000/fr/"' not in client.get(article.address).text


def test_a_draft_does_not_exist_for_guests(client: Client, article: Article):
    article.unpublish()
    assert client.get(article.address).status_code == 404


def test_an_article_costs_few_queries(
    client: Client, article: Article, django_assert_max_num_queries: DjangoAssertNumQueries
):
    client.get(article.address)
    with django_assert_max_num_queries(12):
        client.get(article.address)
