"""The front door."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from common.access import anyone
from common.http import GuestRequest
from content import queries


@anyone
def home(request: GuestRequest) -> HttpResponse:
    """Find; see what is known to be broken and what was solved; ask."""
    now = timezone.now()
    street = queries.street(at=now)
    context = {
        "headline": queries.headline(),
        "problems": queries.problems_now(),
        "solved": queries.solved_lately(request.user, at=now)[:5],
        "topics": street.topics,
        "week": street.week,
    }
    return render(request, "content/home.html", context)
