"""A helper's day: who waits, who comes next, how it ended."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Role
from common.access import with_role
from common.errors import Refused
from common.http import Request
from marketplace import policies, queries
from marketplace.flows import bookings as flows
from marketplace.forms import CheckOutForm, ReasonForm
from marketplace.models import Booking, Helper


@require_safe
@with_role(Role.HELPER)
def today(request: Request) -> HttpResponse:
    """The visits of the day, and what waits for a word."""
    return _show(request)


@require_POST
@with_role(Role.HELPER)
def accept(request: Request, pk: int) -> HttpResponse:
    """Yes."""
    return _try(request, flows.accept, booking=_visit(request, pk))


@require_POST
@with_role(Role.HELPER)
def decline(request: Request, pk: int) -> HttpResponse:
    """No, and why."""
    return _try(request, flows.decline, booking=_visit(request, pk), reason=_reason(request))


@require_POST
@with_role(Role.HELPER)
def hand_back(request: Request, pk: int) -> HttpResponse:
    """I cannot come after all."""
    return _try(request, flows.hand_back, booking=_visit(request, pk), reason=_reason(request))


@require_POST
@with_role(Role.HELPER)
def check_in(request: Request, pk: int) -> HttpResponse:
    """I am there."""
    return _try(request, flows.check_in, booking=_visit(request, pk))


@require_POST
@with_role(Role.HELPER)
def check_out(request: Request, pk: int) -> HttpResponse:
    """How it ended."""
    visit, form = _visit(request, pk), CheckOutForm(request.POST, auto_id=_id(pk))
    if not form.is_valid():
        return _show(request, form=form, status=422)
    return _try(request, flows.check_out, booking=visit, **form.said())


def _show(request: Request, *, form: CheckOutForm | None = None, status: int = 200) -> HttpResponse:
    helper, at = _helper(request), timezone.now()
    visits = [
        {
            "booking": visit,
            "sees_address": policies.may_see_address(request.user, visit),
            "form": form if form and form.auto_id == _id(visit.pk) else CheckOutForm(auto_id=_id(visit.pk)),
            "missing": ReasonForm(auto_id=f"missing_{visit.pk}_%s"),
            "handing_back": ReasonForm(auto_id=f"back_{visit.pk}_%s"),
        }
        for visit in queries.day_of(helper, at=at)
    ]
    context = {"helper": helper, "visits": visits, "waiting": queries.waiting_for(helper)}
    return render(request, "marketplace/today.html", context, status=status)


def _id(pk: int) -> str:
    """Several forms of one kind on a page need names of their own."""
    return f"visit_{pk}_%s"


def _helper(request: Request) -> Helper:
    helper = queries.helper_of(request.user)
    if helper is None:
        raise Http404
    return helper


def _visit(request: Request, pk: int) -> Booking:
    found = queries.booking_for(request.user, pk)
    if found is None or found.helper.person_id != request.user.pk:
        raise Http404
    return found


def _reason(request: Request) -> str:
    form = ReasonForm(request.POST)
    return str(form.cleaned_data["reason"]) if form.is_valid() else ""


def _try(request: Request, flow: Any, **said: Any) -> HttpResponse:
    try:
        flow(by=request.user, at=timezone.now(), **said)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("Noted."))
    return redirect("marketplace:today")
