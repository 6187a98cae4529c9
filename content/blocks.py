"""The few parts of which an article is made."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, RichTextBlock, TextBlock

FEATURES = ["h2", "h3", "bold", "italic", "link", "ol", "ul"]


def _block(kind: type[Block], label: str | Promise, **options: Any) -> Block:
    return kind(label=label, **options)


BODY: list[tuple[str, Block]] = [
    ("text", _block(RichTextBlock, _("Text"), features=FEATURES)),
    ("warning", _block(TextBlock, _("Warning"), template="content/blocks/warning.html", rows=2)),
]
