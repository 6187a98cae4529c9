"""The style sheet: one file when served, small ones when read."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from common.staticfiles import ENTRY, fold

CSS = Path(__file__).resolve().parent.parent.parent / "static" / "css"


def test_the_served_sheet_has_every_part_in_its_layer_and_no_import_left() -> None:
    css = fold(CSS / Path(ENTRY).name)
    assert "@import" not in css
    assert "/*" not in css
    assert css.count("@layer components {") == len(list((CSS / "components").glob("*.css")))
    assert css.count("{") == css.count("}")


def test_the_served_sheet_is_found_and_complete() -> None:
    found = finders.find("css/site.css")
    assert found
    assert Path(str(found)).read_text() == fold(CSS / "style.css")


def test_no_part_is_longer_than_a_page_and_a_half() -> None:
    assert {
        path.name: lines for path in CSS.rglob("*.css") if (lines := len(path.read_text().splitlines())) > 175
    } == {}


def test_every_colour_is_a_token() -> None:
    for path in CSS.rglob("*.css"):
        if path.name not in {"tokens.css", "print.css"}:
            bare = re.sub(r"light-dark\([^)]*\)|#0000|#000a", "", path.read_text())
            assert not re.search(r"#[0-9a-f]{3,8}\b", bare), path.name
