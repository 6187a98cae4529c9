"""What a figure shows: counts, value, interval; estimated from audits where not every case was checked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from cases.assess import Policy
from cases.states import Resolved
from common.measures import Measure
from quality.metrics.audits import Stratum, estimate
from quality.metrics.rates import Interval, wilson
from quality.models import Benchmark, Target
from quality.queries.figures import CORRECT, VERIFIED, Figure
from quality.queries.scope import Scope
from quality.queries.signs import AUDITED, FOUND_CORRECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One figure of one cohort. `k` of `n` are the rows; `value` is a share, None without data.

    Where `audited` is not None the value is estimated from so many audits instead of being k / n.
    """

    figure: Figure
    scope: Scope
    k: int
    n: int
    value: float | None
    interval: Interval | None
    audited: int | None = None
    policy_version: str = Policy().version

    def measure(self, *, target: Target | None = None, benchmark: Benchmark | None = None, **words: str) -> Measure:
        """As pages show it."""
        return Measure(
            n=self.n,
            k=self.k,
            value=_percent(self.value),
            low=_percent(self.interval and self.interval.lower),
            high=_percent(self.interval and self.interval.upper),
            target=_percent(target.share if target else None),
            market=_percent(benchmark.share if benchmark else None),
            label=self.figure.label,
            method=self.figure.explained,
            bias=self.figure.bias,
            **{"about": str(self.figure.title), **words},
        )


def read(figure: Figure, scope: Scope) -> Reading:
    """The figure for this cohort."""
    if figure in (VERIFIED, CORRECT):
        verified, correct = read_audited(scope)
        return verified if figure is VERIFIED else correct
    return reading_of(figure, scope, *figure.count(scope))


def reading_of(figure: Figure, scope: Scope, k: int, n: int) -> Reading:
    """From counts that are already known."""
    return Reading(figure=figure, scope=scope, k=k, n=n, value=k / n if n else None, interval=wilson(k, n))


def read_audited(scope: Scope) -> tuple[Reading, Reading]:
    """The two figures that are estimated from audits, verified and correct, in two queries."""
    classes = _risk_classes(scope)
    return _verified(scope, classes), _correct(scope, classes)


@dataclass(slots=True)
class _RiskClass:
    """All ripe cases of one risk class, and those of them that chance had checked."""

    size: int
    verified: int
    claimed: int
    confirmed: int
    audited_claims: int = 0
    right_claims: int = 0
    audited_confirmed: int = 0
    right_confirmed: int = 0


_CONFIRMED = Q(resolved=Resolved.CONFIRMED, is_stale=False)


def _risk_classes(scope: Scope) -> list[_RiskClass]:
    cases = VERIFIED.cases(scope).order_by()
    sizes = cases.values_list("risk").annotate(
        size=Count("pk"),
        verified=Count("pk", filter=Q(counts=True)),
        claimed=Count("pk", filter=Q(ever_claimed=True)),
        confirmed=Count("pk", filter=_CONFIRMED),
    )
    classes = {risk: _RiskClass(*counts) for risk, *counts in sizes}
    # Looking for the audit of each case is dear, so only the audited ones are asked what was found.
    audited = cases.filter(AUDITED, ever_claimed=True).values_list("risk")
    for risk, *counts in audited.annotate(
        claims=Count("pk"),
        right_claims=Count("pk", filter=FOUND_CORRECT),
        sure=Count("pk", filter=_CONFIRMED),
        right_sure=Count("pk", filter=_CONFIRMED & FOUND_CORRECT),
    ):
        found = classes[risk]
        found.audited_claims, found.right_claims, found.audited_confirmed, found.right_confirmed = counts
    return list(classes.values())


def _correct(scope: Scope, classes: Sequence[_RiskClass]) -> Reading:
    """Random audits of claimed cases, weighted to all claimed cases by risk class."""
    strata = [Stratum(c.claimed, c.audited_claims, c.right_claims) for c in classes]
    found = estimate(_joined(strata))
    k, n = sum(s.good for s in strata), sum(s.audited for s in strata)
    return Reading(
        figure=CORRECT, scope=scope, k=k, n=n, value=found.rate, interval=found.interval if n else None, audited=n
    )


def _verified(scope: Scope, classes: Sequence[_RiskClass]) -> Reading:
    """Confirmed cases weighted by what audits found in their risk class; all others are not verified, exactly.

    While nothing was audited: from what is proven to what could be.
    """
    n, k = sum(c.size for c in classes), sum(c.verified for c in classes)
    strata = _joined([Stratum(c.confirmed, c.audited_confirmed, c.right_confirmed) for c in classes])
    others = n - sum(s.size for s in strata)
    found = estimate([*strata, Stratum(others, others, 0)])
    value, interval = found.rate, found.interval
    if value is None and n:
        value, interval = k / n, Interval(k / n, (k + sum(s.size - s.good for s in strata)) / n)
    audited = sum(s.audited for s in strata)
    return Reading(
        figure=VERIFIED, scope=scope, k=k, n=n, value=value, interval=interval if n else None, audited=audited
    )


def _joined(strata: list[Stratum]) -> list[Stratum]:
    """Join a stratum without any audit to the others, as usual for empty cells; all of them when none has one."""
    known, unknown = [s for s in strata if s.audited], [s for s in strata if not s.audited]
    if not known or not unknown:
        return strata
    return [Stratum(sum(s.size for s in strata), sum(s.audited for s in strata), sum(s.good for s in strata))]


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
