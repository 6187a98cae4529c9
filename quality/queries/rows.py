"""The cases behind a figure, as the page and the export show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from cases.models import Case, Evidence
from cases.states import Kind
from common.pages import Page, page_of
from community.models import Question
from quality.queries.figures import Figure
from quality.queries.scope import Scope

PAGE = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One case: does it count, what is known about it, and where it can be read."""

    case: Case
    counts: bool
    evidence: Sequence[str | Promise]
    question_id: int | None


def rows_of(figure: Figure, scope: Scope, *, counted: bool | None = None) -> QuerySet[Case]:
    """All cases of the figure; `counted` keeps only those in the numerator, or only the others."""
    cases = figure.cases(scope).select_related("topic")
    return cases if counted is None else cases.filter(Q(counts=counted))


def page_of_rows(cases: QuerySet[Case], *, key: str) -> Page[Case]:
    """Twenty of them, newest first."""
    return page_of(cases, key=key, by="opened_at", size=PAGE)


def rows_with_evidence(cases: Sequence[Case]) -> list[Row]:
    """What a page shows of its cases, in two queries more."""
    known = _evidence_of(cases)
    questions = dict(Question.objects.filter(case__in=cases).values_list("case_id", "pk"))
    return [Row(case, bool(is_counted(case)), known.get(case.pk, ()), questions.get(case.pk)) for case in cases]


def export_row(case: Case) -> list[str | int]:
    """One line of the export; its header is `EXPORT_COLUMNS`."""
    return [
        case.pk, _iso(case.opened_at), case.topic.slug, case.channel, case.title, case.risk, case.state,
        case.resolved, case.correct, _iso(case.claimed_at), _iso(case.resolved_at), _iso(case.checked_at),
        int(is_counted(case)),
    ]  # fmt: skip


EXPORT_COLUMNS = (
    "case", "opened_at", "topic", "channel", "title", "risk", "state",
    "resolved", "correct", "claimed_at", "resolved_at", "checked_at",
    "counts",
)  # fmt: skip


def is_counted(case: Case) -> bool:
    """Whether a case of a figure stands in its numerator."""
    return bool(getattr(case, "counts", False))


def _evidence_of(cases: Sequence[Case]) -> Mapping[int, Sequence[str | Promise]]:
    """The kinds of evidence of each case, in their order, each once."""
    found: dict[int, dict[str, str | Promise]] = {}
    rows = Evidence.objects.filter(case__in=cases).order_by("occurred_at", "pk").values_list("case_id", "kind")
    for case_id, kind in rows:
        found.setdefault(case_id, {})[kind] = Kind(kind).label
    return {case_id: list(kinds.values()) for case_id, kinds in found.items()}


def _iso(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""
