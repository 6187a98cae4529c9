"""The seven methods: which of them have data, how fresh it is, and whether they agree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from quality.metrics.distributions import chi_square_tail

INSIDE, CUSTOMER, OUTSIDE = "inside", "customer", "outside"
VIEWPOINTS: Mapping[str, str] = MappingProxyType(
    {
        "transaction": INSIDE,
        "communication": INSIDE,
        "handling": INSIDE,
        "survey": CUSTOMER,
        "mystery": OUTSIDE,
        "complaint_explicit": CUSTOMER,
        "complaint_implicit": OUTSIDE,
    }
)
NO_METHOD, INSUFFICIENT, ONE_SIDED, TRIANGULATED = "none", "insufficient", "one-sided", "triangulated"
ENOUGH_METHODS, ENOUGH_VIEWPOINTS = 3, 2

GREEN, AMBER, RED, NEVER = "green", "amber", "red", "never"
GREEN_DAYS, RED_DAYS = 90, 243

# Above this the methods see different things, and no average of them is printed.
TOO_DIFFERENT = 0.5


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many methods and viewpoints have valid data."""

    methods: int
    viewpoints: int
    status: str


def coverage(valid: Iterable[str], viewpoints: Mapping[str, str] = VIEWPOINTS) -> Coverage:
    """Whether the picture is triangulated: three methods or more, from two viewpoints or more."""
    known = set(valid) & set(viewpoints)
    sides = {viewpoints[method] for method in known}
    if not known:
        status = NO_METHOD
    elif len(known) < ENOUGH_METHODS:
        status = INSUFFICIENT
    else:
        status = TRIANGULATED if len(sides) >= ENOUGH_VIEWPOINTS else ONE_SIDED
    return Coverage(len(known), len(sides), status)


@dataclass(frozen=True, slots=True)
class Freshness:
    """Whole days since the last wave, and the light it shows."""

    age_days: int | None
    light: str


def freshness(last: datetime | None, now: datetime) -> Freshness:
    """Green to 90 days, amber below 243, red from there on (eight months), and "never"."""
    if last is None:
        return Freshness(None, NEVER)
    age = (now - last).days
    if age <= GREEN_DAYS:
        return Freshness(age, GREEN)
    return Freshness(age, AMBER if age < RED_DAYS else RED)


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """How far apart the methods are; `spread` in percentage points, `i_squared` from 0 to 1."""

    spread: float
    q: float
    degrees: int
    p_value: float
    i_squared: float

    @property
    def may_average(self) -> bool:
        return self.i_squared <= TOO_DIFFERENT


def agreement_of_methods(estimates: Sequence[tuple[float, float]]) -> Heterogeneity | None:
    """Cochran's Q (1954) and I^2 (Higgins & Thompson 2002) over (estimate, standard error) pairs.

    None for fewer than two methods or a standard error of 0.
    """
    if len(estimates) < 2 or any(error <= 0 for _, error in estimates):
        return None
    weights = [error**-2 for _, error in estimates]
    centre = sum(w * p for w, (p, _) in zip(weights, estimates, strict=True)) / sum(weights)
    q = sum(w * (p - centre) ** 2 for w, (p, _) in zip(weights, estimates, strict=True))
    degrees = len(estimates) - 1
    values = [p for p, _ in estimates]
    i_squared = max(0.0, (q - degrees) / q) if q else 0.0
    return Heterogeneity(100 * (max(values) - min(values)), q, degrees, chi_square_tail(q, degrees), i_squared)
