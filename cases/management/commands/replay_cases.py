"""Play the evidence again and compare it with what is stored."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cases.flows.evidence import look_again
from cases.models import Case, Evidence
from cases.queries import differences

_BATCH = 500


class Command(BaseCommand):
    """`--check` prints how many cases differ and ends with 1 if any does; without it they are mended."""

    help = "Replays the evidence of every case and compares the result with what is stored."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--check` changes nothing."""
        parser.add_argument("--check", action="store_true", help="only compare; exit 1 if anything differs")

    def handle(self, *args: Any, **options: Any) -> None:
        """A case is compared as of its last look: what time alone has changed since is the clock's next job."""
        now = timezone.now()
        differing = 0
        for case, evidence in _cases_with_evidence():
            found = differences(case, evidence, min(now, case.looks_again_at or now))
            if not found:
                continue
            differing += 1
            self.stderr.write(f"case {case.pk}: " + ", ".join(f"{k}: {a} is {b}" for k, (a, b) in found.items()))
            if not options["check"]:
                look_again(case_id=case.pk, at=now)
        self.stdout.write(f"{differing} differ")
        if differing and options["check"]:
            raise CommandError(f"{differing} cases differ from their evidence", returncode=1)


def _cases_with_evidence() -> Iterator[tuple[Case, list[Evidence]]]:
    last = 0
    while cases := list(Case.objects.select_related("topic").filter(pk__gt=last).order_by("pk")[:_BATCH]):
        last = cases[-1].pk
        rows = Evidence.objects.filter(case__in=cases).order_by("case_id", "pk")
        evidence = {case_id: list(group) for case_id, group in groupby(rows, key=lambda row: row.case_id)}
        for case in cases:
            yield case, evidence.get(case.pk, [])
