"""The way to the payment company: over real HTTP, through its real library."""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from marketplace import gateway
from sandbox.stripe_double.server import Double
from tests.double import control, press

AT_ONCE = {"booking": 7, "title": "Internet at home", "email": "reto@example.ch", "language": "de", "is_held": False}


@pytest.fixture(autouse=True)
def at_the_double(settings: Settings, double: Double) -> None:
    settings.STRIPE_API_KEY = "sk_test_gateway"
    settings.STRIPE_API_BASE = double.base


def order(**changes: object) -> gateway.Order:
    expires = datetime.fromtimestamp(int(time.time()), UTC) + timedelta(minutes=31)
    usual: dict[str, object] = {
        **AT_ONCE, "payment": 12, "amount": 6500, "expires_at": expires,
        "success_url": "http://localhost/paid", "cancel_url": "http://localhost/away",
    }  # fmt: skip
    return gateway.Order(**{**usual, **changes})  # type: ignore[arg-type]


def test_a_page_is_opened_once_per_key_and_says_what_was_paid() -> None:
    wanted = order()
    page = gateway.open_pay_page(wanted, key="open_page:12:1")
    assert gateway.open_pay_page(wanted, key="open_page:12:1").id == page.id
    assert (page.status, page.payment, page.amount) == ("open", 12, 6500)
    press(page.url, "card")
    paid = gateway.pay_page(page.id)
    assert paid.money
    assert (paid.status, paid.money.status, paid.money.taken, paid.money.method) == (
        "complete",
        "succeeded",
        6500,
        "card",
    )


def test_a_paid_page_cannot_be_closed_and_says_so() -> None:
    page = gateway.open_pay_page(order(), key="open_page:12:1")
    press(page.url, "twint")
    assert gateway.close_pay_page(page.id).status == "complete"
    other = gateway.open_pay_page(order(payment=13), key="open_page:13:1")
    assert gateway.close_pay_page(other.id).status == "expired"


def test_what_a_card_reserves_is_captured_or_voided() -> None:
    for key, held in (("1", True), ("2", True)):
        page = gateway.open_pay_page(order(is_held=held), key=f"open_page:12:{key}")
        press(page.url, "card")
        money = gateway.pay_page(page.id).money
        assert money
        assert (money.status, money.held) == ("requires_capture", 6500)
        assert money.capture_before
        done = (
            gateway.capture(money.intent, amount=6500, key="capture:12:1")
            if key == "1"
            else gateway.void(money.intent, key="void:12:1")
        )
        assert done.status == ("succeeded" if key == "1" else "canceled")


def test_a_refund_is_made_once_even_after_the_company_forgot_the_key(double: Double) -> None:
    page = gateway.open_pay_page(order(), key="open_page:12:1")
    press(page.url, "card")
    money = gateway.pay_page(page.id).money
    assert money
    first = gateway.refund(money.intent, amount=1000, key="refund:12:1")
    control(double, advance_seconds=3 * 86_400)
    assert gateway.refund(money.intent, amount=1000, key="refund:12:1").id == first.id
    with pytest.raises(gateway.Rejected):
        gateway.refund(money.intent, amount=5501, key="refund:12:2")


def test_a_lost_answer_is_later_and_a_no_is_a_no(double: Double) -> None:
    control(double, fail_next=9)
    with pytest.raises(gateway.Unavailable):
        gateway.pay_page("cs_test_none")
    control(double, fail_next=0)
    with pytest.raises(gateway.Rejected):
        gateway.pay_page("cs_test_none")


def test_nobody_answers_is_later(settings: Settings) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    with pytest.raises(gateway.Unavailable):
        gateway.money("pi_1")


@pytest.mark.parametrize(
    ("base", "demo", "is_safe"),
    [
        ("https://api.stripe.com", False, True),
        ("http://127.0.0.1:1", False, False),
        ("https://api.stripe.com", True, False),
    ],
)
def test_a_live_key_goes_to_the_company_only_and_never_in_a_demo(
    settings: Settings, base: str, *, demo: bool, is_safe: bool
) -> None:
    settings.STRIPE_API_KEY, settings.STRIPE_API_BASE, settings.DEMO = "sk_" + "live_x", base, demo
    if is_safe:
        gateway.ensure_safe()
    else:
        with pytest.raises(gateway.Unsafe):
            gateway.ensure_safe()


def test_no_page_loads_the_library() -> None:
    code = (
        "import sys, django; django.setup(); import config.urls; "
        "sys.exit(any(name.split('.')[0] == 'stripe' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
