"""What an import does to many cases at once: the same rows as one by one, in few statements."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import groupby

from django.db import transaction

from cases.assess import Policy
from cases.models import Case, Contact, Evidence
from cases.queries import assessment_of, stored_form
from common import journal


def open_cases(cases: Sequence[Case]) -> None:
    """Store new cases, each with its first contact. `settle` looks at them and tells the journal."""
    Case.objects.bulk_create(cases)
    Contact.objects.bulk_create(
        Contact(case=case, channel=case.channel, by_id=case.asker_id, at=case.opened_at) for case in cases
    )


def append(evidence: Sequence[Evidence]) -> set[int]:
    """Append what is not known yet by its source; the cases it is about, which must then be settled."""
    known = known_sources(row.source for row in evidence)
    new = list({row.source: row for row in evidence if row.source not in known}.values())
    for row in new:
        row.policy_version = int(Policy().version)
    Evidence.objects.bulk_create(new)
    return {row.case_id for row in new}


def known_sources(sources: Iterable[str]) -> set[str]:
    """Those of `sources` that evidence came from already."""
    return set(Evidence.objects.filter(source__in=list(sources)).values_list("source", flat=True))


@transaction.atomic
def settle(case_ids: Collection[int], *, at: datetime) -> None:
    """Store what the evidence of these cases says at the moment `at`."""
    cases = list(Case.objects.select_for_update(of=["self"]).select_related("topic").filter(pk__in=case_ids))
    rows = Evidence.objects.filter(case__in=cases).order_by("case_id", "pk")
    evidence = {case_id: list(group) for case_id, group in groupby(rows, key=lambda row: row.case_id)}
    columns: list[str] = []
    for case in cases:
        form = stored_form(assessment_of(case, evidence.get(case.pk, []), at))
        columns = list(form)
        for column, right in form.items():
            setattr(case, column, right)
    if columns:
        Case.objects.bulk_update(cases, columns, batch_size=500)
    journal.write_many("cases:case:assess", actor=None, subjects=list(cases), at=at)
