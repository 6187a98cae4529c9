"""A helper in the form that the components show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import times
from common.intervals import Interval
from common.measures import Measure
from common.money import Rappen, split_fee
from marketplace.models import Certificate, Helper, Service
from marketplace.models.helper import Standing
from marketplace.queries.helpers import FARTHEST_KM, Found
from marketplace.settlement import Policy, free_until
from marketplace.states import Mode

LANGUAGES = dict(settings.LANGUAGES)


def card_of(found: Found, *, question: int | None, at: datetime) -> dict[str, Any]:
    """What `components/helper_card.html` needs."""
    helper = found.helper
    address = reverse("marketplace:helper", args=[helper.slug])
    query = f"?service={found.service.pk}" + (f"&question={question}" if question else "")
    return {
        "name": helper.person.name,
        "url": address + query,
        "known": known_of(helper),
        "standing": standing_of(helper),
        "line": line_of(helper, found.km),
        "price": found.service.price_rappen,
        "per": lasts(found.service),
        "measure": measure_of(helper, found.rate),
        "next": _next(found, at),
    }


def offers_of(helper: Helper) -> list[Service]:
    """What a helper from `helper_by_slug` offers and is certified for, cheapest first."""
    certified = {certificate.topic_id for certificate in _standing(helper)}
    offers: list[Service] = helper.offers  # type: ignore[attr-defined]
    return sorted(
        (each for each in offers if each.topic_id in certified), key=lambda each: (each.price_rappen, each.pk)
    )


def line_of(helper: Helper, km: float | None = None) -> str:
    """Topics, where, languages."""
    topics = ", ".join(certificate.topic.name for certificate in _standing(helper))
    place = helper.town if km is None or km > FARTHEST_KM else f"{km:.1f} km, {helper.town}"
    languages = ", ".join(str(LANGUAGES.get(code, code)) for code in helper.languages)
    return ". ".join(part for part in (topics, place, languages) if part) + "."


def standing_of(helper: Helper) -> str:
    """The words beside the mark."""
    return _("On probation") if _is_on_probation(helper) else _("Certified")


def known_of(helper: Helper) -> dict[str, str]:
    """The mark of a certificate: checked by the house; on probation half of it."""
    if _is_on_probation(helper):
        return {"state": "claimed", "resolved": "claimed", "correct": "unrated"}
    return {"state": "verified", "resolved": "confirmed", "correct": "correct"}


def measure_of(helper: Helper, rate: Interval | None) -> Measure:
    """Of their visits, how many customers confirmed as solved. A visit without a word counts as not confirmed."""
    words: dict[str, Any] = {
        "label": _("solved"),
        "about": helper.person.name,
        "method": _("Visits of which the customer says that they solved it, among all visits."),
        "bias": _("Silence counts as not confirmed, so the true share is rather higher."),
    }
    if rate is None:
        return Measure(n=0, window=_("no visits yet"), **words)
    return Measure.of_shares(k=rate.k, n=rate.n, low=rate.low, high=rate.high, **words)


def lasts(service: Service) -> str:
    """How long the price buys."""
    if service.minutes % 60:
        return _("for %(minutes)s minutes") % {"minutes": service.minutes}
    hours = service.minutes // 60
    return ngettext("for one hour", "for %(hours)s hours", hours) % {"hours": hours}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a customer agrees to."""

    price: Rappen
    helper: Rappen
    fee: Rappen
    call_out: Rappen
    free_until: datetime


def terms_of(service: Service, start: datetime, at: datetime) -> Terms:
    """Price, shares and rules as a booking made now would freeze them."""
    share, fee = split_fee(service.price_rappen, service.price.fee_percent)
    return Terms(
        service.price_rappen, share, fee, service.call_out_rappen, free_until(Policy(), booked_at=at, starts_at=start)
    )


def _next(found: Found, at: datetime) -> dict[str, str] | None:
    if found.next is None:
        return None
    where = _("Next, at your home") if found.service.mode == Mode.ON_SITE else _("Next, remotely")
    return {"where": where, "when": f"{times.day(found.next, now=at)}, {times.hour(found.next)}"}


def _standing(helper: Helper) -> list[Certificate]:
    standing: list[Certificate] = helper.standing  # type: ignore[attr-defined]
    return standing


def _is_on_probation(helper: Helper) -> bool:
    return any(certificate.status == Standing.PROBATION for certificate in _standing(helper))
