"""The request as views see it."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class GuestRequest(HttpRequest):
    """A request of somebody who may be a guest."""

    htmx: HtmxDetails


class Request(GuestRequest):
    """A request of somebody who is signed in. `user` is an `accounts.models.User`; this room names no other."""

    if TYPE_CHECKING:
        user: Any
