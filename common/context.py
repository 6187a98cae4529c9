"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url


def page(request: HttpRequest) -> dict[str, Any]:
    """The brand, the same page in the other languages, and the nonce under the name that htmx' tag reads."""
    return {
        "brand": {"name": settings.BRAND_NAME, "slug": settings.BRAND_SLUG},
        "is_demo": settings.DEMO,
        "languages": [(code, name, translate_url(request.path, code)) for code, name in settings.LANGUAGES],
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "site_url": settings.SITE_URL,
    }
