"""How the cockpit writes shares and coefficients."""

from django import template
from django.utils.formats import number_format

from common.figures import percent

register = template.Library()


@register.filter
def share(value: float | None) -> str:
    """A share of one as `82 %`; a dash without data."""
    return "–" if value is None else percent(100 * value)


@register.filter
def decimal(value: float | None) -> str:
    """A coefficient with two decimals, in the language of the page; a dash where it is undefined."""
    return "–" if value is None else number_format(value, 2)
