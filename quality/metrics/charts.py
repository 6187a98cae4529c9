"""Control charts: is this week different, or is it noise? Limits at three sigma (Shewhart 1931)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quality.metrics.rates import Interval

# Mean moving range of two normal values, in standard deviations (d2 for n = 2), and what follows from it.
_D2 = 1.128
_XMR = 2.66
_MR_UPPER = 3.268

# Above this the plain p chart cries wolf and Laney's chart is used.
OVERDISPERSED = 1.2


@dataclass(frozen=True, slots=True)
class ShareChart:
    """Centre and limits per week for shares; `sigma_z` is 1 when they vary as chance says."""

    centre: float
    sigma_z: float
    limits: tuple[Interval | None, ...]
    signals: tuple[bool, ...]


def p_chart(counts: Sequence[int], sizes: Sequence[int], baseline: int | None = None) -> ShareChart | None:
    """Share per week against binomial limits from the first `baseline` weeks; None without data."""
    return _share_chart(counts, sizes, baseline, is_laney=False)


def laney_chart(counts: Sequence[int], sizes: Sequence[int], baseline: int | None = None) -> ShareChart | None:
    """Laney's p' chart (2002): limits widened by how much weeks really vary; for large or uneven n."""
    return _share_chart(counts, sizes, baseline, is_laney=True)


def share_chart(counts: Sequence[int], sizes: Sequence[int], baseline: int | None = None) -> ShareChart | None:
    """The p chart, or Laney's when the weeks vary more than chance allows (sigma_z above 1.2)."""
    plain = p_chart(counts, sizes, baseline)
    if plain is None or plain.sigma_z <= OVERDISPERSED:
        return plain
    return laney_chart(counts, sizes, baseline)


def _share_chart(
    counts: Sequence[int], sizes: Sequence[int], baseline: int | None, *, is_laney: bool
) -> ShareChart | None:
    k = len(counts) if baseline is None else baseline
    total = sum(sizes[:k])
    if not total:
        return None
    centre = sum(counts[:k]) / total
    sigmas = [math.sqrt(centre * (1 - centre) / n) if n else None for n in sizes]
    sigma_z = _sigma_z(counts[:k], sizes[:k], centre)
    widen = sigma_z if is_laney else 1.0
    limits = tuple(None if s is None else _limits(centre, 3 * s * widen) for s in sigmas)
    signals = tuple(
        limit is not None and not limit.lower <= count / n <= limit.upper
        for count, n, limit in zip(counts, sizes, limits, strict=True)
    )
    return ShareChart(centre, sigma_z, limits, signals)


def _sigma_z(counts: Sequence[int], sizes: Sequence[int], centre: float) -> float:
    """Standard deviation of the standardised weeks from their mean moving range; 1 when it cannot be told."""
    if not 0 < centre < 1:
        return 1.0
    scores = [(c / n - centre) / math.sqrt(centre * (1 - centre) / n) for c, n in zip(counts, sizes, strict=True) if n]
    moves = [abs(after - before) for before, after in pairwise(scores)]
    return sum(moves) / len(moves) / _D2 if moves else 1.0


def _limits(centre: float, half: float) -> Interval:
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


@dataclass(frozen=True, slots=True)
class XmrChart:
    """Centre and natural limits of single values, and the upper limit of their moving range."""

    centre: float
    mean_range: float
    limits: Interval
    range_limit: float
    signals: tuple[bool, ...]


def xmr_chart(values: Sequence[float], baseline: int | None = None) -> XmrChart | None:
    """Chart of single values such as weekly medians (Wheeler 1993); None for fewer than two in the baseline."""
    base = values[:baseline]
    if len(base) < 2:
        return None
    centre = sum(base) / len(base)
    mean_range = sum(abs(after - before) for before, after in pairwise(base)) / (len(base) - 1)
    limits = Interval(centre - _XMR * mean_range, centre + _XMR * mean_range)
    signals = tuple(not limits.lower <= value <= limits.upper for value in values)
    return XmrChart(centre, mean_range, limits, _MR_UPPER * mean_range, signals)
