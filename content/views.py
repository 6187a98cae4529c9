"""The front door."""

from django.http import HttpResponse
from django.shortcuts import render

from common.access import anyone
from common.http import GuestRequest
from community.queries import listed


@anyone
def home(request: GuestRequest) -> HttpResponse:
    """Find; see what was solved; ask."""
    solved = listed(request.user, show="solved").order_by("-active_at", "-pk")[:5]
    return render(request, "content/home.html", {"solved": solved})
