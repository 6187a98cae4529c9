"""The desk: what is due, one sheet at a time, and the way back."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Role
from common.access import with_role
from common.errors import Refused
from common.http import Request
from common.pages import page_of
from community.queries import questions_for
from moderation import queries
from moderation.flows import audits, sheets
from moderation.forms import RecusalForm, VerdictForm
from moderation.models import Audit
from moderation.plan import SHARES
from moderation.policies import DESK
from moderation.states import AuditState, Tie

_PAGE = 20


@require_safe
@with_role(*DESK)
def desk(request: Request) -> HttpResponse:
    """The open sheets, first due first."""
    now = timezone.now()
    show = request.GET.get("show", "all")
    show = show if show in queries.FILTERS else "all"
    sheets_due = queries.queue_for(request.user, show=show, at=now)
    page = page_of(sheets_due, key=request.GET.get("page", ""), by="due_at", size=_PAGE, upward=True)
    rows = [_row(sheet, request, now) for sheet in page.rows]
    shares = {risk: round(100 * share) for risk, share in SHARES.items()}
    return render(request, "moderation/desk.html", {"page": page, "rows": rows, "show": show, "shares": shares})


@require_safe
@with_role(*DESK)
def audit(request: Request, pk: int) -> HttpResponse:
    """One sheet: to read and to take, or, once taken, with the rubric."""
    return _show(request, _sheet(request, pk))


@require_POST
@with_role(*DESK)
def claim(request: Request, pk: int) -> HttpResponse:
    """It is mine for ten minutes."""
    sheet = _sheet(request, pk)
    try:
        audits.claim(audit=sheet, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("moderation:audit", pk)


@require_POST
@with_role(*DESK)
def release(request: Request, pk: int) -> HttpResponse:
    """Put it back."""
    audits.release(audit=_sheet(request, pk), by=request.user, at=timezone.now())
    return redirect("moderation:desk")


@require_POST
@with_role(*DESK)
def decide(request: Request, pk: int) -> HttpResponse:
    """The verdict; then the next sheet opens."""
    sheet, form = _sheet(request, pk), VerdictForm(request.POST)
    if not form.is_valid():
        return _show(request, sheet, form)
    judgement, version = form.judgement(), form.cleaned_data["version"]
    try:
        audits.decide(audit=sheet, by=request.user, version=version, judgement=judgement, at=timezone.now())
    except Refused as refused:
        form.add_error(None, refused.reason)
        return _show(request, _sheet(request, pk), form)
    messages.success(request, _("Written down. The author learns what you found, not who you are."))
    return _next(request)


@require_POST
@with_role(*DESK)
def recuse(request: Request, pk: int) -> HttpResponse:
    """Somebody else should judge this one."""
    sheet, form = _sheet(request, pk), RecusalForm(request.POST)
    if not form.is_valid():
        return _show(request, sheet)
    audits.recuse(audit=sheet, by=request.user, tie=Tie(form.cleaned_data["tie"]), at=timezone.now())
    messages.success(request, _("Left to somebody else. Saying so is part of the work."))
    return _next(request)


@require_POST
@with_role(Role.MODERATOR)
def ask_audit(request: Request, pk: int) -> HttpResponse:
    """A moderator wants this question's solution checked."""
    question = get_object_or_404(questions_for(request.user), pk=pk)
    try:
        sheets.ask(question=question, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("On the desk. A reviewer who took no part reads it."))
    return redirect(question)


def _sheet(request: Request, pk: int) -> Audit:
    return get_object_or_404(queries.sheets_for(request.user).with_sheet(), pk=pk)


def _show(request: Request, sheet: Audit, form: VerdictForm | None = None) -> HttpResponse:
    """The sheet. Whoever has not taken it reads; a text that was rewritten meanwhile must be taken again."""
    is_mine = sheet.state == AuditState.CLAIMED and sheet.reviewer_id == request.user.pk
    context = {
        "audit": sheet,
        "is_mine": is_mine and not queries.is_outdated(sheet),
        "is_taken": sheet.is_held(timezone.now()) and sheet.reviewer_id != request.user.pk,
        "is_done": sheet.state == AuditState.DECIDED,
        "form": form or VerdictForm(initial={"version": sheet.version}),
        "recusal": RecusalForm(),
        "sources": queries.sources_of(sheet),
        "beside": queries.verified_beside(request.user, sheet),
    }
    return render(request, "moderation/audit.html", context, status=422 if form else 200)


def _next(request: Request) -> HttpResponse:
    following = queries.next_for(request.user, at=timezone.now())
    return redirect("moderation:audit", following.pk) if following else redirect("moderation:desk")


def _row(sheet: Audit, request: Request, now: datetime) -> dict[str, object]:
    is_held = sheet.is_held(now)
    return {
        "audit": sheet,
        "is_late": sheet.due_at < now,
        "is_mine": is_held and sheet.reviewer_id == request.user.pk,
        "is_taken": is_held and sheet.reviewer_id != request.user.pk,
    }
