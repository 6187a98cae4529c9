"""Do reviewers agree, beyond what chance would give?"""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from quality.metrics.distributions import critical
from quality.metrics.rates import Interval

Table = Sequence[Sequence[int]]
"""Square counts: row = first reviewer's category, column = the second's."""


def cross_table(first: Sequence[Hashable], second: Sequence[Hashable], categories: Sequence[Hashable]) -> Table:
    """Count the pairs of two reviewers who judged the same items."""
    pairs = Counter(zip(first, second, strict=True))
    return [[pairs[row, column] for column in categories] for row in categories]


def observed(table: Table) -> float | None:
    """Share of items on which both said the same; None without items."""
    n = _total(table)
    return sum(table[i][i] for i in range(len(table))) / n if n else None


@dataclass(frozen=True, slots=True)
class Kappa:
    """Cohen's kappa with its asymptotic interval, which may pass 1."""

    value: float
    interval: Interval


def cohen_kappa(table: Table, confidence: float = 0.95) -> Kappa | None:
    """Agreement beyond chance of two reviewers (Cohen 1960), variance after Fleiss, Cohen & Everitt 1969.

    None without items, and when chance alone would agree always. Misleads when one class is rare:
    show `specific_agreement` and `gwet_ac1` beside it.
    """
    n, agreed = _total(table), observed(table)
    if agreed is None:
        return None
    rows, columns = _margins(table)
    chance = sum(r * c for r, c in zip(rows, columns, strict=True))
    if chance >= 1:
        return None
    kappa = (agreed - chance) / (1 - chance)
    on = off = 0.0
    for i, row in enumerate(table):
        on += row[i] / n * (1 - (rows[i] + columns[i]) * (1 - kappa)) ** 2
        off += sum(cell / n * (columns[i] + rows[j]) ** 2 for j, cell in enumerate(row) if j != i)
    spread = on + (1 - kappa) ** 2 * off - (kappa - chance * (1 - kappa)) ** 2
    half = critical(confidence) * math.sqrt(max(0.0, spread) / n) / (1 - chance)
    return Kappa(kappa, Interval(kappa - half, kappa + half))


def gwet_ac1(table: Table) -> float | None:
    """Chance-corrected agreement that survives rare classes (Gwet 2008); None without items or with one class."""
    agreed, q = observed(table), len(table)
    if agreed is None or q < 2:
        return None
    rows, columns = _margins(table)
    means = [(r + c) / 2 for r, c in zip(rows, columns, strict=True)]
    chance = sum(p * (1 - p) for p in means) / (q - 1)
    return (agreed - chance) / (1 - chance)


def specific_agreement(table: Table, category: int) -> float | None:
    """How often both say this category, of all times one of them does (Cicchetti & Feinstein 1990)."""
    said = sum(table[category]) + sum(row[category] for row in table)
    return 2 * table[category][category] / said if said else None


def krippendorff_alpha(ratings: Sequence[Sequence[float | None]], level: str = "nominal") -> float | None:
    """Agreement of any number of reviewers with gaps (Krippendorff 2011).

    `ratings`: one row per reviewer, one column per item, None where not judged. `level` is nominal,
    ordinal or interval. None when fewer than two ratings can be paired or no two values differ.

    Raises: ValueError, for another level.
    """
    units = [[value for value in column if value is not None] for column in zip(*ratings, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    counts = Counter(value for unit in units for value in unit)
    n = sum(counts.values())
    distance = _distance(level, counts)
    expected = sum(counts[a] * counts[b] * distance(a, b) for a in counts for b in counts)
    if not expected:
        return None
    disagreement = 0.0
    for unit in units:
        here = Counter(unit)
        pairs = sum(here[a] * here[b] * distance(a, b) for a in here for b in here)
        disagreement += pairs / (len(unit) - 1)
    return 1 - (n - 1) * disagreement / expected


def alpha_of_table(table: Table) -> float | None:
    """Nominal alpha of two reviewers from their cross table."""
    first = [i for i, row in enumerate(table) for cell in row for _ in range(cell)]
    second = [j for row in table for j, cell in enumerate(row) for _ in range(cell)]
    return krippendorff_alpha([first, second])


def _distance(level: str, counts: Mapping[float, int]) -> Callable[[float, float], float]:
    if level == "nominal":
        return lambda a, b: float(a != b)
    if level == "interval":
        return lambda a, b: (a - b) ** 2
    if level != "ordinal":
        raise ValueError(f"level must be nominal, ordinal or interval, not {level!r}")
    ordered = sorted(counts)

    def ordinal(a: float, b: float) -> float:
        low, high = sorted((ordered.index(a), ordered.index(b)))
        between = sum(counts[value] for value in ordered[low : high + 1])
        return float((between - (counts[a] + counts[b]) / 2) ** 2)

    return ordinal


def _total(table: Table) -> int:
    return sum(map(sum, table))


def _margins(table: Table) -> tuple[list[float], list[float]]:
    n = _total(table)
    return [sum(row) / n for row in table], [sum(column) / n for column in zip(*table, strict=True)]
