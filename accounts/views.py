"""A person's own settings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import translate_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from accounts.flows import profile
from accounts.forms import SettingsForm
from common.access import signed_in
from common.http import Request


@require_http_methods(["GET", "POST"])
@signed_in
def settings(request: Request) -> HttpResponse:
    """Name and language; the rest (address, password, passkeys, sessions) is allauth's own pages, linked here."""
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        person = profile.change(person=request.user, at=timezone.now(), **form.cleaned_data)
        with override(person.language):
            messages.success(request, _("Saved."))
        return redirect(translate_url(request.path, person.language))
    return render(request, "accounts/settings.html", {"form": form}, status=422 if form.errors else 200)
