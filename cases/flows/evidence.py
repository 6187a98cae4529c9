"""Something was learnt about a case. This is the only way in; the state follows by itself."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from cases.assess import Policy
from cases.models import Case, Evidence
from cases.queries import assessment_of, stored_form
from cases.states import METHOD_OF, Kind, Method
from common import journal


@transaction.atomic
def append(
    case_id: int,
    kind: Kind,
    *,
    by: User | None,
    at: datetime,
    value: str = "",
    answer_id: int | None = None,
    revision_id: int | None = None,
    role: str = "",
    group: str = "",
    has_conflict: bool = False,
    source: str = "",
    method: Method | None = None,
    is_time_known: bool = True,
    now: datetime | None = None,
) -> Case:
    """Append one piece of evidence and store what the whole now says; the case, locked and up to date.

    `at` is when it happened, `now` (default: the same) when we heard of it. `source` names where it comes from
    ("follow_up:12"); the same source is counted once, and repeating it changes nothing.
    """
    case = Case.objects.select_for_update(of=["self"]).select_related("topic").get(pk=case_id)
    if source and Evidence.objects.filter(source=source).exists():
        return case
    Evidence.objects.create(
        case=case, kind=kind, value=value, answer_id=answer_id, revision_id=revision_id,
        actor=by, actor_role=role, group=group, has_conflict=has_conflict, source=source,
        method=method or METHOD_OF.get(kind, Method.TRANSACTION), occurred_at=at, recorded_at=now or at,
        is_time_known=is_time_known, policy_version=int(Policy().version),
    )  # fmt: skip
    return _look(case, by=by, at=now or at, reason=kind)


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
