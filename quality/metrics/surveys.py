"""Surveys: what people say, and what the silent ones could have said."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, stdev

from quality.metrics.distributions import critical, student_quantile
from quality.metrics.rates import Interval, share, wilson

# Fewer answers than this say too little about their cell; one answer never counts for more than five.
SMALLEST_CELL = 5
LARGEST_WEIGHT = 5.0

# Below this response rate the bounds without assumption are shown beside the estimate.
LOW_RESPONSE = 0.4


@dataclass(frozen=True, slots=True)
class Cell:
    """People alike in channel, product and state of their case."""

    invited: int
    responded: int
    satisfied: int


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Satisfied share: as answered, weighted for who answered, and what is certain without assumption."""

    response_rate: float | None
    naive: float | None
    weighted: float | None
    standard_error: float | None
    effective_n: float | None
    interval: Interval | None
    bounds: Interval | None


def satisfaction(cells: Sequence[Cell], confidence: float = 0.95) -> Satisfaction:
    """Share of satisfied customers, weighted back to everybody who was asked.

    Cells with fewer than 5 answers are joined, weights capped at 5 times their mean, the interval is
    Wilson with Kish's effective n (Kish 1965). The bounds take every silent customer as unsatisfied,
    then as satisfied (Manski 1989). All None when nobody was asked or answered.
    """
    invited, responded, satisfied = _sums(cells)
    merged = _merge_small(cells)
    weights = _weights(merged)
    total = math.fsum(w * c.responded for w, c in zip(weights, merged, strict=True))
    if not responded or not total:
        return Satisfaction(share(responded, invited), None, None, None, None, None, _bounds(cells))
    rate = math.fsum(w * c.satisfied for w, c in zip(weights, merged, strict=True)) / total
    squares = math.fsum(w * w * c.responded for w, c in zip(weights, merged, strict=True))
    n = total**2 / squares
    return Satisfaction(
        response_rate=responded / invited if invited else None,
        naive=satisfied / responded,
        weighted=rate,
        standard_error=_stratified_error(weights, merged, total),
        effective_n=n,
        interval=wilson(rate * n, n, confidence),
        bounds=_bounds(cells),
    )


def followed_up(invited: int, responded: int, satisfied: int, followed: int, followed_satisfied: int) -> float | None:
    """Satisfied share when some of the silent were asked again at random (Hansen & Hurwitz 1946).

    None when nobody was asked, or when silent people exist and none was followed.
    """
    silent = invited - responded
    if not invited or (silent and not followed):
        return None
    of_silent = silent * followed_satisfied / followed if followed else 0.0
    return (satisfied + of_silent) / invited


@dataclass(frozen=True, slots=True)
class Promoters:
    """Net promoter score in points, -100 to 100."""

    score: float
    standard_error: float
    interval: Interval


def net_promoter(promoters: int, passives: int, detractors: int, confidence: float = 0.95) -> Promoters | None:
    """Promoters minus detractors with the multinomial variance; None without answers. n = 100 gives +-15 points."""
    n = promoters + passives + detractors
    if not n:
        return None
    up, down = promoters / n, detractors / n
    score = 100 * (up - down)
    error = 100 * math.sqrt((up + down - (up - down) ** 2) / n)
    half = critical(confidence) * error
    return Promoters(score, error, Interval(score - half, score + half))


@dataclass(frozen=True, slots=True)
class Effort:
    """Customer effort: mean with its t interval, and the share that found it easy."""

    mean: float
    interval: Interval | None
    low_share: float
    low_interval: Interval | None


def effort(values: Sequence[float], low: float = 3, confidence: float = 0.95) -> Effort | None:
    """Mean effort (1 very easy to 7 very hard; Student 1908) and share at or below `low`; None without answers."""
    n = len(values)
    if not n:
        return None
    centre, easy = mean(values), sum(value <= low for value in values)
    interval = None
    if n > 1:
        half = student_quantile(0.5 + confidence / 2, n - 1) * stdev(values) / math.sqrt(n)
        interval = Interval(centre - half, centre + half)
    return Effort(centre, interval, easy / n, wilson(easy, n, confidence))


def _sums(cells: Sequence[Cell]) -> tuple[int, int, int]:
    return sum(c.invited for c in cells), sum(c.responded for c in cells), sum(c.satisfied for c in cells)


def _bounds(cells: Sequence[Cell]) -> Interval | None:
    invited, responded, satisfied = _sums(cells)
    if not invited:
        return None
    return Interval(satisfied / invited, (satisfied + invited - responded) / invited)


def _merge_small(cells: Sequence[Cell]) -> list[Cell]:
    """Join cells with too few answers; what stays too small joins the smallest of the others."""
    large = sorted((c for c in cells if c.responded >= SMALLEST_CELL), key=lambda c: c.responded)
    small = [c for c in cells if c.responded < SMALLEST_CELL]
    if not small:
        return list(cells)
    rest = Cell(*_sums(small))
    if rest.responded < SMALLEST_CELL and large:
        return [Cell(*_sums([rest, large[0]])), *large[1:]]
    return [*large, rest]


def _weights(cells: Sequence[Cell]) -> list[float]:
    """How many asked people one answer stands for, capped."""
    weights = [c.invited / c.responded if c.responded else 0.0 for c in cells]
    responded = sum(c.responded for c in cells)
    centre = math.fsum(w * c.responded for w, c in zip(weights, cells, strict=True)) / responded if responded else 0.0
    return [min(w, LARGEST_WEIGHT * centre) for w in weights]


def _stratified_error(weights: Sequence[float], cells: Sequence[Cell], total: float) -> float:
    variance = 0.0
    for weight, c in zip(weights, cells, strict=True):
        if c.responded:
            p = c.satisfied / c.responded
            variance += (weight * c.responded / total) ** 2 * p * (1 - p) / c.responded
    return math.sqrt(variance)
