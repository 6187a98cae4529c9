"""Each figure once: which cases it is about, which of them count, and in what words that is said.

The number, the rows behind it and the export all come from `Figure.cases`, so they cannot differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.states import Channel, Method, Resolved, State
from quality.queries.scope import Scope
from quality.queries.signs import (
    ANSWERED_IN_A_DAY,
    AUDITED,
    CAME_AGAIN,
    DATELESS_CLAIM,
    FOUND_CORRECT,
    HAS_REPLIED,
    WAS_ASKED,
)

RIPE: Final = 30
_TRUE: Final = Q(counts=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A share of cases. `of` says which are in it, `counts` which of these count, `maturity` is in days."""

    slug: str
    title: str | Promise
    label: str | Promise
    explained: str | Promise
    bias: str | Promise
    method: Method
    counts: Q
    of: Q = field(default_factory=Q)
    maturity: int = RIPE

    def cases(self, scope: Scope) -> QuerySet[Case]:
        """The cases that stand in the denominator, each with `counts`: does it stand in the numerator, too?"""
        return (
            Case.objects.counted()
            .filter(scope.narrowing, self.of)
            .filter(opened_at__gte=scope.start(self.maturity), opened_at__lt=scope.end(self.maturity))
            .annotate(counts=Coalesce(ExpressionWrapper(self.counts, BooleanField()), False))
        )

    def count(self, scope: Scope) -> tuple[int, int]:
        """So many count, of so many."""
        found = self.cases(scope).aggregate(k=Count("pk", filter=_TRUE), n=Count("pk"))
        return found["k"], found["n"]

    def count_by(self, scope: Scope, field: str) -> Mapping[object, tuple[int, int]]:
        """The same, for each value of a field of the case, in one query."""
        groups = self.cases(scope).order_by().values_list(field).annotate(k=Count("pk", filter=_TRUE), n=Count("pk"))
        return {value: (k, n) for value, k, n in groups}

    def not_ripe(self, scope: Scope) -> int:
        """Cases that came in too lately to count; they stand in neither part of the fraction."""
        young = Case.objects.counted().filter(scope.narrowing, self.of)
        return young.filter(opened_at__gte=scope.end(self.maturity), opened_at__lte=scope.now).count()


CLAIMED: Final = Figure(
    slug="claimed",
    title=_("Claimed solved"),
    label=_("claimed"),
    explained=_("Cases that somebody ticked off as solved, of all cases. A claim, not yet a fact."),
    bias=_("Whoever ticks off may be wrong, or in a hurry."),
    method=Method.TRANSACTION,
    counts=Q(ever_claimed=True),
)
VERIFIED: Final = Figure(
    slug="verified",
    title=_("Verified solved"),
    label=_("verified"),
    explained=_(
        "Cases whose asker or three independent people confirmed the solution and whose answer reviewers found "
        "correct, of all cases. Audits are a sample and weighted to all cases. Silence never counts as solved."
    ),
    bias=_("People for whom it worked often say nothing, so the true share may be higher."),
    method=Method.HANDLING,
    counts=Q(state=State.VERIFIED),
)
CORRECT: Final = Figure(
    slug="correct",
    title=_("Correct"),
    label=_("correct"),
    explained=_("Answers that reviewers found correct, of all claimed cases they audited, weighted by risk class."),
    bias=_("Reviewers see the text, not the problem."),
    method=Method.HANDLING,
    of=Q(ever_claimed=True) & AUDITED,
    counts=FOUND_CORRECT,
)
CONFIRMED: Final = Figure(
    slug="confirmed",
    title=_("Confirmed solved"),
    label=_("confirmed"),
    explained=_("Cases that the asker, or three independent people, say are solved, of all cases."),
    bias=_("Silence counts as not confirmed."),
    method=Method.SURVEY,
    counts=Q(resolved=Resolved.CONFIRMED),
)
FALSE_SOLVED: Final = Figure(
    slug="false-solved",
    title=_("Falsely solved, as far as known"),
    label=_("refuted"),
    explained=_("Claimed cases that turned out not to be solved, or solved wrongly, of all claimed cases."),
    bias=_("Only what somebody found out; the true share is higher."),
    method=Method.TRANSACTION,
    of=Q(ever_claimed=True),
    counts=Q(false_solved=True),
)
SAME_DAY: Final = Figure(
    slug="same-day",
    title=_("Solved the same day"),
    label=_("the same day"),
    explained=_("Cases claimed solved on the calendar day they came in and not refuted since, of all cases."),
    bias=_("A claim counts, as in the figures of the market. People who give up look solved."),
    method=Method.TRANSACTION,
    of=~DATELESS_CLAIM,
    counts=Q(claimed_at__date=TruncDate("opened_at")) & Q(false_solved=False),
    maturity=1,
)
FIRST_CONTACT: Final = Figure(
    slug="first-contact",
    title=_("Solved at the first contact"),
    label=_("at the first contact"),
    explained=_("Cases claimed solved without another contact within 14 days, of all cases, over all channels."),
    bias=_("People who give up look solved. With 7 or 30 days the figure is another one."),
    method=Method.TRANSACTION,
    counts=Q(ever_claimed=True) & ~Q(CAME_AGAIN),
    maturity=14,
)
ANSWERED: Final = Figure(
    slug="answered",
    title=_("Answered within a day"),
    label=_("within a day"),
    explained=_("Questions with a first answer within 24 hours, of all questions in the community."),
    bias=_("An answer need not be a good one."),
    method=Method.TRANSACTION,
    of=Q(channel=Channel.COMMUNITY),
    counts=ANSWERED_IN_A_DAY,
    maturity=1,
)
HEARD: Final = Figure(
    slug="heard",
    title=_("Follow-ups answered"),
    label=_("answered"),
    explained=_("Askers who told us whether it held, of all whom we asked."),
    bias=_("The content and the angry answer more often."),
    method=Method.SURVEY,
    of=WAS_ASKED,
    counts=HAS_REPLIED,
)

FIGURES: Final[Mapping[str, Figure]] = MappingProxyType(
    {
        figure.slug: figure
        for figure in (
            CLAIMED, VERIFIED, CORRECT, CONFIRMED, FALSE_SOLVED, SAME_DAY, FIRST_CONTACT, ANSWERED, HEARD,
        )
    }
)  # fmt: skip
