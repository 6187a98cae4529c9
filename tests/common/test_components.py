"""Every component renders from the sample beside it, says what it is, and brings neither style nor script."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory

from common.styleguide import COMPONENTS, samples, sheet

VOID = {"input", "br", "hr", "img", "meta", "link", "path", "rect", "circle", "line", "use"}


class Reader(HTMLParser):
    """Collects what is wrong with a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.controls: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given: dict[str, Any] = dict(attrs)
        self._look(tag, given)
        self.ids += [given["id"]] if "id" in given else []
        if tag == "label" and "for" in given:
            self.labelled.add(given["for"])
        if tag in {"input", "select", "textarea"} and given.get("type") != "hidden":
            inside = "label" in self.open or "aria-label" in given
            self.controls.append((given.get("id", ""), inside))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes something else")

    def _look(self, tag: str, given: dict[str, Any]) -> None:
        if "style" in given or tag in {"style", "script"}:
            self.wrong.append(f"inline style or script on <{tag}>")
        self.wrong += [f"{name} on <{tag}>" for name in given if name.startswith("on")]
        if tag == "svg" and given.get("role") == "img" and not given.get("aria-label"):
            self.wrong.append("a drawing that says nothing")
        inner = "svg" in self.open
        if tag == "svg" and not inner and given.get("role") != "img" and given.get("aria-hidden") != "true":
            self.wrong.append("a drawing that is neither said nor hidden")
        if tag == "time" and not given.get("datetime"):
            self.wrong.append("a time without its machine-readable value")
        if tag == "a" and not given.get("href"):
            self.wrong.append("a link to nowhere")

    def verdict(self) -> list[str]:
        unlabelled = [name for name, inside in self.controls if not inside and name not in self.labelled]
        twice = {name for name in self.ids if self.ids.count(name) > 1}
        return [*self.wrong, *(f"no label: {name}" for name in unlabelled), *(f"twice: {name}" for name in twice)]


@pytest.fixture
def request_of_a_guest(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/en/questions/", {"topic": "tv", "page": "older_1_1"})
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.stem)
def test_a_component_renders_from_its_sample(path: Path, request_of_a_guest: HttpRequest) -> None:
    for part in sheet(path, request_of_a_guest).parts:
        reader = Reader()
        reader.feed(part)
        assert reader.verdict() == []
        assert part.strip()
        assert "{{" not in part
        assert "{%" not in part


def test_every_component_has_a_sample_or_is_part_of_the_frame() -> None:
    frame = {"masthead", "colophon", "tabbar", "toasts", "form_errors"}
    shown = {path.stem for path in samples()}
    assert {path.stem for path in COMPONENTS.glob("*.html")} - shown == frame


def test_a_mark_is_never_without_its_word(request_of_a_guest: HttpRequest) -> None:
    for part in sheet(COMPONENTS / "mark.json", request_of_a_guest).parts:
        assert re.search(r"</svg><span>\S.+</span></span>", part)


def test_pages_keep_the_filters_of_the_list(request_of_a_guest: HttpRequest) -> None:
    page = {"older": "older_2_2", "newer": ""}
    html = render_to_string("components/pagination.html", {"page": page}, request_of_a_guest)
    assert 'href="?topic=tv&amp;page=older_2_2"' in html
    assert "Newer" not in html


def test_what_a_person_wrote_stays_text(request_of_a_guest: HttpRequest) -> None:
    person = {"name": "<b>Eve</b>", "line": "<script>"}
    html = render_to_string("components/person.html", person, request_of_a_guest)
    assert "&lt;b&gt;Eve" in html
    assert "<script>" not in html


def test_every_symbol_that_is_used_is_in_the_sprite(request_of_a_guest: HttpRequest) -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (COMPONENTS.parent.parent / "static/img/sprite.svg").read_text()))
    html = "".join(part for path in samples() for part in sheet(path, request_of_a_guest).parts)
    named = {
        f"i-{name}" for page in COMPONENTS.rglob("*.html") for name in re.findall(r'{% icon "(\w+)"', page.read_text())
    }
    assert (set(re.findall(r"sprite\.svg#([\w-]+)", html)) | named) - drawn == set()
