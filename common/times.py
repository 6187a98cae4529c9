"""Times as people say them: near ones by their day, far ones with the month, the exact one always beside."""

from datetime import date, datetime, timedelta
from typing import Final

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

_DAY: Final = {"de": "D j. F", "en": "D j F", "fr": "D j F", "it": "D j F"}
_DATE: Final = {"de": "j. F Y", "en": "j F Y", "fr": "j F Y", "it": "j F Y"}
_LONG: Final = {"de": "l, j. F Y, H:i", "en": "l j F Y, H:i", "fr": "l j F Y, H:i", "it": "l j F Y, H:i"}


def day(at: datetime, *, now: datetime) -> str:
    """`Today`, `Tomorrow`, `Yesterday`, `Thu 12 June`; the year only when it is another one."""
    at, now = localtime(at), localtime(now)
    days = (at.date() - now.date()).days
    near = {0: _("Today"), 1: _("Tomorrow"), -1: _("Yesterday")}
    if days in near:
        return near[days]
    year = "" if at.year == now.year or abs(at - now) < timedelta(days=180) else " Y"
    return date_format(at, _pattern(_DAY) + year)


def written(day: date) -> str:
    """`12 June 2026`, as each language writes it; of a moment, its day in the house's time zone."""
    return date_format(localtime(day) if isinstance(day, datetime) else day, _pattern(_DATE))


def hour(at: datetime) -> str:
    """`18:30`."""
    return date_format(localtime(at), "H:i")


def exact(at: datetime) -> str:
    """The whole of it, for the hover: `Thursday 12 June 2026, 18:30`."""
    return date_format(localtime(at), _pattern(_LONG))


def _pattern(patterns: dict[str, str]) -> str:
    return patterns.get((get_language() or "en")[:2], patterns["en"])
