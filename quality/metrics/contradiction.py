"""Same request, different results: how far the handlings of one request fall apart."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The outcomes of one cluster of same requests. Disagreement is None for a single handling."""

    n: int
    distinct: int
    disagreement: float | None
    effective_number: float | None
    modal_share: float | None

    @property
    def pairs(self) -> int:
        return self.n * (self.n - 1) // 2


def contradiction(outcomes: Sequence[Hashable]) -> Contradiction:
    """How far the results of one request fall apart; all None without handlings.

    Disagreement is the chance that two handlings differ, 1 - sum n_k (n_k - 1) / (n (n - 1)) (Simpson 1949),
    the effective number of results 1 / sum p_k^2 (Hill 1973).
    """
    counts, n = Counter(outcomes), len(outcomes)
    if not n:
        return Contradiction(0, 0, None, None, None)
    same = sum(k * (k - 1) for k in counts.values())
    return Contradiction(
        n=n,
        distinct=len(counts),
        disagreement=1 - same / (n * (n - 1)) if n > 1 else None,
        effective_number=n * n / sum(k * k for k in counts.values()),
        modal_share=max(counts.values()) / n,
    )


def contradiction_rate(clusters: Iterable[Contradiction]) -> float | None:
    """Average over clusters, each weighted by its pairs; None when no cluster has two handlings."""
    found = [c for c in clusters if c.disagreement is not None]
    pairs = sum(c.pairs for c in found)
    return sum(c.pairs * (c.disagreement or 0.0) for c in found) / pairs if pairs else None
