"""The language of an answer, and which addresses have none in front."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware

WITHOUT_LANGUAGE = ("/api/", "/staff/", "/payments/", "/static/", "/media/", "/healthz", "/readyz")


class Languages(LocaleMiddleware):
    """Django's own, except that what is not found at an address without language is not looked for at one with.

    Django tries `/en/...` for whatever is not found, and since editors may make a page at any address, it would send
    a program that asks for a missing question to a page for people.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave a 404 of these addresses as it is."""
        if response.status_code == 404 and request.path_info.startswith(WITHOUT_LANGUAGE):
            return response
        return super().process_response(request, response)
