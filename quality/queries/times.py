"""How long it takes. Who still waits counts as waiting so long: the mean of the answered ones would flatter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

from django.db.models import Case as Choice
from django.db.models import Exists, F, Min, OuterRef, When
from django.db.models.functions import Greatest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.models import Case, Evidence
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
        """The 95 % interval of the half; empty where it is as open as the half itself."""
        found = self.curve.quantile_interval(0.5)
        if found is None or found.lower == inf:
            return ""
        return _("%(low)s to %(high)s") % {"low": _within(found.lower), "high": _within(found.upper)}

    @property
    def waiting(self) -> int:
        """How many still wait."""
        return self.curve.n - self.curve.events


def waitings(scope: Scope) -> list[Waiting]:
    """First answer and verified solution; young cases are in it, for they are counted as still waiting."""
    cases = list(_cohort(scope))
    first = _first_answers(scope)
    asked = ((opened, first.get(pk)) for pk, opened, channel, _ in cases if channel == Channel.COMMUNITY)
    verified = ((opened, ended) for _, opened, _, ended in cases)
    return [
        Waiting(gettext_lazy("Until the first answer"), ANSWERED, _curve(asked, scope.now)),
        Waiting(gettext_lazy("Until verified"), VERIFIED, _curve(verified, scope.now)),
    ]


def _cohort(scope: Scope) -> Iterable[tuple[int, datetime, str, datetime | None]]:
    """Key, opening, channel, and when it was verified: the later of the two axes. Imports without dates are out."""
    dateless = Exists(Evidence.objects.filter(case=OuterRef("pk"), is_time_known=False))
    verified_at = Choice(When(state=State.VERIFIED, then=Greatest("resolved_at", "checked_at")), default=None)
    in_time = Case.objects.counted().filter(scope.narrowing, opened_at__gte=_since(scope), opened_at__lte=scope.now)
    return in_time.exclude(dateless).order_by().values_list("pk", "opened_at", "channel", verified_at)


def _first_answers(scope: Scope) -> dict[int, datetime]:
    """When somebody else than the asker first answered, by case."""
    answers = Evidence.objects.filter(kind=Kind.ANSWER, occurred_at__gte=_since(scope), occurred_at__lte=scope.now)
    by_others = answers.exclude(actor=F("case__asker")).order_by().values_list("case")
    return dict(by_others.annotate(Min("occurred_at")))


def _since(scope: Scope) -> datetime:
    return scope.now - scope.days * DAY


def _curve(spans: Iterable[tuple[datetime, datetime | None]], now: datetime) -> Curve:
    times, ended = [], []
    for opened_at, ended_at in spans:
        has_ended = ended_at is not None and ended_at <= now
        times.append(max(0.0, ((ended_at if ended_at and has_ended else now) - opened_at) / DAY))
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
