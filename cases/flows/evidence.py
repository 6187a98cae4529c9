"""Something was learnt about a case. This is the only way in; the state follows by itself."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from accounts.models import User
from cases.assess import Policy
from cases.models import Case, Evidence
from cases.queries import assessment_of, stored_form
from cases.states import METHOD_OF, Kind, Method
from common import journal


class Details(TypedDict, total=False):
    """What else is known about a piece of evidence; see `cases.models.Evidence`. `now`: when we heard of it."""

    value: str
    answer_id: int | None
    revision_id: int | None
    actor_role: str
    group: str
    has_conflict: bool
    source: str
    method: Method
    is_time_known: bool
    recorded_at: datetime


@transaction.atomic
def append(case_id: int, kind: Kind, *, by: User | None, at: datetime, **details: Unpack[Details]) -> Case:
    """Append one piece of evidence and store what the whole now says; the case, locked and up to date.

    `at` is when it happened, `recorded_at` (default: the same) when we heard of it. `source` names where it comes
    from ("follow_up:12"); the same source is counted once, and repeating it changes nothing.
    """
    case = Case.objects.select_for_update(of=["self"]).select_related("topic").get(pk=case_id)
    source = details.get("source")
    if source and Evidence.objects.filter(source=source).exists():
        return case
    known: Details = {"method": METHOD_OF.get(kind, Method.TRANSACTION), "recorded_at": at, **details}
    Evidence.objects.create(
        case=case, kind=kind, actor=by, occurred_at=at, policy_version=int(Policy().version), **known
    )
    return _look(case, by=by, at=known["recorded_at"], reason=kind)


@transaction.atomic
def look_again(*, case_id: int, at: datetime) -> Case:
    """Store what the evidence says today: time alone turns silence into "unknown" and lets a check run out."""
    case = Case.objects.select_for_update(of=["self"]).select_related("topic").get(pk=case_id)
    return _look(case, by=None, at=at, reason="time")


def look_again_due(*, at: datetime) -> int:
    """Look again at every case whose time has come; how many there were."""
    due = list(
        Case.objects.filter(looks_again_at__lt=at).order_by("looks_again_at").values_list("pk", flat=True)[:1000]
    )
    for pk in due:
        look_again(case_id=pk, at=at)
    return len(due)


def _look(case: Case, *, by: User | None, at: datetime, reason: str) -> Case:
    before = {"state": case.state, "resolved": case.resolved, "correct": case.correct}
    assessment = assessment_of(case, Evidence.objects.filter(case=case), at)
    columns = stored_form(assessment)
    for column, right in columns.items():
        setattr(case, column, right)
    case.save(update_fields=list(columns))
    journal.write(
        "cases:case:assess",
        actor=by.pk if by else None,
        subject=case,
        at=at,
        before=before,
        after={"state": case.state, "resolved": case.resolved, "correct": case.correct, "reason": str(reason)},
    )
    return case
