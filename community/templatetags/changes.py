"""What an edit changed, word by word."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from community.models import Revision

register = template.Library()

_PIECE = re.compile(r"\s+|\w+|[^\w\s]")
# Beyond this, comparing word by word costs more than it tells; the whole text is then shown as new.
_LONGEST = 4000


@dataclass(frozen=True)
class Row:
    """A text, and how it differs from the one before."""

    revision: Revision
    html: SafeString
    is_first: bool


@register.simple_tag
def with_changes(revisions: Sequence[Revision]) -> list[Row]:
    """Rows for `revisions`, newest first; the first text of all is shown as it is."""
    older = [*revisions[1:], None]
    return [Row(now, _text(now, before), before is None) for now, before in zip(revisions, older, strict=True)]


def _text(now: Revision, before: Revision | None) -> SafeString:
    if before is None:
        return format_html("{}", now.source)
    return format_html_join("", "{}", ((piece,) for piece in _pieces(before.source, now.source)))


def _pieces(old: str, new: str) -> Iterator[SafeString]:
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    if len(before) + len(after) > _LONGEST:
        yield format_html("<del>{}</del><ins>{}</ins>", old, new)
        return
    for step, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if step == "equal":
            yield format_html("{}", "".join(after[c:d]))
            continue
        if b > a:
            yield format_html("<del>{}</del>", "".join(before[a:b]))
        if d > c:
            yield format_html("<ins>{}</ins>", "".join(after[c:d]))
