"""The cockpit: is it solved, and solved correctly? Every figure opens exactly the cases it counts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Role
from common.access import anyone, with_role
from common.http import Request
from common.measures import Measure
from quality.flows import targets
from quality.forms import TargetForm, scope_from
from quality.queries.board import address, benchmark_for, board, standing_targets, tile
from quality.queries.figures import CORRECT, FIGURES, Figure
from quality.queries.readings import read
from quality.queries.reviewers import agreement
from quality.queries.rows import page_of_rows, rows_of, rows_with_evidence
from quality.queries.scope import EVER, WINDOWS, Scope, window_words


@require_safe
@with_role(Role.QUALITY_MANAGER)
def cockpit(request: Request) -> HttpResponse:
    """All figures of one window on a page that can be printed and defended."""
    scope = scope_from(request.GET, now=timezone.now())
    return render(request, "quality/cockpit.html", {"board": board(scope), "windows": _windows(), **_span(scope, 30)})


@require_safe
@with_role(Role.QUALITY_MANAGER)
def figure(request: Request, slug: str) -> HttpResponse:
    """One figure with the cases behind it."""
    return _show_figure(request, _figure(slug), TargetForm())


@require_POST
@with_role(Role.QUALITY_MANAGER)
def set_target(request: Request, slug: str) -> HttpResponse:
    """Say what this figure should reach."""
    shown, form = _figure(slug), TargetForm(request.POST)
    if not form.is_valid():
        return _show_figure(request, shown, form, status=422)
    scope = scope_from(request.GET, now=timezone.now())
    targets.set_target(
        figure=shown.slug, share=form.cleaned_data["percent"] / 100, window_days=scope.days,
        denominator=str(shown.explained), rationale=form.cleaned_data["rationale"],
        topic=scope.topic, channel=scope.channel, by=request.user, at=timezone.now(),
    )  # fmt: skip
    return redirect(address(shown, scope))


@require_safe
@anyone
def how_we_count(request: HttpRequest) -> HttpResponse:
    """The formulas in plain words, for everybody."""
    example = Measure.of_shares(k=45, n=50, low=0.7864, high=0.9565)
    return render(request, "quality/how_we_count.html", {"figures": FIGURES.values(), "example": example})


def _show_figure(request: Request, shown: Figure, form: TargetForm, *, status: int = 200) -> HttpResponse:
    scope = scope_from(request.GET, now=timezone.now())
    reading = read(shown, scope)
    show = request.GET.get("show", "")
    cases = rows_of(shown, scope, counted={"counted": True, "others": False}.get(show))
    page = page_of_rows(cases, key=request.GET.get("page", ""))
    context = {
        "figure": shown,
        "scope": scope,
        "reading": reading,
        "others": reading.n - reading.k,
        "tile": tile(reading, standing_targets(), benchmark_for(shown, scope)),
        "not_ripe": shown.not_ripe(scope),
        "rows": rows_with_evidence(page.rows),
        "page": page,
        "show": show,
        "form": form,
        "agreement": agreement() if shown is CORRECT else None,
        "windows": _windows(),
        "export": address(shown, scope, "quality:export"),
        "target_address": address(shown, scope, "quality:set_target"),
        **_span(scope, shown.maturity),
    }
    return render(request, "quality/figure.html", context, status=status)


def _windows() -> list[tuple[int, str]]:
    return [(days, window_words(days)) for days in WINDOWS]


def _span(scope: Scope, maturity: int) -> dict[str, object]:
    """From which day to which; without a first one when all cases count."""
    first = None if scope.days == EVER else scope.start(maturity)
    return {"first_day": first, "last_day": scope.end(maturity)}


def _figure(slug: str) -> Figure:
    if slug not in FIGURES:
        raise Http404
    return FIGURES[slug]
