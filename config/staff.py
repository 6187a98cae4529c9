"""What is special about the CMS: its policy of content, its language, and that it is not there for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from common.middleware import Next

PREFIX = "/staff/"
MAY_ENTER = "wagtailadmin.access_admin"
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)


def cms(get_response: Next) -> Next:
    """Below `/staff/`: the looser policy, the person's language (the address has none), 404 for who has no access.

    Wagtail brings inline scripts and styles of its own and frames its previews. Left alone it would send a member
    without access to the log-in, which sends those who are logged in back: a circle.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info.startswith(PREFIX):
            response["Content-Security-Policy"] = POLICY
        return response

    def process_view(request: HttpRequest, *_view: object) -> None:
        if not request.path_info.startswith(PREFIX) or not request.user.is_authenticated:
            return
        if not request.user.has_perm(MAY_ENTER):
            raise Http404
        translation.activate(request.user.language)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
