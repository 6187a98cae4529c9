"""Helper and customer differ: an operator decides, and the money follows."""

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
from marketplace import queries
from marketplace.flows import bookings as flows
from marketplace.forms import ReasonForm, WordForm
from marketplace.states import Value
from marketplace.views.booking import show


@require_safe
@with_role(Role.OPERATOR)
def contested(request: Request) -> HttpResponse:
    """The bookings that wait for a decision, oldest first."""
    return render(request, "marketplace/contested.html", {"bookings": queries.contested_for(request.user)})


@require_POST
@with_role(Role.OPERATOR)
def decide(request: Request, pk: int) -> HttpResponse:
    """How it ended, and why."""
    found, at = queries.booking_for(request.user, pk), timezone.now()
    if found is None:
        raise Http404
    word, reason = WordForm(request.POST), ReasonForm(request.POST)
    if not (word.is_valid() and reason.is_valid()):
        return show(request, pk, form=word, status=422)
    value, why = Value(word.cleaned_data["value"]), reason.cleaned_data["reason"]
    try:
        flows.decide(booking=found, by=request.user, value=value, reason=why, at=at)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("Done. This page says what happens next."))
    return redirect("marketplace:contested")
