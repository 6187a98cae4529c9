"""Events of the double: signed, retried, and still there after kill -9."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import stripe

from sandbox.stripe_double.server import Double
from tests.double import SECRET, Mailbox, client_for, control, press
from tests.sandbox.test_stripe_double import onboarded, opened, paid

PAID = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]


def test_the_real_library_accepts_the_signature_and_no_other(client: stripe.StripeClient, mailbox: Mailbox) -> None:
    paid(client)
    assert mailbox.wait_for(4) == PAID
    body, header = mailbox.letters[0]
    assert stripe.Webhook.construct_event(body, header, SECRET).type == "payment_intent.created"
    for forged, secret in ((body.replace("9000", "1"), SECRET), (body, "whsec_other")):
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.Webhook.construct_event(forged, header, secret)


def test_events_are_tried_again_until_they_are_taken(client: stripe.StripeClient, mailbox: Mailbox) -> None:
    mailbox.status = 500
    paid(client)
    mailbox.wait_for(4)
    mailbox.status = 200
    taken = mailbox.wait_for(8)
    assert sorted(taken) == sorted(PAID * 2)


def test_events_are_dropped_doubled_and_delayed_on_request(
    client: stripe.StripeClient, double: Double, mailbox: Mailbox
) -> None:
    control(double, drop_next=4)
    paid(client)
    assert mailbox.wait_for(1, seconds=0.4) == []
    assert len(client.v1.events.list().data) == 4, "a lost delivery is still in the list of events"
    control(double, is_duplicating=1)
    paid(client)
    assert len(mailbox.wait_for(8)) == 8
    assert len({json.loads(body)["id"] for body, _ in mailbox.letters}) == 4
    control(double, is_duplicating=0, delay_seconds=60)
    paid(client)
    assert len(mailbox.wait_for(9, seconds=0.4)) == 8


def test_events_come_out_of_order_on_request(client: stripe.StripeClient, double: Double, mailbox: Mailbox) -> None:
    control(double, is_reordering=1, delay_seconds=0.5)
    paid(client)
    assert mailbox.wait_for(4) == PAID[::-1]


def test_events_are_listed_by_type_and_time(client: stripe.StripeClient) -> None:
    paid(client)
    listed = client.v1.events.list({"types": ["payment_intent.succeeded"], "created": {"gte": int(time.time()) - 60}})
    assert [event.type for event in listed.data] == ["payment_intent.succeeded"]
    assert client.v1.events.list({"created": {"gte": int(time.time()) + 60}}).data == []


def test_the_onboarding_is_told_by_a_thin_event(client: stripe.StripeClient, mailbox: Mailbox) -> None:
    account = onboarded(client)
    mailbox.wait_for(2)
    body, header = mailbox.letters[1]
    with pytest.raises(ValueError, match="thin"):
        stripe.Webhook.construct_event(body, header, SECRET)
    note = client.parse_event_notification(body, header, SECRET)
    assert note.type == "v2.core.account[configuration.recipient].capability_status_updated"
    assert json.loads(body)["related_object"]["id"] == account


def start(port: int, data: Path, webhook: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "sandbox.stripe_double", "--port", str(port), "--data", str(data)]
    process = subprocess.Popen([*command, "--webhook-url", webhook, "--webhook-secret", SECRET])
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process
        time.sleep(0.1)
    process.kill()
    raise AssertionError("the double did not start")


def test_kill_nine_loses_neither_money_nor_events(tmp_path: Path, mailbox: Mailbox) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    mailbox.status = 503
    first = start(port, tmp_path / "stripe.sqlite3", mailbox.url)
    client = client_for(f"http://127.0.0.1:{port}")
    session = opened(client)
    assert session.url
    press(session.url, "card")
    os.kill(first.pid, signal.SIGKILL)
    first.wait(5)
    mailbox.status = 200
    mailbox.letters.clear()
    second = start(port, tmp_path / "stripe.sqlite3", mailbox.url)
    try:
        assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"
        assert sorted(mailbox.wait_for(4, seconds=8)) == sorted(PAID)
    finally:
        second.terminate()
        assert second.wait(10) == 0
