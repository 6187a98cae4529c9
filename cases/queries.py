"""What is known about cases, in the form that the pure function reads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet

from cases.assess import Assessment, CaseFacts, Event, Policy, assess, from_datetime, to_datetime
from cases.models import Case, Evidence, FollowUp, Topic

_RETRACTED = "retracted"


def topics() -> QuerySet[Topic]:
    """The topics that take questions."""
    return Topic.objects.filter(is_open=True)


def evidence_of(case: Case) -> QuerySet[Evidence]:
    """Everything that is known, in the order in which it happened."""
    return Evidence.objects.filter(case=case).select_related("actor").order_by("occurred_at", "pk")


def policy_for(case: Case) -> Policy:
    """The house's policy, with the interval that the topic sets for itself."""
    days = case.topic.review_days
    return replace(Policy(), ttl={**Policy().ttl, case.risk: days}) if days else Policy()


def assessment_of(case: Case, evidence: Iterable[Evidence], at: datetime) -> Assessment:
    """What `evidence` says about `case` at the moment `at`."""
    facts = CaseFacts(asker=_name(case.asker_id), risk=case.risk, created=from_datetime(case.opened_at))
    return assess(facts, [_event(row) for row in evidence], from_datetime(at), policy_for(case))


def stored_form(assessment: Assessment) -> dict[str, object]:
    """An assessment as the columns of a case."""
    return {
        "state": assessment.state,
        "resolved": assessment.resolved,
        "correct": assessment.correct,
        "is_stale": assessment.stale,
        "ever_claimed": assessment.ever_claimed,
        "false_solved": assessment.false_solved,
        "claimed_at": _moment(assessment.claimed_at),
        "resolved_at": _moment(assessment.resolved_at),
        "checked_at": _moment(assessment.checked_at),
        "looks_again_at": _moment(assessment.next_change_at),
    }


def differences(case: Case, evidence: Sequence[Evidence], at: datetime) -> Mapping[str, tuple[object, object]]:
    """The columns whose stored value is not what the evidence says: `{column: (stored, right)}`."""
    right = stored_form(assessment_of(case, evidence, at))
    stored = {column: getattr(case, column) for column in right}
    return {column: (stored[column], right[column]) for column in right if not _same(stored[column], right[column])}


def open_follow_ups(case: Case) -> QuerySet[FollowUp]:
    """The questions to the asker that are planned or wait for an answer."""
    return FollowUp.objects.filter(case=case, state__in=["planned", "sent"])


def _event(row: Evidence) -> Event:
    return Event(
        at=from_datetime(row.occurred_at),
        kind=row.kind,
        answer=_name(row.answer_id),
        by=_name(row.actor_id),
        value=None if row.value in {"", _RETRACTED} else row.value,
        group=row.group or None,
        conflict=row.has_conflict,
        revision=_name(row.revision_id),
        is_implicit=row.method == "complaint_implicit",
        seq=row.pk or 0,
    )


def _name(pk: int | None) -> str | None:
    return None if pk is None else str(pk)


def _moment(days: float | None) -> datetime | None:
    return None if days is None else to_datetime(days)


def _same(stored: object, right: object) -> bool:
    """Days are floats, and PostgreSQL keeps microseconds: a millisecond is no difference."""
    if isinstance(stored, datetime) and isinstance(right, datetime):
        return abs((stored - right).total_seconds()) < 0.001
    return stored == right
