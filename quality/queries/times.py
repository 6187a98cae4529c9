"""How long it takes. Who still waits counts as waiting so long: the mean of the answered ones would flatter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.models import Case
from cases.states import Channel, Kind, State
from quality.metrics.survival import Curve, kaplan_meier
from quality.queries.figures import ANSWERED, VERIFIED, Figure
from quality.queries.scope import Scope

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Times in days until something happened; `figure` opens the cases."""

    title: str | Promise
    figure: Figure
    curve: Curve

    @property
    def half(self) -> str:
        """How long half of them wait, at most."""
        return _within(self.curve.quantile(0.5))

    @property
    def most(self) -> str:
        """How long nine of ten wait, at most."""
        return _within(self.curve.quantile(0.9))

    @property
    def half_range(self) -> str:
        """The 95 % interval of the half."""
        found = self.curve.quantile_interval(0.5)
        if found is None:
            return ""
        return _("%(low)s to %(high)s") % {"low": _within(found.lower), "high": _within(found.upper)}

    @property
    def waiting(self) -> int:
        """How many still wait."""
        return self.curve.n - self.curve.events


def waitings(scope: Scope) -> list[Waiting]:
    """First answer and verified solution; young cases are in it, for they are counted as still waiting."""
    first = Min("evidence__occurred_at", filter=_answer_of_somebody_else())
    answers = _cohort(scope).filter(channel=Channel.COMMUNITY).annotate(ended_at=first)
    verified = _cohort(scope).annotate(ended_at=Greatest("resolved_at", "checked_at"))
    return [
        Waiting(gettext_lazy("Until the first answer"), ANSWERED, _curve(answers, scope.now, lambda state: True)),
        Waiting(
            gettext_lazy("Until verified"), VERIFIED, _curve(verified, scope.now, lambda state: state == State.VERIFIED)
        ),
    ]


def _cohort(scope: Scope) -> QuerySet[Case]:
    return (
        Case.objects.counted()
        .filter(scope.narrowing, opened_at__gte=scope.now - scope.days * DAY, opened_at__lte=scope.now)
        .exclude(evidence__is_time_known=False)
        .order_by()
    )


def _answer_of_somebody_else() -> Q:
    return Q(evidence__kind=Kind.ANSWER) & ~Q(evidence__actor=F("asker"))


def _curve(cases: QuerySet[Case], now: datetime, is_end: Callable[[str], bool]) -> Curve:
    times, ended = [], []
    for opened_at, state, ended_at in cases.values_list("opened_at", "state", F("ended_at")):
        has_ended = ended_at is not None and ended_at <= now and is_end(state)
        times.append(max(0.0, ((ended_at if has_ended else now) - opened_at) / DAY))
        ended.append(has_ended)
    return kaplan_meier(times, ended)


def _within(days: float | None) -> str:
    """`3 hours`, `8 days`; what was not reached is said to be so."""
    if days is None:
        return _("no data")
    if days == inf:
        return _("not reached yet")
    hours = days * 24
    if hours < 1:
        minutes = max(1, round(hours * 60))
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    if hours < 48:
        return ngettext("%(n)s hour", "%(n)s hours", round(hours)) % {"n": round(hours)}
    return ngettext("%(n)s day", "%(n)s days", round(days)) % {"n": round(days)}
