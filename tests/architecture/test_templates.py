"""Templates: nothing inline, nothing trusted blindly, every component says what it takes."""

import re

from tests.architecture import house

HARMLESS_SCRIPT = r'\b(?:src|type="(?:application/(?:ld\+)?json|speculationrules)")'
FORBIDDEN = {
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(rf"<script\b(?![^>]*{HARMLESS_SCRIPT})", re.IGNORECASE),
    "an event handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    # `.html` is what common.markdown rendered and cleaned; nothing else is trusted.
    "the filter safe": re.compile(r"(?<!\.html)\|\s*safe\b"),
    "autoescape off": re.compile(r"{%\s*autoescape\s+off"),
    "a third party": re.compile(
        r"""<(?:script|link|img|iframe)\b[^>]*(?:src|href)=["'](?:https?:)?//""", re.IGNORECASE
    ),
}
MAILS = ("emails", "account/email", "layouts/mail")
OF_A_MAIL = {"a style attribute", "a style element"}


def test_nothing_forbidden():
    found = [
        f"{house.name_of(path)}: {what}"
        for path in house.template_files()
        for what, pattern in FORBIDDEN.items()
        if not _may(path.relative_to(house.ROOT / "templates").as_posix(), what) and pattern.search(path.read_text())
    ]
    house.expect_none(found)


def _may(name: str, what: str) -> bool:
    """A mail program knows no style sheet, the text of a mail is no HTML, and the style guide shows itself."""
    if name.startswith(MAILS):
        return what in OF_A_MAIL or (name.endswith(".txt") and what == "autoescape off")
    return name.startswith("styleguide/") and what == "the filter safe"


def test_components_say_what_they_take():
    silent = [
        house.name_of(path)
        for path in (house.ROOT / "templates" / "components").glob("*.html")
        if not path.read_text().lstrip().startswith(("{#", "{% comment"))
    ]
    house.expect_none(silent)
