"""Complaints made to us, and those only told to others."""

import math
from dataclasses import dataclass

from quality.metrics.distributions import gamma_quantile
from quality.metrics.rates import Interval


@dataclass(frozen=True, slots=True)
class Frequency:
    """Events per so many issues, with the exact interval."""

    rate: float
    interval: Interval


def complaint_rate(complaints: int, issues: int, per: int = 1000, confidence: float = 0.95) -> Frequency | None:
    """Explicit complaints per 1 000 issues, exact Poisson interval (Garwood 1936); None without issues."""
    if not issues:
        return None
    tail = (1 - confidence) / 2
    lower = gamma_quantile(tail, complaints) if complaints else 0.0
    upper = gamma_quantile(1 - tail, complaints + 1)
    scale = per / issues
    return Frequency(complaints * scale, Interval(lower * scale, upper * scale))


def corrected_volume(flagged: float, precision: float, recall: float) -> float | None:
    """Implicit complaints behind what a monitor flagged; None when it finds nothing (recall 0)."""
    return flagged * precision / recall if recall else None


def implicit_ratio(implicit: float | None, explicit: int) -> float | None:
    """Hidden complaints for every open one; None without open ones."""
    return implicit / explicit if explicit and implicit is not None else None


@dataclass(frozen=True, slots=True)
class Population:
    """An estimated total and its standard error."""

    estimate: float
    standard_error: float


def chapman(first: int, second: int, both: int) -> Population:
    """How many there are when two monitors found so many and share `both` (Chapman 1951, variance Seber 1970)."""
    total = (first + 1) * (second + 1) / (both + 1) - 1
    spread = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    return Population(total, math.sqrt(spread))
