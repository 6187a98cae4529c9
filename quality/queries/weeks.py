"""A figure week by week: is this week different, or is it noise?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from django.db.models import Count, Q
from django.db.models.functions import TruncWeek

from common.charts import Point
from common.measures import FEW
from quality.metrics.charts import share_chart
from quality.queries.figures import Figure
from quality.queries.scope import Scope

WEEKS = 26
# Limits come from all weeks but the newest, which are what is judged.
JUDGED = 4
FEWEST = 8


@dataclass(frozen=True, slots=True)
class WeekChart:
    """Points oldest first, in percent; `mean` is the centre of the limits. No points: too little to draw."""

    figure: Figure
    points: Sequence[Point]
    mean: float

    @property
    def signal(self) -> Point | None:
        """The newest week beyond its limits."""
        return next((point for point in reversed(self.points) if point.is_signal), None)


def week_chart(figure: Figure, scope: Scope) -> WeekChart:
    """The last 26 whole weeks of ripe cases; nothing to draw below ten cases a week."""
    span = replace(scope, days=WEEKS * 7)
    cases = figure.cases(span).order_by().annotate(week=TruncWeek("opened_at")).values_list("week")
    weeks = list(cases.annotate(k=Count("pk", filter=Q(counts=True)), n=Count("pk")).order_by("week"))
    # The window seldom begins on a Monday: its first and last week are torn.
    weeks = weeks[1:-1]
    counts, sizes = [k for _, k, _ in weeks], [n for _, _, n in weeks]
    baseline = len(weeks) - JUDGED if len(weeks) >= FEWEST + JUDGED else None
    chart = share_chart(counts, sizes, baseline)
    if chart is None or len(weeks) < FEWEST or median(sizes) < FEW:
        return WeekChart(figure, (), 0)
    points = [
        Point(
            label=f"{week.isocalendar().week}",
            value=100 * k / n,
            n=n,
            low=100 * limit.lower,
            high=100 * limit.upper,
            is_signal=is_signal,
        )
        for (week, k, n), limit, is_signal in zip(weeks, chart.limits, chart.signals, strict=True)
        if limit is not None
    ]
    return WeekChart(figure, points, 100 * chart.centre)
