"""Where allauth asks how this house does it."""

from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from accounts.flows import mailing
from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Names are shown as people wrote them, and the language of the page becomes the language of their mail."""

    def save_user(self, request: HttpRequest, user: User, form: Any, *args: Any, **kwargs: Any) -> User:
        """Take name and language with the first save, so that no account exists without them."""
        user.name = form.cleaned_data.get("name") or form.cleaned_data["email"].partition("@")[0]
        saved: User = super().save_user(request, user, form, *args, **kwargs)
        return saved

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send at once, for somebody waits for a code; when the mail server takes nothing, the worker tries again.

        Mails of the log-in get what all our mails have: the brand, and the person where there is one.
        """
        words = {"brand": settings.BRAND_NAME, "person": context.get("user"), "email": email, **context}
        message = self.render_mail(template_prefix, email, words)
        try:
            message.send()
        except (OSError, SMTPException):
            html = next((str(body) for body, kind in message.alternatives if kind == "text/html"), "")
            mailing.send_again.enqueue(message.to, message.subject, message.body, html)
