"""Keyset pages: no OFFSET, no COUNT, so the ten-thousandth page costs what the first one does."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.dateparse import parse_datetime

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows, and the keys of the pages on both sides; an empty key means that there is none."""

    rows: list[M]
    older: str
    newer: str


def page_of(queryset: QuerySet[M], *, key: str, by: str, size: int, upward: bool = False) -> Page[M]:
    """One page of `queryset`, newest first by `(by, id)`; `upward` turns it round, and `older` leads to later rows.

    `key` is what an earlier page gave as `older` or `newer`; one that makes no sense shows the first page.
    """
    direction, edge = _edge(key)
    order, back = [f"-{by}", "-pk"], [by, "pk"]
    onward, before = "lt", "gt"
    if upward:
        order, back, onward, before = back, order, before, onward
    if direction == "newer":
        rows = list(queryset.filter(_beyond(by, edge, before)).order_by(*back)[: size + 1])
        more, rows = len(rows) > size, rows[:size][::-1]
        return Page(rows, _key("older", rows[-1], by) if rows else "", _key("newer", rows[0], by) if more else "")
    if edge:
        queryset = queryset.filter(_beyond(by, edge, onward))
    rows = list(queryset.order_by(*order)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return Page(rows, _key("older", rows[-1], by) if more else "", _key("newer", rows[0], by) if edge and rows else "")


def _beyond(by: str, edge: Any, sign: str) -> Q:
    value, pk = edge
    return Q(**{f"{by}__{sign}": value}) | Q(**{by: value, f"pk__{sign}": pk})


def _key(direction: str, row: Model, by: str) -> str:
    value = getattr(row, by)
    return f"{direction}_{value.isoformat() if isinstance(value, datetime) else value}_{row.pk}"


def _edge(key: str) -> tuple[str, Any]:
    direction, _, rest = key.partition("_")
    value, _, pk = rest.rpartition("_")
    if direction not in {"older", "newer"} or not pk.isascii() or not pk.isdigit() or len(pk) > 18:
        return "", None
    try:
        parsed = parse_datetime(value)
    except ValueError:
        return "", None
    if parsed is None:
        return (
            (direction, (int(value), int(pk)))
            if value.isascii() and value.isdigit() and len(value) < 19
            else ("", None)
        )
    return (direction, (parsed, int(pk))) if parsed.tzinfo else ("", None)
