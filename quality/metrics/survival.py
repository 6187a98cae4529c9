"""Time until something happens, when for some it has not happened yet."""

import math
from bisect import bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby

from quality.metrics.distributions import chi_square_tail, critical
from quality.metrics.rates import Interval


@dataclass(frozen=True, slots=True)
class Step:
    """From `time` on, this share is still open; `spread` is Greenwood's sum up to here."""

    time: float
    open_share: float
    spread: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A Kaplan-Meier curve over `n` cases, `events` of which ended."""

    n: int
    events: int
    steps: tuple[Step, ...]

    def open_at(self, time: float) -> float | None:
        """The share still open after `time`; None without cases."""
        if not self.n:
            return None
        step = self._step(time)
        return step.open_share if step else 1.0

    def done_by(self, time: float) -> float | None:
        """The share that ended by `time`; None without cases."""
        share = self.open_at(time)
        return None if share is None else 1 - share

    def band_at(self, time: float, confidence: float = 0.95) -> Interval | None:
        """Log-log interval of the open share (Kalbfleisch & Prentice 1980); None without cases."""
        if not self.n:
            return None
        step = self._step(time)
        return _log_log(step, confidence) if step else Interval(1.0, 1.0)

    def quantile(self, done: float = 0.5) -> float | None:
        """First time by which at least this share had ended; inf when that is not reached, None without cases."""
        if not self.n:
            return None
        return next((s.time for s in self.steps if s.open_share <= 1 - done + 1e-12), math.inf)

    def quantile_interval(self, done: float = 0.5, confidence: float = 0.95) -> Interval | None:
        """Where the log-log band crosses this share (Brookmeyer & Crowley 1982); inf when it does not."""
        if not self.n:
            return None
        bands = [(s.time, _log_log(s, confidence)) for s in self.steps]
        lower = next((time for time, band in bands if band.lower <= 1 - done), math.inf)
        upper = next((time for time, band in bands if band.upper <= 1 - done), math.inf)
        return Interval(lower, upper)

    def _step(self, time: float) -> Step | None:
        place = bisect_right([s.time for s in self.steps], time)
        return self.steps[place - 1] if place else None


def kaplan_meier(times: Sequence[float], ended: Sequence[bool]) -> Curve:
    """Product-limit estimate of the share still open (Kaplan & Meier 1958).

    `times` are durations in any one unit; where `ended` is false the case was still open at that age
    (censored), which the mean of the ended ones would silently drop.
    """
    at_risk, open_share, spread = len(times), 1.0, 0.0
    steps = []
    for time, group in groupby(sorted(zip(times, ended, strict=True)), key=lambda pair: pair[0]):
        ends = [bool(end) for _, end in group]
        deaths = sum(ends)
        if deaths:
            open_share *= 1 - deaths / at_risk
            spread += deaths / (at_risk * (at_risk - deaths)) if at_risk > deaths else math.inf
            steps.append(Step(time, open_share, spread))
        at_risk -= len(ends)
    return Curve(len(times), sum(bool(end) for end in ended), tuple(steps))


def incidence(times: Sequence[float], causes: Sequence[Hashable], cause: Hashable, by: float) -> float | None:
    """Share that ended for `cause` by the time `by`, with other causes competing (Aalen & Johansen 1978).

    A cause of 0 or None means still open. None without cases.
    """
    if not times:
        return None
    at_risk, open_share, total = len(times), 1.0, 0.0
    pairs = sorted(zip(times, causes, strict=True), key=lambda pair: pair[0])
    for time, group in groupby(pairs, key=lambda pair: pair[0]):
        if time > by:
            break
        ends = [why for _, why in group]
        total += open_share * sum(why == cause for why in ends) / at_risk
        open_share *= 1 - sum(why not in (0, None) for why in ends) / at_risk
        at_risk -= len(ends)
    return total


@dataclass(frozen=True, slots=True)
class LogRank:
    """Whether two curves differ: `chi_square` on one degree of freedom."""

    chi_square: float
    p_value: float


def log_rank(times: Sequence[float], ended: Sequence[bool], is_second: Sequence[bool]) -> LogRank | None:
    """Log-rank test of two groups (Mantel 1966); None when no moment compares both."""
    rows = sorted(zip(times, ended, is_second, strict=True), key=lambda row: row[0])
    surplus = variance = 0.0
    n, n_second = len(rows), sum(bool(row[2]) for row in rows)
    for _, group in groupby(rows, key=lambda row: row[0]):
        here = list(group)
        deaths = sum(bool(row[1]) for row in here)
        expected = deaths * n_second / n
        surplus += sum(bool(row[1] and row[2]) for row in here) - expected
        if n > 1:
            variance += expected * (1 - n_second / n) * (n - deaths) / (n - 1)
        n -= len(here)
        n_second -= sum(bool(row[2]) for row in here)
    if variance <= 0:
        return None
    chi_square = surplus**2 / variance
    return LogRank(chi_square, chi_square_tail(chi_square, 1))


def _log_log(step: Step, confidence: float) -> Interval:
    if step.open_share <= 0:
        return Interval(0.0, 0.0)
    if step.open_share >= 1:
        return Interval(1.0, 1.0)
    logarithm = math.log(step.open_share)
    width = critical(confidence) * math.sqrt(step.spread) / abs(logarithm)
    return Interval(step.open_share ** math.exp(width), step.open_share ** math.exp(-width))
