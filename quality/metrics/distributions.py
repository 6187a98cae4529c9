"""The few distributions the house needs, from their closed forms; standard library only."""

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import Final

_NORMAL: Final = NormalDist()
_TINY: Final = 1e-300
_TERMS: Final = 100_000


def normal_quantile(p: float) -> float:
    """The point below which a standard normal lies with probability `p`, 0 < p < 1."""
    return _NORMAL.inv_cdf(p)


def critical(confidence: float) -> float:
    """How many standard errors a two-sided interval of this confidence spans: 1.96 for 0.95."""
    return normal_quantile(0.5 + confidence / 2)


def beta_cdf(x: float, a: float, b: float) -> float:
    """P(X <= x) for Beta(a, b): the regularised incomplete beta function, by Lentz's continued fraction.

    Source: Abramowitz & Stegun 26.5.8; modified Lentz after Thompson & Barnett (1986).
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_cdf(1 - x, b, a)
    front = math.exp(a * math.log(x) + b * math.log1p(-x) - _log_beta(a, b)) / a
    return min(1.0, front / _beta_fraction(x, a, b))


def beta_quantile(p: float, a: float, b: float) -> float:
    """The point below which Beta(a, b) lies with probability `p`."""
    if p <= 0 or p >= 1:
        return float(p >= 1)
    return _invert(lambda x: beta_cdf(x, a, b), p, 0.0, 1.0)


def gamma_cdf(x: float, shape: float) -> float:
    """P(X <= x) for Gamma(shape, 1): the regularised lower incomplete gamma function.

    Source: Abramowitz & Stegun 6.5.29 (series) and 6.5.31 (continued fraction).
    """
    if x <= 0:
        return 0.0
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1:
        return min(1.0, front * _gamma_series(x, shape))
    return 1 - front / _gamma_fraction(x, shape)


def gamma_quantile(p: float, shape: float) -> float:
    """The point below which Gamma(shape, 1) lies with probability `p`."""
    if p <= 0:
        return 0.0
    upper = shape + 1
    while gamma_cdf(upper, shape) < p:
        upper *= 2
    return _invert(lambda x: gamma_cdf(x, shape), p, 0.0, upper)


def chi_square_tail(x: float, degrees: float) -> float:
    """P(X > x) for a chi-square of so many degrees of freedom."""
    return 1 - gamma_cdf(x / 2, degrees / 2)


def student_quantile(p: float, degrees: float) -> float:
    """The point below which Student's t lies with probability `p` (Student 1908), through the beta."""
    if p < 0.5:
        return -student_quantile(1 - p, degrees)
    x = beta_quantile(2 * (1 - p), degrees / 2, 0.5)
    return math.sqrt(degrees * (1 - x) / x) if x else math.inf


def binomial_pmf(k: int, n: int, p: float) -> float:
    """P(X = k) for `n` trials of chance `p`."""
    if p <= 0 or p >= 1:
        return float(k == (n if p >= 1 else 0))
    return math.exp(_log_choose(n, k) + k * math.log(p) + (n - k) * math.log1p(-p))


def hypergeometric_none(lot: int, defects: int, n: int) -> float:
    """P(no defect among `n` drawn from a lot with so many defects)."""
    if n > lot - defects:
        return 0.0
    return math.exp(_log_choose(lot - defects, n) - _log_choose(lot, n))


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _beta_fraction(x: float, a: float, b: float) -> float:
    """The denominator 1 + d1/(1 + d2/(1 + ...)) of the incomplete beta function."""
    fraction = c = 1.0
    d = 0.0
    for i in range(1, _TERMS):
        m = i // 2
        if i % 2:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / _away_from_zero(1 + term * d)
        c = _away_from_zero(1 + term / c)
        fraction *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return fraction


def _gamma_series(x: float, shape: float) -> float:
    term = total = 1 / shape
    for n in range(1, _TERMS):
        term *= x / (shape + n)
        total += term
        if term < total * 1e-16:
            break
    return total


def _gamma_fraction(x: float, shape: float) -> float:
    b = x + 1 - shape
    c, d = 1 / _TINY, 1 / _away_from_zero(b)
    fraction = d
    for i in range(1, _TERMS):
        term = -i * (i - shape)
        b += 2
        d = 1 / _away_from_zero(term * d + b)
        c = _away_from_zero(b + term / c)
        fraction *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return 1 / fraction


def _invert(cdf: Callable[[float], float], p: float, lower: float, upper: float) -> float:
    """Halve the bracket until two neighbouring floats are left."""
    while True:
        middle = (lower + upper) / 2
        if not lower < middle < upper:
            return middle
        if cdf(middle) < p:
            lower = middle
        else:
            upper = middle
