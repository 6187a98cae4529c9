"""Helpers: what few bookings can say about a person, and an importance nobody can push."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from quality.metrics.distributions import beta_quantile
from quality.metrics.rates import Interval

# Strength of the prior in bookings: enough to keep 3 of 3 below 45 of 50, not enough to hide a person.
WEAKEST_PRIOR, STRONGEST_PRIOR = 5.0, 50.0

_WEIGHTS = MappingProxyType({"verified": 1.0, "refuted": -2.0})
_HALF_LIFE, _SCALE = 365.0, 20.0
_GOLDEN = (math.sqrt(5) - 1) / 2


@dataclass(frozen=True, slots=True)
class Prior:
    """What is believed before the first booking: Beta(solved, unsolved) pseudo-bookings."""

    solved: float
    unsolved: float

    @property
    def mean(self) -> float:
        return self.solved / (self.solved + self.unsolved)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the bookings say about one helper. Rank by `lower`, show `mean` and n."""

    raw: float | None
    mean: float
    lower: float
    interval: Interval


def standing(solved: int, bookings: int, prior: Prior) -> Standing:
    """Posterior Beta(a + solved, b + unsolved): mean, 5 % quantile and 90 % interval."""
    a, b = prior.solved + solved, prior.unsolved + bookings - solved
    lower, upper = beta_quantile(0.05, a, b), beta_quantile(0.95, a, b)
    return Standing(solved / bookings if bookings else None, a / (a + b), lower, Interval(lower, upper))


@dataclass(frozen=True, slots=True)
class FittedPrior:
    """The prior that fits all helpers best, before and after its strength is capped."""

    prior: Prior
    fitted_mean: float
    log_likelihood: float


def fit_prior(solved: Sequence[int], bookings: Sequence[int]) -> FittedPrior | None:
    """Beta-binomial maximum likelihood over helpers (empirical Bayes; Casella 1985), strength capped to 5..50.

    None when nobody has a booking, or when all or none were solved: then there is nothing to fit.
    """
    pairs = [(k, n) for k, n in zip(solved, bookings, strict=True) if n]
    total, good = sum(n for _, n in pairs), sum(k for k, _ in pairs)
    if not 0 < good < total:
        return None

    def best_mean(log_strength: float) -> float:
        return _maximum(lambda mean: _log_likelihood(pairs, mean, math.exp(log_strength)), 1e-4, 1 - 1e-4)

    log_strength = _maximum(lambda s: _log_likelihood(pairs, best_mean(s), math.exp(s)), -3.0, 12.0)
    mean, strength = best_mean(log_strength), math.exp(log_strength)
    capped = min(max(strength, WEAKEST_PRIOR), STRONGEST_PRIOR)
    return FittedPrior(Prior(mean * capped, (1 - mean) * capped), mean, _log_likelihood(pairs, mean, strength))


@dataclass(frozen=True, slots=True)
class Importance:
    """The summed weight of verified outcomes and the index from 0 to 100 made of it."""

    weight: float
    index: float


def importance(events: Iterable[tuple[str, float]]) -> Importance:
    """Open formula from (kind, age in days): verified +1, refuted -2, half-life a year, shares and likes 0.

    index = 100 (1 - exp(-S / 20)), never below 0. Nobody is served later because of it.
    """
    weight = math.fsum(_WEIGHTS.get(kind, 0.0) * 0.5 ** (age / _HALF_LIFE) for kind, age in events)
    return Importance(weight, max(0.0, 100 * (1 - math.exp(-weight / _SCALE))))


def _log_likelihood(pairs: Sequence[tuple[int, int]], mean: float, strength: float) -> float:
    a, b = mean * strength, (1 - mean) * strength
    base = math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    total = 0.0
    for k, n in pairs:
        total += math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
        total += math.lgamma(a + k) + math.lgamma(b + n - k) - math.lgamma(a + b + n) - base
    return total


def _maximum(f: Callable[[float], float], lower: float, upper: float) -> float:
    """Golden-section search (Kiefer 1953) for the top of a function with one hill."""
    left, right = upper - _GOLDEN * (upper - lower), lower + _GOLDEN * (upper - lower)
    f_left, f_right = f(left), f(right)
    for _ in range(60):
        if f_left > f_right:
            upper, right, f_right = right, left, f_left
            left = upper - _GOLDEN * (upper - lower)
            f_left = f(left)
        else:
            lower, left, f_left = left, right, f_right
            right = lower + _GOLDEN * (upper - lower)
            f_right = f(right)
    return (lower + upper) / 2
