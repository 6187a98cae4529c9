"""What the front door shows, in four queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.models import Topic
from cases.queries import topics as open_topics
from cases.states import Resolved, State
from common.intervals import wilson
from common.measures import Measure
from community.models import Question
from community.models.question import QuestionQuerySet
from community.queries import Viewer, listed
from content.models import HomePage, KnownProblem
from content.states import Status
from content.village import Week

WEEK = timedelta(days=7)
QUARTER = timedelta(days=90)
# Nobody can say of a younger or open one yet how it ended.
_ENDED = ~Q(case__state__in=[State.OPEN, State.EXCLUDED])


@dataclass(frozen=True)
class TopicShown:
    """A topic, and the share of its ended cases that is verified."""

    topic: Topic
    verified: Measure


@dataclass(frozen=True)
class Street:
    """All topics, and this week's problems in all of them."""

    topics: Sequence[TopicShown]
    week: Week


def headline() -> str:
    """What the home page of this language says on top."""
    here = HomePage.objects.filter(locale__language_code=_language(), live=True)
    return here.values_list("headline", flat=True).first() or ""


def problems_now(most: int = 3) -> list[KnownProblem]:
    """Known problems that last, newest first."""
    lasting = KnownProblem.objects.filter(locale__language_code=_language(), live=True).exclude(status=Status.FIXED)
    return list(lasting.select_related("locale").order_by("-since", "-pk")[:most])


def solved_lately(viewer: Viewer, *, at: datetime) -> QuestionQuerySet:
    """What askers said during the last week that it works, or reviewers found right, newest first."""
    return listed(viewer, show="solved").filter(case__resolved_at__gt=at - WEEK).order_by("-case__resolved_at", "-pk")


def street(*, at: datetime) -> Street:
    """One query: per topic the counts of the last week and of the last 90 days."""
    rows = list(_counted(open_topics().filter(parent=None), at))
    week: dict[str, int] = {name: sum(_counts_of(row).get(name, 0) for row in rows) for name in _WEEKLY}
    return Street([_shown(row) for row in rows], Week(**week))


_WEEKLY = {
    "works": Q(case__resolved=Resolved.CONFIRMED),
    "answered": ~Q(case__resolved=Resolved.CONFIRMED) & Q(answer_count__gt=0),
    "waiting": ~Q(case__resolved=Resolved.CONFIRMED) & Q(answer_count=0),
}


def _counted(topics: QuerySet[Topic], at: datetime) -> QuerySet[Topic]:
    of_topic = Q(case__topic=OuterRef("pk")) | Q(case__topic__parent=OuterRef("pk"))
    lately = Question.objects.filter(of_topic, hidden_at=None, case__opened_at__gt=at - QUARTER)
    this_week = Q(case__opened_at__gt=at - WEEK) & ~Q(case__state=State.EXCLUDED)
    counts = {name: Count("pk", filter=this_week & kind) for name, kind in _WEEKLY.items()}
    counts["verified"] = Count("pk", filter=Q(case__state=State.VERIFIED))
    counts["ended"] = Count("pk", filter=_ENDED)
    # One group for all rows: grouped by a constant, because a bare aggregate would end the query at once.
    together = lately.order_by().annotate(all=Value(1)).values("all").annotate(counts=JSONObject(**counts))
    return topics.annotate(counts=Subquery(together.values("counts")))


def _shown(row: Topic) -> TopicShown:
    counts = _counts_of(row)
    k, n = counts.get("verified", 0), counts.get("ended", 0)
    share = wilson(k, n)
    low, high = (share.low, share.high) if share else (None, None)
    return TopicShown(row, Measure.of_shares(k=k, n=n, low=low, high=high, label=_("verified"), about=row.name))


def _counts_of(row: Topic) -> dict[str, int]:
    return getattr(row, "counts", None) or {}


def _language() -> str:
    return (get_language() or "en")[:2]
