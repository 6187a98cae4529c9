"""What self-service saved, and what a verified resolution costs."""

import math
from dataclasses import dataclass

from quality.metrics.rates import Interval, wilson


@dataclass(frozen=True, slots=True)
class Deflection:
    """Fewer contacts because of the link, in percentage points; `number_needed` links avoid one contact."""

    points: float
    interval: Interval
    avoided_per_1000: float
    number_needed: float | None


def deflection(control: tuple[int, int], link: tuple[int, int], confidence: float = 0.95) -> Deflection | None:
    """Difference of two shares that wrote again, without and with the link (Newcombe 1998, method 10).

    Both groups must have been drawn at random. None when one of them is empty.
    """
    found = newcombe(control, link, confidence)
    if found is None:
        return None
    difference, interval = found
    scaled = Interval(100 * interval.lower, 100 * interval.upper)
    return Deflection(100 * difference, scaled, 1000 * difference, 1 / difference if difference else None)


def newcombe(
    first: tuple[int, int], second: tuple[int, int], confidence: float = 0.95
) -> tuple[float, Interval] | None:
    """First minus second share with the hybrid score interval (Newcombe 1998); None when one is empty."""
    one, other = wilson(*first, confidence), wilson(*second, confidence)
    if one is None or other is None:
        return None
    p, q = first[0] / first[1], second[0] / second[1]
    down = math.hypot(p - one.lower, other.upper - q)
    up = math.hypot(one.upper - p, q - other.lower)
    return p - q, Interval(p - q - down, p - q + up)


def claimed_deflection(support: float, found: float, would_contact: float, visits: int) -> float:
    """Visits that say they would have contacted us: three survey answers in a row, so a claim and no more."""
    return support * found * would_contact * visits


@dataclass(frozen=True, slots=True)
class Cost:
    """Cost of one resolution, in the unit of the total."""

    per_claimed: float | None
    per_verified: float | None
    interval: Interval | None


def cost_per_resolution(total: float, claimed: int, verified_share: float, interval: Interval | None = None) -> Cost:
    """All cost by claimed and by verified resolutions; the interval divides by the bounds of the verified share."""
    if not claimed:
        return Cost(None, None, None)
    each = total / claimed
    per_verified = each / verified_share if verified_share else None
    if interval is None or interval.lower <= 0:
        return Cost(each, per_verified, None)
    return Cost(each, per_verified, Interval(each / interval.upper, each / interval.lower))
