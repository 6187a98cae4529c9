"""Where allauth asks how this house does it."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Names are shown as people wrote them, and the language of the page becomes the language of their mail."""

    def save_user(self, request: HttpRequest, user: User, form: Any, *args: Any, **kwargs: Any) -> User:
        """Take name and language with the first save, so that no account exists without them."""
        user.name = form.cleaned_data.get("name") or form.cleaned_data["email"].partition("@")[0]
        saved: User = super().save_user(request, user, form, *args, **kwargs)
        return saved
