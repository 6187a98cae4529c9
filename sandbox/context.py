"""What the pages of the demo know besides: who can log in here."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from sandbox.people import PASSWORD, log_ins


def people(request: HttpRequest) -> dict[str, Any]:
    """The log-ins for the log-in page; looked up only where a template shows them."""
    return {"demo_people": _rows, "demo_password": PASSWORD}


def _rows() -> list[dict[str, str]]:
    language = (get_language() or "en")[:2]
    return [{"name": row.name, "email": row.email, "look": row.look[language]} for row in log_ins()]
