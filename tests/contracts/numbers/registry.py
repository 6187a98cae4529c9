"""A small table: words of the metric's name, keys of the inputs, the computation."""

from collections.abc import Callable
from typing import Any, NamedTuple

Inputs = dict[str, Any]
Found = dict[str, Any]
Computation = Callable[[Inputs, Found], Found]


class _Entry(NamedTuple):
    words: tuple[str, ...]
    keys: frozenset[str]
    computation: Computation


_TABLE: list[_Entry] = []


def computes(*words: str, given: str) -> Callable[[Computation], Computation]:
    """Register a computation for metrics whose name holds one of `words` and whose inputs hold `given`."""

    def register(computation: Computation) -> Computation:
        _TABLE.append(_Entry(words, frozenset(given.split()), computation))
        return computation

    return register


def compute(metric: str, inputs: Inputs, expected: Found) -> Found | None:
    """Everything the house can say about this case; None when it has no such metric.

    `expected` only tells which points in time or windows are asked for, never a value.
    """
    name = metric.lower()
    fitting = [e for e in _TABLE if any(word in name for word in e.words) and e.keys <= inputs.keys()]
    if not fitting:
        return None
    found: Found = {}
    for entry in fitting:
        found |= entry.computation(inputs, dict.fromkeys(expected))
    return found
