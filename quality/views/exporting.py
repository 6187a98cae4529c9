"""The rows behind a figure as a file: the same cases, the same filter, the same counts."""

import csv
from collections.abc import Iterator

from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.roles import Role
from cases.assess import Policy
from common.access import with_role
from common.http import Request
from quality.forms import scope_from
from quality.queries.figures import FIGURES, Figure
from quality.queries.rows import EXPORT_COLUMNS, export_row, rows_of
from quality.queries.scope import Scope

# A table program takes a cell that begins like this for a formula, and formulas can fetch and send.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@require_safe
@with_role(Role.QUALITY_MANAGER)
def export(request: Request, slug: str) -> HttpResponseBase:
    """One line per case, written as it is read: a million rows need no more memory than one."""
    if slug not in FIGURES:
        raise Http404
    figure, scope = FIGURES[slug], scope_from(request.GET, now=timezone.now())
    response = StreamingHttpResponse(_lines(figure, scope), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{figure.slug}-{scope.now:%Y-%m-%d}.csv"'
    return response


def _lines(figure: Figure, scope: Scope) -> Iterator[str]:
    writer = csv.writer(_Passed())
    same = [figure.slug, scope.start(figure.maturity).date().isoformat(), scope.end(figure.maturity).date().isoformat()]
    yield writer.writerow([*EXPORT_COLUMNS, "figure", "from", "to", "policy"])
    for case in rows_of(figure, scope).order_by("-opened_at", "-pk").iterator(chunk_size=2000):
        yield writer.writerow([_harmless(cell) for cell in [*export_row(case), *same, Policy().version]])


class _Passed:
    """A file that gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _harmless(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
