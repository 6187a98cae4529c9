"""Channels compared fairly: the same mix of easy and hard cases for both."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from quality.metrics.distributions import critical
from quality.metrics.rates import Interval


@dataclass(frozen=True, slots=True)
class Pair:
    """One kind of case in two channels: resolved and all, first and second."""

    first: int
    first_n: int
    second: int
    second_n: int


@dataclass(frozen=True, slots=True)
class OddsRatio:
    """Odds of the first channel over those of the second, for equal cases."""

    value: float
    interval: Interval


def crude_odds_ratio(pairs: Sequence[Pair]) -> float | None:
    """Odds ratio of the lumped cases: what a dashboard without case mix shows. None when undefined."""
    a, c = sum(p.first for p in pairs), sum(p.second for p in pairs)
    b, d = sum(p.first_n for p in pairs) - a, sum(p.second_n for p in pairs) - c
    return a * d / (b * c) if b and c else None


def mantel_haenszel(pairs: Sequence[Pair], confidence: float = 0.95) -> OddsRatio | None:
    """Common odds ratio over strata (Mantel & Haenszel 1959), variance Robins, Breslow & Greenland 1986.

    None when no stratum has both outcomes in both channels.
    """
    up = down = spread_up = spread_mixed = spread_down = 0.0
    for pair in pairs:
        n = pair.first_n + pair.second_n
        if not n:
            continue
        a, b = pair.first, pair.first_n - pair.first
        c, d = pair.second, pair.second_n - pair.second
        r, s, p, q = a * d / n, b * c / n, (a + d) / n, (b + c) / n
        up, down = up + r, down + s
        spread_up, spread_mixed, spread_down = spread_up + p * r, spread_mixed + p * s + q * r, spread_down + q * s
    if not up or not down:
        return None
    variance = spread_up / (2 * up**2) + spread_mixed / (2 * up * down) + spread_down / (2 * down**2)
    half = critical(confidence) * math.sqrt(variance)
    centre = math.log(up / down)
    return OddsRatio(up / down, Interval(math.exp(centre - half), math.exp(centre + half)))


def standardised(strata: Sequence[tuple[int, int]], sizes: Sequence[int]) -> float | None:
    """Rate of one channel if its cases were mixed like `sizes` (direct standardisation).

    `strata`: (resolved, all) per kind of case. None when the channel saw nothing of a kind that counts.
    """
    total = sum(sizes)
    if not total or any(size and not n for (_, n), size in zip(strata, sizes, strict=True)):
        return None
    return sum(size / total * k / n for (k, n), size in zip(strata, sizes, strict=True) if size)


def may_rank(crude: tuple[float, float], fair: tuple[float, float]) -> bool:
    """A ranking is refused when crude and standardised rates name different winners."""
    return (crude[0] - crude[1]) * (fair[0] - fair[1]) > 0
