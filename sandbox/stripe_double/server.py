"""HTTP around the double: API, hosted pages, control page; loopback only."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from . import api, control, hosted
from .bank import Bank
from .deliveries import Postman
from .fields import parse_form
from .store import Json, Store, new_id

HOST = "127.0.0.1"
MOST_BYTES = 1_000_000
LOCAL = ("127.0.0.1", "localhost")


class Double:
    """A running double: `with Double(data=…, webhook_url=…, secret=…) as double: double.base`."""

    def __init__(
        self,
        *,
        data: Path,
        port: int = 0,
        webhook_url: str = "",
        secret: str = "",
        public: str = "",
    ) -> None:
        self.bank = Bank(Store(data))
        self._http = ThreadingHTTPServer((HOST, port), _Handler)
        self._http.daemon_threads = True
        self._http.double = self  # type: ignore[attr-defined]
        self.base = f"http://{HOST}:{self._http.server_address[1]}"
        self.bank.base = public or self.base
        self.postman = Postman(self.bank, webhook_url, secret) if webhook_url else None
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        if self.postman:
            self.postman.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        if self.postman:
            self.postman.stop()
            self.postman.join(15)
        self.bank.store.close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "StripeDouble"

    @property
    def double(self) -> Double:
        found: Double = self.server.double  # type: ignore[attr-defined]
        return found

    def do_GET(self) -> None:
        self._handle("GET")

    def do_POST(self) -> None:
        self._handle("POST")

    def _handle(self, method: str) -> None:
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), MOST_BYTES)).decode()
        # A web page elsewhere must not reach this port under its own name (DNS rebinding).
        if (self.headers.get("Host") or "").rsplit(":", 1)[0] not in (
            *LOCAL,
            self._public_host(),
        ):
            return self._send(421, "text/plain", "wrong host")
        address = urlsplit(self.path)
        if address.path.startswith(("/v1/", "/v2/")):
            return self._api(method, address.path, address.query, body)
        form = dict(parse_qsl(body, keep_blank_values=True))
        if address.path == "/control":
            if method == "POST":
                done = control.act(self.double.bank, self.double.postman, form)
                if "json" in (self.headers.get("Accept") or ""):
                    return self._send(200, "application/json", json.dumps(done))
            return self._send(200, "text/html; charset=utf-8", control.shown(self.double.bank))
        shown = hosted.visit(self.double.bank, method, address.path, form)
        return self._send(shown.status, "text/html; charset=utf-8", shown.html, shown.location)

    def _public_host(self) -> str:
        return urlsplit(self.double.bank.base).hostname or HOST

    def _api(self, method: str, path: str, query: str, body: str) -> None:
        given: Json = parse_form(query)
        if body:
            is_json = "json" in (self.headers.get("Content-Type") or "")
            given.update(json.loads(body) if is_json else parse_form(body))
        call = api.Call(
            method=method,
            path=path,
            given=given,
            bearer=(self.headers.get("Authorization") or "").removeprefix("Bearer "),
            idempotency_key=self.headers.get("Idempotency-Key"),
            on_account=self.headers.get("Stripe-Account"),
        )
        try:
            status, said = api.answer(self.double.bank, call)
        except api.Hangup:
            self.close_connection = True
            return
        self._send(status, "application/json", json.dumps(said))

    def _send(self, status: int, kind: str, text: str, location: str | None = None) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Request-Id", new_id("req"))
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Silent: the product's log is the one to read."""
