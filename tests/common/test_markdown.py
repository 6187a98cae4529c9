"""What people write comes out as text, and never as anything that runs."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from common.markdown import LONGEST, render

CORPUS = [
    line.encode().decode("unicode_escape")
    for line in (Path(__file__).parent / "xss.txt").read_text().splitlines()
    if line and not line.startswith("# ")
]
SAFE_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


class Reader(HTMLParser):
    """Collects what a browser would make of it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def test_the_corpus_is_large() -> None:
    assert len(CORPUS) >= 60


@pytest.mark.parametrize("attack", CORPUS)
@pytest.mark.parametrize(
    "around", ["%s", "> %s", "- %s", "[%s](https://example.ch)", "`%s`", "# %s", "**%s**", "a\n\n%s"]
)
def test_nothing_runs(attack: str, around: str) -> None:
    page = read(render(around.replace("%s", attack)).html)
    assert page.tags <= SAFE_TAGS
    for name, value in page.attributes:
        assert name in {"href", "title", "rel", "start"}
        if name == "href":
            assert re.match(r"(https?:|mailto:|tel:|/|#|[^:]*$)", (value or "").strip(), re.IGNORECASE), value


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**Do not** reset", "<p><strong>Do not</strong> reset</p>"),
        ("1. Unplug\n2. Wait", "<ol>\n<li>Unplug</li>\n<li>Wait</li>\n</ol>"),
        ("# Title", "<h3>Title</h3>"),
        ("###### Deep", "<h5>Deep</h5>"),
        ("`192.168.1.1`", "<p><code>192.168.1.1</code></p>"),
    ],
)
def test_what_people_write_looks_as_they_meant_it(source: str, html: str) -> None:
    assert render(source).html.strip() == html


def test_links_tell_search_engines_nothing() -> None:
    assert 'rel="nofollow ugc noopener"' in render("see https://example.ch/a").html


@pytest.mark.parametrize("words", ["restart.now", "ask.com", "me@example.ch", "192.168.1.1"])
def test_words_with_a_dot_are_no_addresses(words: str) -> None:
    assert "<a" not in render(f"Try {words} please").html


def test_raw_html_is_shown_as_text() -> None:
    assert "&lt;b&gt;" in render("<b>bold</b>").html


def test_a_text_that_is_too_long_is_refused() -> None:
    render("a" * LONGEST)
    with pytest.raises(ValueError, match="20000"):
        render("a" * (LONGEST + 1))
