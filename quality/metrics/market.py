"""A rate beside a target of ours or a figure of the market: said in words, never as a bare arrow."""

from dataclasses import dataclass

from quality.metrics.rates import Interval, binomial_test, wilson

ABOVE_MARKET, BELOW_MARKET = "above market", "below market"
LIKE_MARKET = "not distinguishable from market"
MEETS, MISSES, UNSURE = "meets target", "below target", "not certain yet"

# A fixed level, so that nobody picks one after seeing the figures.
SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Comparison:
    """A rate against a market figure; `difference` in percentage points."""

    rate: float
    difference: float
    p_value: float
    interval: Interval
    verdict: str


def against_market(successes: int, n: int, benchmark: float) -> Comparison | None:
    """Compare a proportion with a published one (exact binomial test); None when nothing was observed.

    The market figure is taken as exact, because its own n is seldom published.
    """
    interval, p_value = wilson(successes, n), binomial_test(successes, n, benchmark)
    if interval is None or p_value is None:
        return None
    rate = successes / n
    verdict = LIKE_MARKET
    if p_value < SIGNIFICANT:
        verdict = ABOVE_MARKET if rate > benchmark else BELOW_MARKET
    return Comparison(rate, 100 * (rate - benchmark), p_value, interval, verdict)


def against_target(interval: Interval | None, target: float | None) -> str | None:
    """The verdict of the interval bar; None without a target or without data."""
    if interval is None or target is None:
        return None
    if interval.lower >= target:
        return MEETS
    return MISSES if interval.upper < target else UNSURE
