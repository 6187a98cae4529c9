"""Book, and see what became of it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_safe

from common.access import signed_in
from common.errors import ensure
from common.http import Request
from community.models import Question
from community.queries import questions_for
from marketplace import policies, queries
from marketplace.flows import bookings as flows
from marketplace.forms import BookForm, ReasonForm, WordForm
from marketplace.models import Booking, Service
from marketplace.queries import Search, cards
from marketplace.states import Mode, Paid, Status


@require_http_methods(["GET", "POST"])
@signed_in
def book(request: Request, slug: str) -> HttpResponse:
    """What it costs, who sees what, then the pay page. Nothing is taken before the button there."""
    said = request.POST or request.GET
    service, start = _service(slug, said.get("service")), _start(said.get("start"))
    question = _question(request, said.get("question"))
    at = timezone.now()
    ensure(policies.may_book(request.user, service, at))
    form = BookForm(
        request.POST or None,
        is_on_site=service.mode == Mode.ON_SITE,
        has_question=question is not None,
        initial={"service": service.pk, "start": said.get("start"), "question": question.pk if question else None,
                 "wish": question.title if question else ""},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            booking = flows.hold(
                service=service, by=request.user, starts_at=start, at=at, case=_case(request, question),
                details=_details(form, question),
            )  # fmt: skip
        except flows.SlotTaken:
            return _taken(request, service, at)
        return _to_pay(booking)
    if not queries.is_free(service, start, at=at):
        return _taken(request, service, at)
    context = {
        "form": form, "service": service, "helper": service.helper, "start": start, "question": question,
        "terms": cards.terms_of(service, start, at), "lasts": cards.lasts(service),
    }  # fmt: skip
    return render(request, "marketplace/book.html", context, status=422 if form.errors else 200)


def _service(slug: str, pk: str | None) -> Service:
    if not (pk or "").isascii() or not (pk or "").isdigit():
        raise Http404
    offered = Service.objects.select_related("helper__person", "topic")
    return get_object_or_404(offered, pk=pk, helper__slug=slug, is_active=True)


def _start(said: str | None) -> datetime:
    try:
        start = parse_datetime(said or "")
    except ValueError:
        start = None
    if start is None or start.tzinfo is None:
        raise Http404
    return start


def _question(request: Request, pk: str | None) -> Question | None:
    if not pk or not pk.isascii() or not pk.isdigit():
        return None
    return questions_for(request.user).select_related("case", "revision").filter(pk=pk).first()


def _case(request: Request, question: Question | None) -> Any:
    """Only the asker's own question goes on in the booking; somebody else's is another case."""
    return question.case if question and question.author_id == request.user.pk else None


def _details(form: BookForm, question: Question | None) -> flows.Details:
    said = form.cleaned_data
    context: dict[str, Any] = {}
    if question and said.get("shares_question"):
        context = {
            "question": question.pk, "title": question.title, "text": question.text.source, "device": question.device,
        }  # fmt: skip
    return flows.Details(said["wish"], said.get("address") or "", said["phone"], context)


def _to_pay(booking: Booking) -> HttpResponse:
    """On to the pay page; to the booking, when there is none (yet)."""
    payment = booking.payments.filter(status=Paid.STARTED).last()
    address = payment.address if payment and booking.status == Status.HELD else ""
    response = HttpResponseRedirect(address or reverse("marketplace:booking", args=[booking.pk]))
    response.status_code = 303
    return response


def _taken(request: Request, service: Service, at: datetime) -> HttpResponse:
    """Somebody was faster: other times of this helper, and others who can."""
    starts = queries.free_starts(service, at=at)
    others = queries.helpers_near(Search(topic=service.topic, mode=service.mode), at=at, size=4)
    context = {
        "service": service, "helper": service.helper,
        "timetable": queries.timetable(starts, ZoneInfo(service.helper.zone), first=at),
        "cards": [cards.card_of(each, question=None, at=at) for each in others if each.helper.pk != service.helper_id],
    }  # fmt: skip
    return render(request, "marketplace/taken.html", context, status=409)


@require_safe
@signed_in
def bookings(request: Request) -> HttpResponse:
    """What I have booked."""
    page = queries.bookings_of(request.user, key=request.GET.get("page", ""))
    return render(request, "marketplace/bookings.html", {"page": page})


@require_safe
@signed_in
def booking(request: Request, pk: int) -> HttpResponse:
    """What happens next, where the money is, who knows what."""
    return show(request, pk)


@require_safe
@signed_in
def booking_paid(request: Request, pk: int) -> HttpResponse:
    """Back from the pay page. It only reads: what counts is what the payment company tells us."""
    return show(request, pk, is_returning=True)


def show(
    request: Request, pk: int, *, is_returning: bool = False, form: WordForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of a booking, for its customer and its helper."""
    found = queries.booking_for(request.user, pk)
    if found is None:
        raise Http404
    where, at = queries.where_is_the_money(found), timezone.now()
    payment = found.payments.filter(status=Paid.STARTED).last()
    context = {
        "booking": found,
        "is_customer": request.user.pk == found.customer_id,
        "is_returning": is_returning,
        "steps": queries.steps_of(found),
        "stations": queries.stations_of(found, where),
        "where": where,
        "pay_address": payment.address if payment and found.status in {Status.HELD, Status.AWAITING_PAYMENT} else "",
        "sees_address": policies.may_see_address(request.user, found),
        "word": form or WordForm(),
        "missing": ReasonForm(auto_id="missing_%s"),
        "complaint": ReasonForm(auto_id="complaint_%s"),
        "may_complain": policies.may_complain(request.user, found, at) and found.status in {"reported", "closed"},
        "may_decide": policies.may_decide(request.user) and found.status == Status.IN_CASE,
        "is_late": at > found.starts_at,
    }
    return render(request, "marketplace/booking.html", context, status=status)
