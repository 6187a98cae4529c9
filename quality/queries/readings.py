"""What a figure shows: counts, value, interval; estimated from audits where not every case was checked."""

from dataclasses import dataclass

from django.db.models import Count, Q

from cases.assess import Policy
from cases.states import Resolved
from common.measures import Measure
from quality.metrics.audits import Stratum, estimate
from quality.metrics.rates import Interval, wilson
from quality.models import Benchmark, Target
from quality.queries.figures import AUDITED, CORRECT, FOUND_CORRECT, VERIFIED, Figure
from quality.queries.scope import Scope


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
    """The figure for this cohort, in one query."""
    if figure is VERIFIED:
        return _read_verified(scope)
    if figure is CORRECT:
        return _read_correct(scope)
    return reading_of(figure, scope, *figure.count(scope))


def reading_of(figure: Figure, scope: Scope, k: int, n: int) -> Reading:
    """From counts that are already known."""
    return Reading(figure=figure, scope=scope, k=k, n=n, value=k / n if n else None, interval=wilson(k, n))


def _read_correct(scope: Scope) -> Reading:
    """Random audits of claimed cases, weighted to all claimed cases by risk class."""
    claimed = VERIFIED.cases(scope).filter(ever_claimed=True).order_by().values_list("risk")
    rows = claimed.annotate(
        all=Count("pk"), audited=Count("pk", filter=AUDITED), good=Count("pk", filter=AUDITED & FOUND_CORRECT)
    )
    strata = [Stratum(size, audited, good) for _, size, audited, good in rows]
    found = estimate(_joined(strata))
    k, n = sum(s.good for s in strata), sum(s.audited for s in strata)
    return Reading(
        figure=CORRECT, scope=scope, k=k, n=n, value=found.rate, interval=found.interval if n else None, audited=n
    )


def _read_verified(scope: Scope) -> Reading:
    """Confirmed cases weighted by what audits found in their risk class; all others are not verified, exactly.

    While nothing was audited: from what is proven to what could be.
    """
    confirmed = Q(resolved=Resolved.CONFIRMED, is_stale=False)
    rows = VERIFIED.cases(scope).order_by().values_list("risk").annotate(
        all=Count("pk"),
        verified=Count("pk", filter=Q(counts=True)),
        confirmed=Count("pk", filter=confirmed),
        audited=Count("pk", filter=confirmed & AUDITED),
        good=Count("pk", filter=confirmed & AUDITED & FOUND_CORRECT),
    )  # fmt: skip
    counts = list(rows)
    n, k = sum(row[1] for row in counts), sum(row[2] for row in counts)
    strata = _joined([Stratum(row[3], row[4], row[5]) for row in counts])
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
