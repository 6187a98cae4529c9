"""Start it: python -m sandbox.mailcatcher --smtp 8003 --page 8001 --folder var/mail"""

import argparse
import signal
import sys
import threading
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from sandbox.mailcatcher.box import Box
from sandbox.mailcatcher.pages import Server
from sandbox.trouble import told

HOST = "127.0.0.1"


class Catcher:
    """Takes every mail there is."""

    def __init__(self, box: Box) -> None:
        self.box = box

    async def handle_DATA(  # noqa: N802 (aiosmtpd calls it by this name)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep the mail before saying that it was taken."""
        recipients = ", ".join(envelope.rcpt_tos)
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        self.box.add(f"X-Envelope-To: {recipients}\r\n".encode() + content)
        return "250 Kept"


def main() -> int:
    """Serve until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="sandbox.mailcatcher", description=__doc__)
    parser.add_argument("--smtp", type=int, required=True)
    parser.add_argument("--page", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    asked = parser.parse_args()
    over = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: over.set())
    box = Box(asked.folder)
    mail = Controller(Catcher(box), hostname=HOST, port=asked.smtp, data_size_limit=25_000_000)
    mail.start()
    page = Server((HOST, asked.page), box)
    threading.Thread(target=page.serve_forever, daemon=True).start()
    over.wait()
    page.shutdown()
    mail.stop()
    return 0


if __name__ == "__main__":
    sys.exit(told(main))
