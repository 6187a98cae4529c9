"""The request as views see it."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails


class GuestRequest(HttpRequest):
    """A request of somebody who may be a guest."""

    htmx: HtmxDetails


class Request(GuestRequest):
    """A request of somebody who is signed in. `user` is an `accounts.models.User`; this room names no other."""

    if TYPE_CHECKING:
        user: Any


def safe_next(request: HttpRequest, default: str) -> str:
    """The page that `next` names, when it is one of ours; else `default`."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if allowed else default
