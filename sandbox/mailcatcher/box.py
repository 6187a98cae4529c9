"""The box of caught mails: one `.eml` file each, named so that names sort by time."""

import re
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

NAME = re.compile(r"^\d{19}$")


@dataclass(frozen=True)
class Mail:
    """One caught mail, as its page shows it."""

    name: str
    sender: str
    recipients: str
    subject: str
    sent_at: datetime | None
    text: str
    html: str
    headers: list[tuple[str, str]]
    source: bytes

    @property
    def summary(self) -> dict[str, str]:
        """What a program that looks for a mail wants to know."""
        return {"name": self.name, "to": self.recipients, "subject": self.subject, "text": self.text, "html": self.html}


class Box:
    """The mails in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self._adding = threading.Lock()

    def add(self, content: bytes) -> None:
        """Keep `content`; it is on the disk, whole, when this returns."""
        with self._adding:
            name = f"{time.time_ns():019d}"
            draft = self.folder / f"{name}.new"
            draft.write_bytes(content)
            draft.rename(self.folder / f"{name}.eml")

    def names(self) -> list[str]:
        """All mails, newest first."""
        return sorted((file.stem for file in self.folder.glob("*.eml") if NAME.match(file.stem)), reverse=True)

    def mail(self, name: str) -> Mail | None:
        """The mail called `name`; None when there is none."""
        file = self.folder / f"{name}.eml"
        if not NAME.match(name) or not file.exists():
            return None
        source = file.read_bytes()
        message = message_from_bytes(source, policy=policy.default)
        return Mail(
            name=name,
            sender=str(message["From"] or ""),
            recipients=str(message["X-Envelope-To"] or message["To"] or ""),
            subject=str(message["Subject"] or "").strip(),  # a long one begins on a line of its own
            sent_at=_date(message),
            text=_part(message, "plain"),
            html=_part(message, "html"),
            headers=[(key, str(value)) for key, value in message.items()],
            source=source,
        )


def _date(message: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(str(message["Date"])).astimezone()
    except (TypeError, ValueError):
        return None


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    content = part.get_content()
    return content if isinstance(content, str) else content.decode(errors="replace")
