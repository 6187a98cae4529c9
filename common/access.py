"""Who may open a page. Every view wears exactly one of these; a test counts them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

View = Callable[..., HttpResponseBase]


def anyone(view: View) -> View:
    """Guests too. What they see is decided by the query, viewer first."""
    return _marked(view, "anyone", view)


def signed_link(view: View) -> View:
    """Whoever holds the link from a mail; the view reads it and nothing else says who they are."""
    return _marked(view, "signed_link", view)


def machine(view: View) -> View:
    """Another machine, which proves itself by a signature that the view checks."""
    return _marked(view, "machine", view)


def signed_in(view: View) -> View:
    """Members; a guest is sent to log in and comes back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_login(request)
        return view(request, *args, **kwargs)

    return _marked(guarded, "signed_in", view)


def with_role(*roles: str) -> Callable[[View], View]:
    """Members with one of `roles`; for every other member the page does not exist."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_login(request)
            if not set(roles) & set(request.user.roles):
                raise Http404
            return view(request, *args, **kwargs)

        return _marked(guarded, "with_role:" + ",".join(sorted(roles)), view)

    return decorate


def _to_login(request: HttpRequest) -> HttpResponse:
    """After a POST there is nothing to come back to but the page it was sent from."""
    came_from = request.get_full_path() if request.method == "GET" else request.META.get("HTTP_REFERER", "/")
    return redirect_to_login(came_from)


def _marked(guarded: View, access: str, view: View) -> View:
    if hasattr(view, "access"):
        raise TypeError(f"{view.__name__} has two access rules")
    guarded.access = access  # type: ignore[attr-defined]
    return guarded
