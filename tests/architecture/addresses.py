"""Every address of the house, and somebody who owns nothing for each role."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

THEIRS = ("wagtail.", "allauth.", "django.")  # what comes with the framework has tests of its own
STAFF = "staff/"  # inside Wagtail's admin its permissions decide, row by row of the menu


@dataclass(frozen=True)
class Address:
    """One route: its name, its pattern without the language, and what its view wears."""

    name: str
    pattern: str
    access: str | None
    module: str


def addresses() -> list[Address]:
    """Every route of ours, the staff side apart."""
    return [
        address
        for address in _walk(get_resolver(), "", "")
        if not address.module.startswith(THEIRS) and not address.pattern.startswith(STAFF)
    ]


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            name = ":".join(filter(None, [namespace, entry.name]))
            view = entry.callback
            yield Address(name, pattern, getattr(view, "access", None), view.__module__)
        else:
            yield from _walk(entry, pattern, entry.namespace or namespace)
