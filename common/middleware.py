"""Small things that happen around every request."""

import re
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse

from common.errors import NotAllowed
from common.journal import request_id as current_request_id

Next = Callable[[HttpRequest], HttpResponse]

_PLAIN = re.compile(r"[A-Za-z0-9-]{1,36}")


def request_id(get_response: Next) -> Next:
    """Give each request a name that logs, journal and answer share; a proxy's own is kept when it is plain."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        name = given if _PLAIN.fullmatch(given) else str(uuid.uuid4())
        token = current_request_id.set(name)
        try:
            with structlog.contextvars.bound_contextvars(request_id=name):
                response = get_response(request)
        finally:
            current_request_id.reset(token)
        response["X-Request-ID"] = name
        return response

    return middleware


def guests_stay_guests(get_response: Next) -> Next:
    """Without a session cookie nobody looks for a session, so the page of a guest can be stored and shared."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            request.user = AnonymousUser()
        return get_response(request)

    return middleware


def refusals_are_not_found(get_response: Next) -> Next:
    """What somebody may not do does not exist for them; a 403 would say that it does."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(_request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, NotAllowed):
            raise Http404 from exception

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
