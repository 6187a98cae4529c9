"""Mails of the log-in that the mail server did not take at once."""

from django.core.mail import EmailMultiAlternatives

from common import jobs


@jobs.task(queue="mail")
def send_again(to: list[str], subject: str, text: str, html: str) -> None:
    """Send it; tried again with growing pauses. A code in it may have run out by then, and asking for one is free."""
    message = EmailMultiAlternatives(subject, text, to=to)
    if html:
        message.attach_alternative(html, "text/html")
    message.send()
