"""The page behind the link in the mail: did it hold?"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cases.flows import follow_ups
from cases.forms import HeldForm
from cases.models import FollowUp
from cases.notices import FOLLOW_UP
from cases.states import FollowUpState, Held
from common import links
from common.access import signed_link


# The link is the proof of who asks to write; without a log-in there is no cookie to protect.
@csrf_exempt
@require_http_methods(["GET", "POST"])
@signed_link
def follow_up(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on GET, write on POST. A scanner of mail that opens the link changes nothing."""
    try:
        subject = links.read(FOLLOW_UP, token, life=settings.FOLLOW_UP_LINK_LIFE)
    except links.ExpiredLink:
        return render(request, "cases/follow_up_over.html", {"reason": "expired"}, status=410)
    except links.BadLink:
        return render(request, "cases/follow_up_over.html", {"reason": "bad"}, status=404)
    asked = FollowUp.objects.select_related("case", "person").filter(pk=subject).first()
    if asked is None or asked.state == FollowUpState.DROPPED:
        return render(request, "cases/follow_up_over.html", {"reason": "dropped", "follow_up": asked}, status=410)
    form = HeldForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and asked.state == FollowUpState.SENT:
        return _answer(request, asked, form, token)
    context = {"follow_up": asked, "form": form, "is_answered": asked.state == FollowUpState.ANSWERED}
    return render(request, "cases/follow_up.html", context, status=422 if form.errors else 200)


def _answer(request: HttpRequest, asked: FollowUp, form: HeldForm, token: str) -> HttpResponse:
    value = Held(form.cleaned_data["value"])
    try:
        asked = follow_ups.answer(
            follow_up=asked, value=value, remark=form.cleaned_data["remark"], at=timezone.now(), token=token
        )
    except links.AlreadySpent:
        asked.refresh_from_db()
    return render(request, "cases/follow_up.html", {"follow_up": asked, "is_answered": True})
