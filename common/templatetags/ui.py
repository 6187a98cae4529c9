"""The small words of every template: icons, people, times, figures, money, pages."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.http import QueryDict
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common import figures, times
from common.money import Rappen, show_money
from common.people import face_of

register = template.Library()

_DRAWN_LOGOS = {"alpen", "jura"}
_HOUSE = "house"

_AVATAR = (
    '<svg class="avatar avatar--{}{}" aria-hidden="true" viewBox="0 0 40 40"><circle cx="20" cy="20" r="20"/>'
    '<path d="{}"/><text x="20" y="25">{}</text></svg>'
)


@register.simple_tag
def sprite(symbol: str) -> str:
    """The address of one drawing in the sprite."""
    return f"{_sheet()}#{symbol}"


@lru_cache(maxsize=1)
def _sheet() -> str:
    """Asked for a hundred times a page."""
    return static("img/sprite.svg")


@register.simple_tag
def brand_file(pattern: str, slug: str) -> str:
    """The address of a brand's own file, `{}` in `pattern` being its slug; the house's when it brought none."""
    return static(_brand_file(pattern, slug))


@register.simple_tag
def logo(slug: str) -> SafeString:
    """The logo in the brand's accent, so that light and dark reach it."""
    known = slug if slug in _DRAWN_LOGOS else _HOUSE
    return format_html('<svg aria-hidden="true" viewBox="0 0 26 26"><use href="{}"/></svg>', sprite(f"brand-{known}"))


@lru_cache(maxsize=64)
def _brand_file(pattern: str, slug: str) -> str:
    own = pattern.format(slug)
    return own if finders.find(own) else pattern.format(_HOUSE)


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An icon; it only repeats what the words beside it say."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" viewBox="0 0 20 20"><use href="{}"/></svg>',
        f" icon--{size}" if size else "",
        sprite(f"i-{name}"),
    )


@register.simple_tag
def avatar(name: str, size: str = "") -> SafeString:
    """The monogram of a person; `size` is s (24), nothing (32), m (40) or l (56)."""
    face = face_of(name)
    return format_html(_AVATAR, face.tint, f" avatar--{size}" if size else "", face.hill, face.initials)


@register.simple_tag
def moment(at: datetime | None, form: str = "") -> SafeString:
    """A time element: the day and the hour (`form` empty), "day" alone, "hour" alone, or "board" with a bold hour."""
    if not at:
        return SafeString("")
    day, hour = times.day(at, now=timezone.now()), times.hour(at)
    if form == "board":
        shown: str = format_html("{} <b>{}</b>", day, hour)
    else:
        shown = {"day": day, "hour": hour}.get(form, f"{day}, {hour}")
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), times.exact(at), shown)


@register.filter
def written(day: date | None) -> str:
    """A date as `12 June 2026`, in German `12. Juni 2026`."""
    return times.written(day) if day else ""


@register.filter
def chf(amount: Rappen | None) -> str:
    """Rappen as `CHF 65.00`."""
    return "" if amount is None else show_money(amount)


@register.filter
def whole(number: int | None) -> str:
    """`1120` as `1’120`."""
    return "" if number is None else figures.whole(int(number))


@register.filter
def percent(value: float | None) -> str:
    """A number of percent as `82 %`."""
    return "" if value is None else figures.percent(value)


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """The present query with some values changed; None takes one away. Starts with `?`."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def in_languages(context: template.Context) -> list[tuple[str, str, str]]:
    """(code, name, address) of this page in every language; where it is not translated, of the front door.

    Pages whose address differs by language say so as `translations`, {code: address}.
    """
    rows: list[tuple[str, str, str]] = context.get("languages") or []
    translations = context.get("translations")
    if translations is None:
        return rows
    return [(code, name, translations.get(code) or f"/{code}/") for code, name, _address in rows]


@register.simple_tag(takes_context=True)
def here(context: template.Context, *prefixes: str) -> SafeString:
    """`aria-current` for a link whose page, or a page below it, is the one being read."""
    request = context.get("request")
    path = getattr(request, "path", "")
    if any(path == prefix for prefix in prefixes):
        return SafeString(' aria-current="page"')
    below = any(prefix.count("/") > 2 and path.startswith(prefix) for prefix in prefixes)
    return SafeString(' aria-current="true"' if below else "")
