"""Find a helper, and when they are free. Guests too: no cookie, no session."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from common.access import anyone
from common.http import GuestRequest
from community.models import Question
from community.queries import questions_for
from marketplace import queries
from marketplace.forms import SearchForm
from marketplace.models import Helper, Service
from marketplace.queries import cards
from marketplace.slots import HORIZON


@require_safe
@anyone
def helpers(request: GuestRequest) -> HttpResponse:
    """Who is near, certified for it, and how surely they solve it."""
    question = _question(request)
    said = request.GET.copy()
    if question and "topic" not in said:
        said["topic"] = question.case.topic.slug
    form = SearchForm(said or None)
    search, at = form.search(), timezone.now()
    found = queries.helpers_near(search, at=at)
    context = {
        "form": form,
        "search": search,
        "count": len(found),
        "cards": [cards.card_of(each, question=question.pk if question else None, at=at) for each in found],
        "question": question,
    }
    return render(request, "marketplace/helpers.html", context)


@require_safe
@anyone
def helper(request: GuestRequest, slug: str) -> HttpResponse:
    """One helper: what they offer, how it went so far, when they are free."""
    at = timezone.now()
    found = queries.helper_by_slug(slug, at)
    if found is None:
        raise Http404
    services = cards.offers_of(found)
    service = _chosen(services, request.GET.get("service"))
    first = _first_day(request.GET.get("from"), found, at)
    context = {
        "helper": found,
        "known": cards.known_of(found),
        "standing": cards.standing_of(found),
        "line": cards.line_of(found),
        "measure": cards.measure_of(found, queries.solved_rates([found.pk]).get(found.pk)),
        "services": services,
        "service": service,
        "question": _number(request.GET.get("question")),
        "earlier": first - timedelta(days=7) if first > at else None,
        "later": first + timedelta(days=7) if first + timedelta(days=7) < at + HORIZON else None,
    }
    if service:
        starts = queries.free_starts(service, at=at, first=first)
        context["timetable"] = queries.timetable(starts, ZoneInfo(found.zone), first=first)
    return render(request, "marketplace/helper.html", context)


def _question(request: GuestRequest) -> Question | None:
    """The unresolved question that somebody comes from, if they may read it."""
    pk = _number(request.GET.get("question"))
    if pk is None:
        return None
    return questions_for(request.user).select_related("case__topic").filter(pk=pk).first()


def _chosen(services: list[Service], pk: str | None) -> Service | None:
    wanted = _number(pk)
    return next((service for service in services if service.pk == wanted), services[0] if services else None)


def _first_day(said: str | None, helper: Helper, at: datetime) -> datetime:
    """The day from which times are shown: not in the past, not beyond what can be booked."""
    try:
        day = parse_date(said or "")
    except ValueError:
        day = None
    if day is None:
        return at
    first = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(helper.zone))
    return min(max(first, at), at + HORIZON)


def _number(said: str | None) -> int | None:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 19 else None
