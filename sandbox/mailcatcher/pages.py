"""The page that shows caught mails: a list beside one mail, its text and its HTML as a mail program would show it."""

import json
import re
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from sandbox.mailcatcher.box import Box, Mail

HERE = Path(__file__).parent
PAGE = Template((HERE / "page.html").read_text())
SHOWN = 200
LINK = re.compile(r"https?://[^\s<>\"']+")
# The mail's own HTML: its styles and pictures inside itself, no script, nothing fetched; links open a new tab.
BOXED = "sandbox allow-popups allow-popups-to-escape-sandbox"
OF_A_MAIL = f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; {BOXED}"
OF_THE_PAGE = "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'"


class Server(ThreadingHTTPServer):
    """Serves the pages of one box."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], box: Box) -> None:
        self.box = box
        super().__init__(address, Pages)


class Pages(BaseHTTPRequestHandler):
    """`/` and `/NAME` show mails, `/NAME/html` and `/NAME/source` one part, `/mails.json` serves programs."""

    server: Server

    def do_GET(self) -> None:
        """Answer one address."""
        match urlsplit(self.path).path.strip("/").split("/"):
            case [""]:
                self._page(next(iter(self.server.box.names()), ""))
            case ["page.css"]:
                self._send("text/css", (HERE / "page.css").read_bytes())
            case ["mails.json"]:
                mails = map(self.server.box.mail, self.server.box.names())
                self._send("application/json", json.dumps([mail.summary for mail in mails if mail]).encode())
            case [name]:
                self._page(name)
            case [name, part]:
                self._part(name, part)
            case _:
                self.send_error(404)

    def _page(self, name: str) -> None:
        mail = self.server.box.mail(name)
        if name and mail is None:
            self.send_error(404, "There is no such mail")
            return
        names = self.server.box.names()
        rows = "".join(_row(other, name) for other in map(self.server.box.mail, names[:SHOWN]) if other)
        shown = _shown(mail) if mail else "<p class=quiet>No mail has been sent yet. Reload when one was.</p>"
        title = escape(mail.subject) if mail else "Mails"
        page = PAGE.substitute(title=title, count=len(names), rows=rows, mail=shown)
        self._send("text/html; charset=utf-8", page.encode())

    def _part(self, name: str, part: str) -> None:
        mail = self.server.box.mail(name)
        if mail is None or part not in {"html", "source"}:
            self.send_error(404, "There is no such mail")
        elif part == "html":
            page = f'<base target="_blank">{mail.html}'
            self._send("text/html; charset=utf-8", page.encode(), policy=OF_A_MAIL)
        else:
            self._send("text/plain; charset=utf-8", mail.source)

    def _send(self, kind: str, content: bytes, *, policy: str = OF_THE_PAGE) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)


def _row(mail: Mail, current: str) -> str:
    mark = ' aria-current="page"' if mail.name == current else ""
    when = f"{mail.sent_at:%d.%m. %H:%M:%S}" if mail.sent_at else ""
    return (
        f'<li><a href="/{mail.name}"{mark}><strong>{escape(mail.subject)}</strong>'
        f"<span>{escape(mail.recipients)}</span><time>{when}</time></a></li>"
    )


def _shown(mail: Mail) -> str:
    headers = "".join(
        f"<tr><th scope=row>{escape(key)}</th><td>{escape(value)}</td></tr>" for key, value in mail.headers
    )
    frame = (
        f'<iframe title="HTML part" src="/{mail.name}/html"></iframe>'
        if mail.html
        else "<p class=quiet>It has none.</p>"
    )
    return (
        f"<h1>{escape(mail.subject)}</h1>"
        f"<p class=quiet>From {escape(mail.sender)}<br>To {escape(mail.recipients)}</p>"
        f"<h2>HTML</h2>{frame}"
        f"<h2>Text</h2><pre>{_linked(mail.text)}</pre>"
        f"<details><summary>Headers</summary><table>{headers}</table></details>"
        f'<p><a href="/{mail.name}/source">Source</a></p>'
    )


def _linked(text: str) -> str:
    parts, end = [], 0
    for found in LINK.finditer(text):
        address = escape(found.group())
        parts += [
            escape(text[end : found.start()]),
            f'<a href="{address}" target="_blank" rel="noopener">{address}</a>',
        ]
        end = found.end()
    return "".join(parts) + escape(text[end:])
