"""The Stripe double in a test: a running server, a person at its pay page, and a mailbox for its events."""

import json
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import stripe

from sandbox.stripe_double.server import Double

KEY = "sk_test_double"
SECRET = "whsec_test"


class Mailbox:
    """A product that takes events: bodies and signatures in `letters`, answers with `status`."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, str]] = []
        self.status = 200
        self._changed = threading.Condition()
        box = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                with box._changed:
                    box.letters.append((body, self.headers["Stripe-Signature"]))
                    box._changed.notify_all()
                self.send_response(box.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/"
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()

    def wait_for(self, count: int, seconds: float = 5) -> list[str]:
        """The types of the events that came, once there are `count`."""
        with self._changed:
            self._changed.wait_for(lambda: len(self.letters) >= count, seconds)
            return [json.loads(body)["type"] for body, _ in self.letters]

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


def press(url: str, choice: str) -> tuple[int, str]:
    """What a person does on a hosted page: choose and send; (status, where they are sent or the page)."""
    return _open(urllib.request.Request(url, data=urllib.parse.urlencode({"choice": choice}).encode()))


def look(url: str) -> tuple[int, str]:
    """Open a hosted page."""
    return _open(urllib.request.Request(url))


def control(double: Double, **orders: object) -> dict[str, object]:
    """An order to the control page."""
    data = urllib.parse.urlencode(orders).encode()
    request = urllib.request.Request(f"{double.base}/control", data=data, headers={"Accept": "application/json"})
    with urllib.request.urlopen(request, timeout=5) as answer:
        done: dict[str, object] = json.load(answer)
    return done


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


def _open(request: urllib.request.Request) -> tuple[int, str]:
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers.get("Location") or answer.read().decode()


def client_for(base: str, retries: int = 2) -> stripe.StripeClient:
    """The real client, pointed at the double."""
    return stripe.StripeClient(KEY, base_addresses={"api": base}, max_network_retries=retries)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    yield box
    box.close()


@pytest.fixture
def double(tmp_path: Path, mailbox: Mailbox) -> Iterator[Double]:
    with Double(data=tmp_path / "stripe.sqlite3", webhook_url=mailbox.url, secret=SECRET) as running:
        yield running


@pytest.fixture
def client(double: Double) -> stripe.StripeClient:
    return client_for(double.base)
