"""Do the reviewers agree? A correctness rate is worth what its judges are."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.measures import FEW
from moderation.models import Audit
from moderation.states import AuditState, Result, Slot
from quality.metrics.agreement import Table, alpha_of_table, cross_table, gwet_ac1, observed, specific_agreement

# The newest pairs that are looked at, and Krippendorff's bounds (2004, p. 241).
ROLLING = 200
GOOD_ALPHA, LEAST_ALPHA = 0.8, 0.667

_CORRECT = frozenset((Result.CORRECT, Result.CORRECT_WITH_CAVEAT))


@dataclass(frozen=True, slots=True)
class Agreement:
    """Pairs of first reviewers who judged the same text without seeing each other. Shares from 0 to 1."""

    table: Table
    pairs: int
    observed: float | None
    ac1: float | None
    alpha: float | None
    on_wrong: float | None

    @property
    def words(self) -> str:
        """What it means for the rate."""
        if self.pairs < FEW:
            return _("too few double checks to say")
        if self.alpha is not None and self.alpha >= GOOD_ALPHA:
            return _("reviewers agree well")
        if self.alpha is not None and self.alpha >= LEAST_ALPHA:
            return _("tentative: reviewers agree only fairly")
        return _("doubtful: reviewers agree too little for this rate to be published")


def agreement() -> Agreement:
    """Of the newest pairs, in two queries: correct or not, both reviewers on the same text."""
    pairs = (
        Audit.objects.filter(slot=Slot.SECOND, state=AuditState.DECIDED)
        .exclude(verdict__value=Result.CANNOT_JUDGE)
        .order_by("-decided_at", "-pk")
        .values_list("revision", "verdict__value")[:ROLLING]
    )
    second = dict(pairs)
    first = dict(
        Audit.objects.filter(slot=Slot.FIRST, state=AuditState.DECIDED, revision__in=second)
        .exclude(verdict__value=Result.CANNOT_JUDGE)
        .values_list("revision", "verdict__value")
    )
    both = [revision for revision in second if revision in first]
    table = cross_table(
        [first[revision] in _CORRECT for revision in both],
        [second[revision] in _CORRECT for revision in both],
        (True, False),
    )
    return Agreement(
        table=table,
        pairs=len(both),
        observed=observed(table),
        ac1=gwet_ac1(table),
        alpha=alpha_of_table(table),
        on_wrong=specific_agreement(table, 1),
    )
