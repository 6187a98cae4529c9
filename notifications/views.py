"""What I was told, which mails I want, and the way out in every mail."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from common import links
from common.access import signed_in, signed_link
from common.http import Request
from common.pages import page_of
from notifications.flows import reading
from notifications.flows.telling import UNSUBSCRIBE
from notifications.forms import MailForm
from notifications.kinds import REFUSABLE, Kind
from notifications.queries import notices_for, refused_kinds

_LINK_LIFE = timedelta(days=365)


@signed_in
def notices(request: Request) -> HttpResponse:
    """Everything I was told, newest first."""
    page = page_of(notices_for(request.user), key=request.GET.get("page", ""), by="told_at", size=20)
    return render(request, "notifications/notices.html", {"page": page})


@require_POST
@signed_in
def read(request: Request) -> HttpResponse:
    """Mark all as read."""
    reading.read_all(person=request.user, at=timezone.now())
    return redirect("notifications:notices")


@require_http_methods(["GET", "POST"])
@signed_in
def mails(request: Request) -> HttpResponse:
    """Choose which mails come."""
    wanted = [kind.value for kind in REFUSABLE if kind not in refused_kinds(request.user)]
    form = MailForm(request.POST or None, initial={"wanted": wanted})
    if request.method == "POST" and form.is_valid():
        reading.choose(person=request.user, wanted=form.cleaned_data["wanted"], at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("notifications:mails")
    return render(request, "notifications/mails.html", {"form": form})


# The link is the proof; a mail program that unsubscribes by itself (RFC 8058) has no cookie to send.
@csrf_exempt
@require_http_methods(["GET", "POST"])
@signed_link
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one kind of mail. GET only asks: scanners of mail open links."""
    try:
        person_id, _bar, kind = links.read(UNSUBSCRIBE, token, life=_LINK_LIFE).partition("|")
    except links.BadLink:
        return render(request, "notifications/unsubscribe.html", {"is_bad": True}, status=404)
    if kind not in Kind.values:
        return render(request, "notifications/unsubscribe.html", {"is_bad": True}, status=404)
    person = get_object_or_404(User, pk=person_id)
    if request.method == "POST":
        reading.refuse(person=person, kind=kind, at=timezone.now())
    context = {"kind": Kind(kind), "is_done": request.method == "POST"}
    return render(request, "notifications/unsubscribe.html", context)
