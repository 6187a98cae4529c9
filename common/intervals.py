"""The interval that stands beside every share on a page."""

from math import sqrt
from typing import NamedTuple

_Z = 1.959963984540054


class Interval(NamedTuple):
    """A share between 0 and 1, the bounds of its 95 % interval, and the counts that it comes from."""

    share: float
    low: float
    high: float
    k: int
    n: int

    @property
    def is_enough(self) -> bool:
        """Below ten no percentage is shown, only "k of n"."""
        return self.n >= 10


def wilson(k: int, n: int) -> Interval | None:
    """The 95 % score interval of `k` successes among `n` (Wilson 1927); None when nothing was observed.

    Raises: ValueError, unless `0 <= k <= n`.
    """
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n}")
    if n == 0:
        return None
    share = k / n
    centre = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    return Interval(share, max(0.0, centre - half), min(1.0, centre + half), k, n)
