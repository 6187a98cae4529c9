"""The customer cancels, says how it ended, complains; either says that the other was not there."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.access import signed_in
from common.errors import Refused, ensure
from common.http import Request
from marketplace import policies, queries
from marketplace.flows import bookings as flows
from marketplace.flows.bookings.leaving import due_on_cancelling
from marketplace.forms import ReasonForm, WordForm
from marketplace.models import Booking
from marketplace.states import Status, Value
from marketplace.views.booking import show


@require_http_methods(["GET", "POST"])
@signed_in
def cancel(request: Request, pk: int) -> HttpResponse:
    """What cancelling costs, then do it."""
    booking, at = _booking(request, pk), timezone.now()
    ensure(policies.may_leave(request.user, booking))
    if booking.status not in {Status.CONFIRMED, Status.REASSIGNING}:
        return redirect("marketplace:booking", pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        return _try(request, pk, flows.cancel, booking=booking, by=request.user, reason=reason, at=at)
    split = due_on_cancelling(booking, at)
    context = {"booking": booking, "form": form, "split": split, "due": booking.agreed.rappen - split.refund}
    return render(request, "marketplace/cancel.html", context)


@require_POST
@signed_in
def leave(request: Request, pk: int) -> HttpResponse:
    """Let a held time go, or take a request back: nothing was charged yet."""
    booking = _booking(request, pk)
    flow = flows.withdraw if booking.status == Status.REQUESTED else flows.let_go
    return _try(request, pk, flow, booking=booking, by=request.user, at=timezone.now())


@require_POST
@signed_in
def say(request: Request, pk: int) -> HttpResponse:
    """The customer's word."""
    booking, form = _booking(request, pk), WordForm(request.POST)
    if not form.is_valid():
        return show(request, pk, form=form, status=422)
    value = Value(form.cleaned_data["value"])
    return _try(request, pk, flows.say, booking=booking, by=request.user, value=value, at=timezone.now())


@require_POST
@signed_in
def complain(request: Request, pk: int) -> HttpResponse:
    """It was not right; somebody has to look."""
    reason = _reason(request)
    return _try(
        request, pk, flows.complain, booking=_booking(request, pk), by=request.user, reason=reason, at=timezone.now()
    )


@require_POST
@signed_in
def miss(request: Request, pk: int) -> HttpResponse:
    """The other one was not there."""
    booking = _booking(request, pk)
    flow = flows.miss_helper if booking.customer_id == request.user.pk else flows.miss_customer
    return _try(request, pk, flow, booking=booking, by=request.user, reason=_reason(request), at=timezone.now())


def _booking(request: Request, pk: int) -> Booking:
    found = queries.booking_for(request.user, pk)
    if found is None:
        raise Http404
    return found


def _reason(request: Request) -> str:
    form = ReasonForm(request.POST)
    return str(form.cleaned_data["reason"]) if form.is_valid() else ""


def _try(request: Request, pk: int, flow: Any, **said: Any) -> HttpResponse:
    """One flow; a refusal is told on the page of the booking, where one sees what happened instead."""
    try:
        flow(**said)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("Done. This page says what happens next."))
    return redirect("marketplace:booking", pk=pk)
