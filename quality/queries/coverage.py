"""The light of the seven methods: which have enough fresh data, and whether they see from several sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.models import Evidence
from cases.states import Method
from moderation.models import Verdict
from quality.metrics.methods import Coverage, coverage
from quality.models import MethodRule

KNOWN_BIAS: dict[str, str | Promise] = {
    Method.TRANSACTION: gettext_lazy("Sees what was clicked, not what was meant; people who give up look solved."),
    Method.COMMUNICATION: gettext_lazy("Judges the tone; a friendly wrong answer does well."),
    Method.HANDLING: gettext_lazy("Reviewers see the text, not the problem."),
    Method.SURVEY: gettext_lazy("The content and the angry answer more often; most say nothing."),
    Method.MYSTERY: gettext_lazy("Few cases, and invented ones."),
    Method.COMPLAINT_EXPLICIT: gettext_lazy(
        "Most annoyed customers say nothing; more complaints may mean better ears."
    ),
    Method.COMPLAINT_IMPLICIT: gettext_lazy("Only public places, and only what the search finds."),
}


@dataclass(frozen=True, slots=True)
class MethodLight:
    """One method: how much it saw while fresh, when last, and whether it counts."""

    rule: MethodRule
    n: int
    last_at: datetime | None
    age_days: int | None

    @property
    def is_valid(self) -> bool:
        return self.n >= self.rule.smallest_n

    @property
    def is_old(self) -> bool:
        return self.last_at is not None and not self.n

    @property
    def bias(self) -> str | Promise:
        return KNOWN_BIAS[self.rule.method]

    @property
    def words(self) -> str:
        """Why it counts or does not."""
        if self.last_at is None or self.age_days is None:
            return _("no data yet")
        age = _age(self.age_days)
        if self.is_old:
            return _("%(age)s: too old") % {"age": age}
        if not self.is_valid:
            return _("too few: %(n)s of %(needed)s") % {"n": self.n, "needed": self.rule.smallest_n}
        return age


@dataclass(frozen=True, slots=True)
class Lights:
    """All seven, and what they make together."""

    methods: Sequence[MethodLight]
    coverage: Coverage

    @property
    def words(self) -> str:
        """What it means, in a sentence."""
        return {
            "none": _("No method has enough fresh data yet."),
            "insufficient": _("Fewer than three methods have enough fresh data: a glimpse, not a picture."),
            "one-sided": _("Several methods, but all from one side."),
            "triangulated": _("Three methods or more from several sides: a picture you can trust."),
        }[self.coverage.status]


def lights(now: datetime) -> Lights:
    """The state of the seven methods, in three queries."""
    rules = list(MethodRule.objects.order_by("pk"))
    wanted: dict[str, Count | Max] = {}
    for rule in rules:
        fresh_from = now - timedelta(days=rule.fresh_days)
        of_method = Q(method=rule.method)
        fresh = of_method & Q(occurred_at__gte=fresh_from, occurred_at__lte=now)
        wanted[f"{rule.method}_n"] = Count("pk", filter=fresh)
        wanted[f"{rule.method}_last"] = Max("occurred_at", filter=of_method & Q(occurred_at__lte=now))
    found = Evidence.objects.aggregate(**wanted) | _tone(rules, now)
    methods = [_light(rule, found, now) for rule in rules]
    viewpoints = {light.rule.method: light.rule.viewpoint for light in methods}
    return Lights(methods, coverage([m.rule.method for m in methods if m.is_valid], viewpoints))


def _tone(rules: Sequence[MethodRule], now: datetime) -> dict[str, int | datetime | None]:
    """Reviewers also score the tone of what they read: that is communication monitoring, and touches no result."""
    days = next((rule.fresh_days for rule in rules if rule.method == Method.COMMUNICATION), 0)
    fresh = Q(at__gte=now - timedelta(days=days), at__lte=now)
    scored = Verdict.objects.filter(clear__isnull=False)
    found = scored.aggregate(n=Count("pk", filter=fresh), last=Max("at", filter=Q(at__lte=now)))
    return {f"{Method.COMMUNICATION}_n": found["n"], f"{Method.COMMUNICATION}_last": found["last"]}


def _light(rule: MethodRule, found: dict[str, int | datetime | None], now: datetime) -> MethodLight:
    n, last = found[f"{rule.method}_n"], found[f"{rule.method}_last"]
    last_at = last if isinstance(last, datetime) else None
    return MethodLight(rule, n if isinstance(n, int) else 0, last_at, (now - last_at).days if last_at else None)


def _age(days: int) -> str:
    if not days:
        return _("up to today")
    return ngettext("%(days)s day old", "%(days)s days old", days) % {"days": days}
