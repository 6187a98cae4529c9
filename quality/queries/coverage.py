"""The light of the seven methods: which have enough fresh data, and whether they see from several sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, DateTimeField, ExpressionWrapper, Max, OuterRef, Q, Subquery, Value
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.models import Evidence
from cases.states import Method
from moderation.models import Verdict
from quality.metrics.methods import Coverage, coverage
from quality.models import MethodRule

DAY = timedelta(days=1)

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
    """The state of the seven methods, in two queries."""
    methods = []
    for rule in MethodRule.objects.annotate(n=_fresh(now), last_at=_last(now)).order_by("pk"):
        n, last_at = _tone(rule, now) if rule.method == Method.COMMUNICATION else (rule.n or 0, rule.last_at)
        methods.append(MethodLight(rule, n, last_at, (now - last_at).days if last_at else None))
    viewpoints = {light.rule.method: light.rule.viewpoint for light in methods}
    return Lights(methods, coverage([light.rule.method for light in methods if light.is_valid], viewpoints))


def _fresh(now: datetime) -> Subquery:
    """How much evidence of the method is fresh enough."""
    since = ExpressionWrapper(Value(now) - OuterRef("fresh_days") * Value(DAY), DateTimeField())
    seen = Evidence.objects.filter(method=OuterRef("method"), occurred_at__gte=since, occurred_at__lte=now)
    return Subquery(seen.order_by().values("method").annotate(n=Count("pk")).values("n"))


def _last(now: datetime) -> Subquery:
    seen = Evidence.objects.filter(method=OuterRef("method"), occurred_at__lte=now)
    return Subquery(seen.order_by("-occurred_at").values("occurred_at")[:1])


def _tone(rule: MethodRule, now: datetime) -> tuple[int, datetime | None]:
    """Reviewers also score the tone of what they read: that is communication monitoring, and touches no result."""
    scored = Verdict.objects.filter(clear__isnull=False, at__lte=now)
    found = scored.aggregate(n=Count("pk", filter=Q(at__gte=now - rule.fresh_days * DAY)), last=Max("at"))
    return found["n"], found["last"]


def _age(days: int) -> str:
    if not days:
        return _("up to today")
    return ngettext("%(days)s day old", "%(days)s days old", days) % {"days": days}
