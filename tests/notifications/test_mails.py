"""Every kind of mail, in every language, as text and as HTML."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from notifications.kinds import Kind

LINK = "https://support.example/de/questions/12/?a=1&b=2#answer-3"
LEAVE = "https://support.example/de/notices/unsubscribe/abc:def/"
# Names as people have them: what an unescaped HTML or an escaped text would spoil.
NAME = "Jean-Luc D'Amico & <Söhne>"
TITLE = 'TV-Box & Alpbox: "kein Signal" seit 8.14 <neu>'


@pytest.fixture
def words(at: datetime) -> dict[str, Any]:
    """What all kinds together need."""
    person = SimpleNamespace(name=NAME)
    helper = SimpleNamespace(person=SimpleNamespace(name="Ursina Caduff"))
    verdict = SimpleNamespace(
        value="incorrect", get_value_display="falsch", reason="Die Nummer stimmt nicht.", source="Handbuch, S. 12"
    )
    return {
        "person": person,
        "brand": "Alpen Telekom",
        "link": LINK,
        "unsubscribe": LEAVE,
        "question": SimpleNamespace(title=TITLE, author=person),
        "answer": SimpleNamespace(pk=3, author=person),
        "about": SimpleNamespace(author=person),
        "case": SimpleNamespace(title=TITLE, correct="wrong"),
        "verdict": verdict,
        "booking": SimpleNamespace(
            starts_at=at, customer=person, helper=helper, service=SimpleNamespace(name="TV einrichten"), pk=7
        ),
        "is_helper": False,
        "is_paid": False,
    }


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("kind", list(Kind))
def test_the_text_is_plain_and_begins_with_its_subject(kind: Kind, language: str, words: dict[str, Any]):
    with override(language):
        subject, _, text = render_to_string(f"{kind.template}.txt", words).strip().partition("\n")
    assert 5 < len(subject.strip()) < 200
    assert text.startswith("\n"), "the subject takes one line, and then comes an empty one"
    assert LINK in text
    assert "&amp;" not in text
    assert "&#x27;" not in text
    assert "<p>" not in text


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("kind", list(Kind))
def test_the_html_is_escaped_and_fetches_nothing(kind: Kind, language: str, words: dict[str, Any]):
    with override(language):
        html = render_to_string(f"{kind.template}.html", words)
    assert f'lang="{language}-CH"' in html
    assert LINK.replace("&", "&amp;") in html
    assert LEAVE in html
    assert "<Söhne>" not in html
    assert "<neu>" not in html
    assert not {"<img", "<script", "<link", "url("} & set(html.split())
    assert "src=" not in html


@pytest.mark.parametrize("kind", list(Kind))
def test_what_cannot_be_refused_offers_no_way_out(kind: Kind, words: dict[str, Any]):
    html = render_to_string(f"{kind.template}.html", words | {"unsubscribe": ""})
    foot = render_to_string("emails/foot.txt", words | {"unsubscribe": ""})
    assert "unsubscribe" not in html + foot


def test_the_text_says_why_it_came_and_how_to_leave(words: dict[str, Any]):
    with override("en"):
        foot = render_to_string("emails/foot.txt", words)
    assert "because it concerns something you asked" in foot
    assert f"No more mails of this kind: {LEAVE}" in foot
