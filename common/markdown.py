"""What people write: source, safe HTML and the version of the renderer, stored together."""

from functools import cache
from typing import NamedTuple

import nh3
from markdown_it import MarkdownIt

VERSION = 1
LONGEST = 20_000

_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto", "tel"}


class Rendered(NamedTuple):
    """Sanitised HTML, and the version of the renderer that made it."""

    html: str
    version: int


def render(source: str) -> Rendered:
    """Markdown as safe HTML: raw HTML shown as text, headings lowered by two, images left out.

    Raises: ValueError, when `source` is longer than `LONGEST` characters (a crafted text of that length already
    costs a second).
    """
    if len(source) > LONGEST:
        raise ValueError(f"longer than {LONGEST} characters")
    html = nh3.clean(
        _parser().render(source.replace("\x00", "")),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="nofollow ugc noopener",
    )
    return Rendered(html, VERSION)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": False})
    parser = parser.enable(["table", "strikethrough", "linkify"]).disable("image")
    # Only what begins with http:// is taken for an address: "restart.now" is a sentence without its space.
    if parser.linkify:
        parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    parser.add_render_rule("heading_open", _lower_heading)
    parser.add_render_rule("heading_close", _lower_heading)
    return parser


def _lower_heading(self, tokens, index, options, env):  # type: ignore[no-untyped-def]
    """A page has one title, and the parts of it are ours; a text's own headings begin at the third level."""
    token = tokens[index]
    token.tag = f"h{min(int(token.tag[1]) + 2, 5)}"
    return self.renderToken(tokens, index, options, env)
