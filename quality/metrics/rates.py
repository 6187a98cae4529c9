"""Proportions: how many of how many, and how sure that is."""

import math
from typing import NamedTuple

from quality.metrics.distributions import beta_quantile, binomial_pmf, critical

# scipy and R call two outcomes equally likely when they differ by less than this.
_SAME = 1 + 1e-7


class Interval(NamedTuple):
    """From `lower` to `upper`, in the unit of the estimate."""

    lower: float
    upper: float


def share(successes: int, n: int) -> float | None:
    """The plain proportion; None when nothing was observed."""
    return successes / n if n else None


def wilson(successes: float, n: float, confidence: float = 0.95) -> Interval | None:
    """Score interval for a proportion (Wilson 1927); None when nothing was observed. `0 <= successes <= n`.

    The default for every plain rate: it never leaves 0 to 1 and holds its level for small n
    (Brown, Cai & DasGupta 2001). `n` may be an effective number.
    """
    if n <= 0:
        return None
    z = critical(confidence)
    p, spread = successes / n, z * z / n
    centre = (p + spread / 2) / (1 + spread)
    half = z / (1 + spread) * math.sqrt(p * (1 - p) / n + spread / (4 * n))
    return Interval(
        0.0 if successes == 0 else max(0.0, centre - half),
        1.0 if successes == n else min(1.0, centre + half),
    )


def jeffreys(successes: int, n: int, confidence: float = 0.95) -> Interval | None:
    """Equal-tailed interval from Beta(k + 1/2, n - k + 1/2), open to 0 and 1 at the ends.

    Source: Brown, Cai & DasGupta 2001. None when nothing was observed.
    """
    if n <= 0:
        return None
    tail = (1 - confidence) / 2
    a, b = successes + 0.5, n - successes + 0.5
    lower = 0.0 if successes == 0 else beta_quantile(tail, a, b)
    upper = 1.0 if successes == n else beta_quantile(1 - tail, a, b)
    return Interval(lower, upper)


def clopper_pearson(successes: int, n: int, confidence: float = 0.95) -> Interval | None:
    """Exact interval (Clopper & Pearson 1934): never too short, usually too long. None for n = 0."""
    if n <= 0:
        return None
    tail = (1 - confidence) / 2
    lower = 0.0 if successes == 0 else beta_quantile(tail, successes, n - successes + 1)
    upper = 1.0 if successes == n else beta_quantile(1 - tail, successes + 1, n - successes)
    return Interval(lower, upper)


def binomial_test(successes: int, n: int, p: float) -> float | None:
    """Exact two-sided p-value: the chance of anything at most as likely as what was seen; None for n = 0."""
    if n <= 0:
        return None
    seen = binomial_pmf(successes, n, p) * _SAME
    chances = (binomial_pmf(k, n, p) for k in range(n + 1))
    return min(1.0, math.fsum(chance for chance in chances if chance <= seen))
