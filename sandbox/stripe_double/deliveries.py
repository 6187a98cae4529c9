"""Sending events to the product: signed, retried with back-off, kept in the store so a restart goes on."""

import json
import logging
import threading
import time
import urllib.request

from stripe import WebhookSignature

from .bank import Bank
from .store import Json

logger = logging.getLogger(__name__)
FIRST_WAIT, LONGEST_WAIT, GIVE_UP_AFTER = 0.5, 3600.0, 40
BATCH = 20
TIMEOUT = 10.0  # seconds the product has to answer


class Postman(threading.Thread):
    """One thread that takes due deliveries in order and posts them."""

    def __init__(self, bank: Bank, url: str, secret: str) -> None:
        super().__init__(name="stripe-double-postman", daemon=True)
        self.bank, self.url, self.secret = bank, url, secret
        self._stop_asked = threading.Event()

    def run(self) -> None:
        """Until stopped: what is due, then a short rest."""
        while not self._stop_asked.is_set():
            if not self.deliver_due():
                self._stop_asked.wait(0.1)

    def stop(self) -> None:
        """Ask the thread to end after the delivery at hand."""
        self._stop_asked.set()

    def deliver_due(self) -> int:
        """Try every due delivery once; returns how many were tried."""
        direction = -1 if self.bank.faults().is_reordering else 1
        rows = self.bank.store.query(
            "SELECT seq, event, tries FROM delivery WHERE state = 'waiting' AND due <= ? ORDER BY seq * ? LIMIT ?",
            time.time(),
            direction,
            BATCH,
        )
        for seq, event_id, tries in rows:
            if self._stop_asked.is_set():
                break
            self._try(seq, event_id, tries)
        return len(rows)

    def _try(self, seq: int, event_id: str, tries: int) -> None:
        event = self.bank.store.any_kind(event_id) or {}
        said = post(self.url, self.secret, event)
        is_done = said.startswith("2")
        state = "done" if is_done else "given up" if tries + 1 >= GIVE_UP_AFTER else "waiting"
        wait = min(FIRST_WAIT * 2**tries, LONGEST_WAIT)
        with self.bank.store.work():
            self.bank.store.query(
                "UPDATE delivery SET tries = tries + 1, state = ?, due = ?, said = ? WHERE seq = ?",
                state,
                time.time() + wait,
                said,
                seq,
            )
        if not is_done:
            logger.info("event %s not taken (%s), next try in %.1f s", event_id, said, wait)


def post(url: str, secret: str, event: Json) -> str:
    """Send one event as Stripe does; returns the status, or what went wrong."""
    body = json.dumps(event, indent=2)
    request = urllib.request.Request(
        url,
        data=body.encode(),
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": WebhookSignature.generate_signature_header(body, secret),
            "User-Agent": "Stripe/1.0 (double)",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return str(answer.status)
    except urllib.error.HTTPError as error:
        return str(error.code)
    except OSError as error:
        return type(error).__name__
