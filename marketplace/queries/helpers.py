"""Whom a customer finds: near, certified for the topic, the surest result first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import cos, radians

from django.db.models import Count, Prefetch, Q

from cases.models import Topic
from cases.states import Resolved
from common.intervals import Interval, wilson
from marketplace.models import Booking, Certificate, Helper, Service
from marketplace.places import Place, distance_km
from marketplace.queries.calendar import next_starts
from marketplace.states import Mode, Outcome, Status

KM_PER_DEGREE = 111.2
FARTHEST_KM = 60
MOST = 400


@dataclass(frozen=True, slots=True)
class Search:
    """What a customer asks for; everything is optional."""

    topic: Topic | None = None
    place: Place | None = None
    mode: str = ""
    language: str = ""
    most_rappen: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A helper as a card shows them. `rate` is how many of their visits customers confirmed as solved."""

    helper: Helper
    service: Service
    topics: list[Topic]
    is_on_probation: bool
    km: float | None
    rate: Interval | None
    free: list[datetime]

    @property
    def next(self) -> datetime | None:
        """The first free time."""
        return self.free[0] if self.free else None


def helpers_near(search: Search, *, at: datetime, size: int = 20) -> list[Found]:
    """The helpers who fit, surest result first, then nearest. Seven queries at most.

    Surest is the lower end of the interval, for those with enough visits to rank; who has few stands by distance alone.
    """
    services = _services(search, at)
    chosen: dict[int, tuple[Service, float | None]] = {}
    for service in services:
        km = _reach(service, search.place)
        if km is not None or search.place is None or service.mode == Mode.REMOTE:
            best = chosen.get(service.helper_id)
            if best is None or _suits(service, search) < _suits(best[0], search):
                chosen[service.helper_id] = (service, km)
    rates = solved_rates(chosen)
    ranked = sorted(chosen.values(), key=lambda pair: _rank(rates.get(pair[0].helper_id), pair[1]))[:size]
    times = next_starts([service for service, _km in ranked], at=at)
    return [_found(service, km, rates, times[service.helper_id], at) for service, km in ranked]


def _services(search: Search, at: datetime) -> list[Service]:
    standing = Certificate.objects.standing(at)
    wanted = Q(helper__in=Helper.objects.bookable(), is_active=True)
    if search.topic:
        wanted &= Q(topic=search.topic)
    if search.mode:
        wanted &= Q(mode=search.mode)
    if search.language:
        wanted &= Q(helper__languages__contains=[search.language])
    if search.most_rappen is not None:
        wanted &= Q(price_rappen__lte=search.most_rappen)
    if search.place:
        wanted &= Q(mode=Mode.REMOTE) | _box(search.place)
    found = (
        Service.objects.filter(wanted)
        .select_related("helper__person", "topic")
        .prefetch_related(Prefetch("helper__certificates", standing.select_related("topic"), to_attr="standing"))
        .order_by("price_rappen", "pk")
    )
    return [service for service in found[:MOST] if _is_certified(service)]


def _is_certified(service: Service) -> bool:
    return any(certificate.topic_id == service.topic_id for certificate in service.helper.standing)  # type: ignore[attr-defined]


def _box(place: Place) -> Q:
    """A square around the place, which an index can answer; the circle is drawn afterwards."""
    high = FARTHEST_KM / KM_PER_DEGREE
    wide = high / cos(radians(place.lat))
    return Q(
        helper__lat__range=(place.lat - high, place.lat + high), helper__lon__range=(place.lon - wide, place.lon + wide)
    )


def _reach(service: Service, place: Place | None) -> float | None:
    """How far the helper is, if they come that far; remote help knows no distance."""
    if place is None:
        return None
    km = distance_km(place.lat, place.lon, service.helper.lat, service.helper.lon)
    return km if service.mode == Mode.REMOTE or km <= service.helper.radius_km else None


def _suits(service: Service, search: Search) -> tuple[bool, int]:
    """Who names a place wants somebody to come; otherwise the cheapest is shown."""
    return bool(search.place) and service.mode == Mode.REMOTE, service.price_rappen


def _rank(rate: Interval | None, km: float | None) -> tuple[float, float]:
    return -(rate.low if rate and rate.is_enough else 0.0), km if km is not None else float("inf")


def _found(service: Service, km: float | None, rates: dict[int, Interval], free: list[datetime], at: datetime) -> Found:
    certificates: list[Certificate] = service.helper.standing  # type: ignore[attr-defined]
    return Found(
        helper=service.helper,
        service=service,
        topics=[certificate.topic for certificate in certificates],
        is_on_probation=any(certificate.status == "probation" for certificate in certificates),
        km=km,
        rate=rates.get(service.helper_id),
        free=free,
    )


def solved_rates(helpers: Iterable[int]) -> dict[int, Interval]:
    """Of the visits each helper made, how many the customers' cases confirm as solved. Silence is not solved."""
    visits = Q(status__in=[Status.REPORTED, Status.CLOSED, Status.IN_CASE], reported_at__isnull=False)
    word_of_customer = Q(outcome__in=[Outcome.CONFIRMED, Outcome.ADJUDICATED], customer_value="solved")
    counted = (
        Booking.objects.filter(visits, helper__in=list(helpers))
        .values("helper_id")
        .annotate(n=Count("pk"), k=Count("pk", filter=word_of_customer & Q(case__resolved=Resolved.CONFIRMED)))
    )
    found = {row["helper_id"]: wilson(row["k"], row["n"]) for row in counted}
    return {helper: rate for helper, rate in found.items() if rate}


def helper_by_slug(slug: str, at: datetime) -> Helper | None:
    """A helper whom customers find, with what they offer and are certified for."""
    standing = Certificate.objects.standing(at).select_related("topic")
    return (
        Helper.objects.bookable()
        .filter(slug=slug)
        .select_related("person")
        .prefetch_related(
            Prefetch("certificates", standing, to_attr="standing"),
            Prefetch(
                "services", Service.objects.filter(is_active=True).select_related("topic", "helper"), to_attr="offers"
            ),
        )
        .first()
    )
