"""Interval bars, strokes and control charts in templates."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template

from common import charts
from common.measures import Measure

register = template.Library()

MOST_STROKES = 30
PITCH = 7


@register.simple_tag
def measure_of(given: Measure | Mapping[str, Any]) -> Measure:
    """What a component was given, as a measure; samples come as plain mappings."""
    return given if isinstance(given, Measure) else Measure(**given)


@register.inclusion_tag("components/parts/interval_bar.html")
def interval_bar(given: Measure | Mapping[str, Any], claimed: float | None = None) -> dict[str, Any]:
    """The bar alone: three rows that cannot collide. `claimed` adds the dashed gap up to what is merely claimed."""
    measure = measure_of(given)
    top = 12 if measure.target is not None else 0
    market = measure.market is not None
    return {
        "measure": measure,
        "height": top + 14 + (9 if market else 0),
        "top": {name: top + offset for name, offset in _OFFSETS.items()},
        "value": _edge(measure.value),
        "low": _edge(measure.low),
        "width": _edge((measure.high or 0) - (measure.low or 0)),
        "target": _edge(measure.target),
        "market": _edge(measure.market),
        "flag_left": (measure.target or 0) >= 92,
        "gap": None if claimed is None or measure.value is None else _edge(claimed - measure.value),
    }


_OFFSETS = {
    "track": 5.5, "band": 3, "halo_from": 2.5, "halo_to": 11.5, "tick_from": 2, "tick_to": 12, "market": 19,
}  # fmt: skip


@register.simple_tag
def strokes(worked: int, tried: int) -> dict[str, Any] | None:
    """Where each person's stroke stands, those for whom it worked first; None when they are too many to draw."""
    if tried > MOST_STROKES:
        return None
    return {
        "width": PITCH * tried,
        "yes": [PITCH * number for number in range(worked)],
        "no": [round(PITCH * number + 0.6, 1) for number in range(worked, tried)],
    }


@register.simple_tag
def plot_of(points: Iterable[charts.Point | Mapping[str, Any]], mean: float) -> charts.Plot:
    """A control chart ready to draw."""
    read: Sequence[charts.Point] = [
        point if isinstance(point, charts.Point) else charts.Point(**point) for point in points
    ]
    return charts.plot(read, mean)


def _edge(value: float | None) -> str:
    """A share for an SVG attribute; never a style."""
    return "" if value is None else f"{max(0.0, min(100.0, value)):.4g}%"
