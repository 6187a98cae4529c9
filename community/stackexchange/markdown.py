"""HTML of a dump into the Markdown that people write here.

Ours is CommonMark with tables, without HTML and pictures. What it cannot say is said in text:
a picture becomes a link to it, small figures become the Unicode ones.
"""

import re
from urllib.parse import quote, urlsplit

import nh3
from bs4 import BeautifulSoup, Tag
from markdownify import ATX, MarkdownConverter

LONGEST = 20_000
SHORTENED = "*[…]*"

LONGEST_HTML = 5 * LONGEST
UNNAMED = "picture"

_TAGS = {
    "a", "b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "i", "img", "kbd", "li", "ol", "p", "pre", "q", "s", "samp", "strike", "strong", "sub", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}, "pre": {"class"}, "code": {"class"}}
_RAISED = str.maketrans("0123456789+-\u2212=()nio", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵒ")
_LOWERED = str.maketrans("0123456789+-\u2212=()x", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₓ")
_FENCE = re.compile(r"^[> ]*(`{3,})", re.MULTILINE)
_LANGUAGE = re.compile(r"\blang-(\w+)")
# Underscores inside a word mean nothing, and escaping them would break addresses.
_SPECIAL = re.compile(r"[\\`*\[\]<]|(?<!\w)_|_(?!\w)|~(?=~)|&(?=#?\w+;)")
_AT_START = re.compile(
    r"^( *)(?:(\d{1,9})([.)])(?=\s|$)|([-+](?=\s|$)|-(?=-+\s*$)|=(?==*\s*$)|#(?=#{0,5}(?:\s|$))|>))",
    re.MULTILINE,
)


def to_markdown(html: str) -> str:
    """Markdown that renders to what `html` said, at most `LONGEST` characters."""
    sound = nh3.clean(html[:LONGEST_HTML], tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None)
    soup = BeautifulSoup(f"<body>{sound}</body>", "html.parser")
    try:
        markdown = _Converter(heading_style=ATX, bullets="-").convert_soup(soup)
    except RecursionError:
        # Nobody writes a thousand quotes within each other, but somebody may generate them.
        markdown = _escape(soup.get_text("\n"))
    return shorten(markdown.strip())


def shorten(markdown: str) -> str:
    """`markdown` cut after the last paragraph that fits, with a sign that something is missing."""
    if len(markdown) <= LONGEST:
        return markdown
    room = LONGEST - len(SHORTENED) - 20
    kept = markdown[: max(markdown.rfind("\n\n", 0, room), room // 2)].rstrip()
    fences: list[str] = _FENCE.findall(kept)
    if len(fences) % 2:
        kept = f"{kept}\n{fences[-1]}"
    return f"{kept}\n\n{SHORTENED}"


def _escape(text: str) -> str:
    text = _SPECIAL.sub(r"\\\g<0>", text)
    return _AT_START.sub(r"\1\2\\\3\4", text)


class _Converter(MarkdownConverter):
    """The library's conversion, except where its Markdown is not ours."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return _escape(text)

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        label = " ".join(text.split())
        address = _address(el.get("href"))
        if not label or not address or "_noformat" in parent_tags or "a" in parent_tags:
            return text
        before, after = text[: text[:1].isspace()], text[len(text) - text[-1:].isspace() :]
        link = f"<{address}>" if el.get_text() == address else f"[{label}]({_target(address)})"
        return f"{before}{link}{after}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        alt = str(el.get("alt") or "").strip()
        label = _escape(" ".join(alt.split())) if alt != "enter image description here" else ""
        address = _address(el.get("src"))
        if not address or "a" in parent_tags:
            return label or UNNAMED
        return f"[{label or UNNAMED}]({_target(address)})"

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _small(el, text, _RAISED, "^")

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _small(el, text, _LOWERED, "_")

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        code = text.strip("\n").rstrip()
        if not code:
            return ""
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
        language = _LANGUAGE.search(str(el))
        return f"\n\n{fence}{language[1] if language else ''}\n{code}\n{fence}\n\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f" {' '.join(text.split()).replace('|', chr(92) + '|')} |"

    convert_th = convert_td

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        term = " ".join(text.split())
        return f"\n\n**{term}**\n\n" if term else ""

    def convert_dd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"

    def convert_strike(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"~~{text.strip()}~~" if text.strip() else ""


def _address(value: object) -> str:
    """An address that may be linked; empty for scripts, and for what was relative to the old site."""
    address = "".join(str(value or "").split())
    if address.startswith("//"):
        address = f"https:{address}"
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        return ""
    return address if scheme in {"http", "https", "mailto"} else ""


def _target(address: str) -> str:
    """`address` for the round brackets of a link."""
    for sign in "<>\\|`*":
        address = address.replace(sign, quote(sign))
    return f"<{address}>" if "(" in address or ")" in address else address


def _small(el: Tag, text: str, signs: dict[int, int], mark: str) -> str:
    """Figures above or below the line; what has no such figure keeps a mark: 10^n is not 10n.

    Footnotes in small print and the letters of "1st" stay plain.
    """
    plain = el.get_text()
    if el.find("a"):
        return text
    if all(ord(sign) in signs for sign in plain):
        return plain.translate(signs)
    is_word = len(text) > 1 and text.isalpha()
    is_formula = len(text) <= 8 and not is_word and all(sign.isalnum() or sign in "+-/" for sign in text)
    return f"{mark}{text}" if is_formula else text
