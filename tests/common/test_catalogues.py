"""The message catalogues: what is collected, what is called a gap, and that there is none."""

import gettext
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from common import catalogues


@pytest.fixture
def house_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house with one room, one template and one module."""
    (tmp_path / "templates" / "room").mkdir(parents=True)
    (tmp_path / "room").mkdir()
    (tmp_path / "templates" / "room" / "page.html").write_text(
        "{% translate 'Ask' context 'verb' %} {% blocktranslate trimmed count n=rows|length with name=room.name %}\n"
        "  {{ n }} answer\n  in {{ name }}\n{% plural %}\n  {{ n }} answers\n  in {{ name }}\n{% endblocktranslate %}"
    )
    (tmp_path / "room" / "views.py").write_text(
        'from django.utils.translation import gettext_lazy as _\n\nTITLE = _("It works")\nHOW = _("%(n)s of ten")\n'
    )
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    return tmp_path


def _fill(language: str, texts: dict[str, str | tuple[str, str]]) -> None:
    file = catalogues.ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    catalog = catalogues._read(language)
    for message in catalog:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            message.string = texts.get(key, message.string)
    file.write_bytes(catalogues._written(catalog))


def _said(capsys: pytest.CaptureFixture[str]) -> str:
    assert catalogues.check() == 1
    return capsys.readouterr().out


GERMAN: dict[str, str | tuple[str, str]] = {
    "Ask": "Fragen",
    "It works": "Es geht",
    "%(n)s of ten": "%(n)s von zehn",
    "%(n)s answer in %(name)s": ("%(n)s Antwort in %(name)s", "%(n)s Antworten in %(name)s"),
}


def test_code_and_templates_are_collected(house_of_one: Path):
    catalog = catalogues.collected()
    assert catalog.get("It works")
    assert catalog.get("Ask", "verb")
    assert catalog.get("Ask") is None
    assert catalog.get(("%(n)s answer in %(name)s", "%(n)s answers in %(name)s"))
    assert len([message for message in catalog if message.id]) == 4


def test_english_translates_itself_and_the_others_are_gaps(house_of_one: Path, capsys: pytest.CaptureFixture[str]):
    catalogues.update()
    said = _said(capsys)
    assert "de: not translated: 'It works'" in said
    assert "en:" not in said


def test_updating_twice_changes_nothing(house_of_one: Path):
    catalogues.update()
    _fill("de", GERMAN)
    file = house_of_one / "locale" / "de" / "LC_MESSAGES" / "django.po"
    before = file.read_bytes()
    catalogues.update()
    assert file.read_bytes() == before
    assert b"Fragen" in before
    assert str(house_of_one).encode() not in before


def test_what_is_complete_is_green_and_is_read(house_of_one: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(catalogues, "LANGUAGES", ("de", "en"))
    catalogues.update()
    _fill("de", GERMAN)
    assert catalogues.check() == 0
    catalogues.compile_all()
    german = gettext.translation("django", house_of_one / "locale", ["de"])
    assert german.pgettext("verb", "Ask") == "Fragen"
    assert german.ngettext("%(n)s answer in %(name)s", "%(n)s answers in %(name)s", 2).startswith("%(n)s Antworten")


@pytest.mark.parametrize(
    ("key", "text", "fault"),
    [
        ("%(n)s of ten", "%(m)s von zehn", "other placeholders"),
        ("%(n)s answer in %(name)s", ("eine", "%(n)s Antworten"), "other placeholders"),
        ("It works", "Es heißt", "ß is not written in Switzerland"),
        ("It works", "", "not translated"),
    ],
)
def test_a_gap_is_named(
    house_of_one: Path, capsys: pytest.CaptureFixture[str], key: str, text: str | tuple[str, str], fault: str
):
    catalogues.update()
    _fill("de", GERMAN | {key: text})
    assert f"de: {fault}" in _said(capsys)


def test_what_is_fuzzy_or_no_longer_used_is_a_gap():
    fuzzy = Message("It works", "Es geht", flags=["fuzzy"])
    assert catalogues._fault(fuzzy, "de") == "fuzzy"
    assert catalogues._fault(None, "de") == "missing"


def test_what_nobody_says_any_more_is_a_gap(house_of_one: Path, capsys: pytest.CaptureFixture[str]):
    catalogues.update()
    (house_of_one / "room" / "views.py").write_text("")
    assert "no longer used: 'It works'" in _said(capsys)


def test_our_own_are_complete(capsys: pytest.CaptureFixture[str]):
    assert catalogues.check() == 0, capsys.readouterr().out[:4000]


def test_the_plurals_follow_the_language():
    assert Catalog("fr").plural_expr == "(n > 1)"
    assert Catalog("de").num_plurals == 2
