"""Find something; see, while asking, that somebody had it before."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from common.access import anyone
from common.http import GuestRequest
from search import queries

SHORTEST = 3


@require_safe
@anyone
def search(request: GuestRequest) -> HttpResponse:
    """A box, and what fits its words."""
    words = request.GET.get("q", "").strip()[: queries.LONGEST]
    after = request.GET.get("after", "")
    language = get_language() or "en"
    results = queries.search(request.user, words, language=language, after=after) if words else None
    return render(request, "search/search.html", {"words": words, "after": after, "results": results})


@require_safe
@anyone
def similar(request: GuestRequest) -> HttpResponse:
    """A part of the page on which one asks: what is there already about a title that is being typed."""
    title = request.GET.get("title", "").strip()
    language = _language(request)
    found = queries.similar(title, language, request.user) if len(title) >= SHORTEST else []
    return render(request, "search/similar.html", {"found": found})


def _language(request: GuestRequest) -> str:
    """The language of what is being typed, where the form says it; else that of the page."""
    chosen = request.GET.get("language", "")
    return chosen if chosen in dict(settings.LANGUAGES) else get_language() or "en"
