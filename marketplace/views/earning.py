"""A helper's money: what is earned, and the account into which it goes."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Role
from common.access import with_role
from common.http import Request
from marketplace import gateway, queries
from marketplace.flows import accounts as flows
from marketplace.models import Helper


@require_safe
@with_role(Role.HELPER)
def money(request: Request) -> HttpResponse:
    """What I earned, what is on its way, and whether I can be paid."""
    helper = _helper(request)
    context = {"helper": helper, "earned": queries.earnings_of(helper)}
    return render(request, "marketplace/money.html", context)


@require_POST
@with_role(Role.HELPER)
def onboard(request: Request) -> HttpResponse:
    """On to the payment company, which asks who I am."""
    here = settings.SITE_URL + reverse("marketplace:money")
    try:
        address = flows.onboard(helper=_helper(request), back=here, at=timezone.now())
    except (gateway.Unavailable, gateway.Rejected):
        messages.error(request, _("The payment company does not answer. Please try again later."))
        return redirect("marketplace:money")
    return redirect(address)


def _helper(request: Request) -> Helper:
    helper = queries.helper_of(request.user)
    if helper is None:
        raise Http404
    return helper
