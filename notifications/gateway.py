"""The only file that speaks to a mail server."""

from dataclasses import dataclass

from django.core.mail import EmailMultiAlternatives


@dataclass(frozen=True)
class Mail:
    """One mail, ready to go. `name` becomes its Message-ID, so that a repeated send is known as the same mail."""

    to: str
    subject: str
    text: str
    html: str
    name: str
    unsubscribe: str = ""


def send(mail: Mail) -> None:
    """Hand the mail to the server. Raises: OSError or smtplib.SMTPException, when it does not take it."""
    headers = {"Message-ID": f"<{mail.name}@mitenand>", "Auto-Submitted": "auto-generated"}
    if mail.unsubscribe:
        # RFC 8058: the mail program itself may unsubscribe by one POST, without opening a page.
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=headers)
    message.attach_alternative(mail.html, "text/html")
    message.send()
