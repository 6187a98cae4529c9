"""Plain text out of stored HTML."""

import html

import nh3


def plain(stored: str, longest: int = 20_000) -> str:
    """The words of `stored` HTML on one line, at most `longest` characters."""
    return " ".join(html.unescape(nh3.clean(stored, tags=set())).split())[:longest]
