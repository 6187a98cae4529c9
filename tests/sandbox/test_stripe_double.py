"""The double against the real client: paying, holding, refunding, and what it must refuse."""

import urllib.error
import urllib.request

import pytest
import stripe

from sandbox.stripe_double.bank import DAY
from sandbox.stripe_double.server import Double
from tests.double import client_for, control, look, press

CHF_90 = 9000


def opened(
    client: stripe.StripeClient, *, rappen: int = CHF_90, held: bool = False, **more: object
) -> stripe.checkout.Session:
    params: dict[str, object] = {
        "mode": "payment",
        "line_items": [
            {"price_data": {"currency": "chf", "unit_amount": rappen, "product_data": {"name": "WLAN"}}, "quantity": 1}
        ],
        "success_url": "http://127.0.0.1:8000/back?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://127.0.0.1:8000/away",
        "payment_intent_data": {"metadata": {"booking": "1"}, "transfer_group": "booking-1"},
        **more,
    }
    if held:
        params["payment_method_options"] = {"card": {"capture_method": "manual"}}
    return client.v1.checkout.sessions.create(params)  # type: ignore[arg-type]


def paid(client: stripe.StripeClient, **how: object) -> stripe.PaymentIntent:
    session = opened(client, **how)  # type: ignore[arg-type]
    assert session.url
    assert press(session.url, "card")[0] == 303
    intent = client.v1.checkout.sessions.retrieve(
        session.id, {"expand": ["payment_intent.latest_charge"]}
    ).payment_intent
    assert isinstance(intent, stripe.PaymentIntent)
    return intent


def onboarded(client: stripe.StripeClient, *, choice: str = "active") -> str:
    account = client.v2.core.accounts.create(
        {
            "contact_email": "helper@example.ch",
            "dashboard": "express",
            "identity": {"country": "ch"},
            "configuration": {
                "recipient": {"capabilities": {"stripe_balance": {"stripe_transfers": {"requested": True}}}}
            },
            "defaults": {"responsibilities": {"fees_collector": "application", "losses_collector": "application"}},
        }
    )
    link = client.v2.core.account_links.create(
        {
            "account": account.id,
            "use_case": {
                "type": "account_onboarding",
                "account_onboarding": {
                    "refresh_url": "http://127.0.0.1:8000/again",
                    "return_url": "http://127.0.0.1:8000/done",
                },
            },
        }
    )
    assert press(link.url, choice) == (303, "http://127.0.0.1:8000/done")
    return account.id


def test_a_card_payment_is_captured_and_sends_people_back(client: stripe.StripeClient) -> None:
    session = opened(client)
    assert session.url
    assert "no real money" in look(session.url)[1].lower()
    status, where = press(session.url, "card")
    assert (status, where) == (303, f"http://127.0.0.1:8000/back?session={session.id}")
    again = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]})
    assert (again.status, again.payment_status) == ("complete", "paid")
    intent = again.payment_intent
    assert isinstance(intent, stripe.PaymentIntent)
    assert (intent.status, intent.amount_received) == ("succeeded", CHF_90)
    assert intent.metadata["booking"] == "1"


def test_a_declined_card_leaves_the_page_open_and_another_card_works(client: stripe.StripeClient) -> None:
    session = opened(client)
    assert session.url
    status, page = press(session.url, "declined")
    assert status == 402
    assert "Your card was declined." in page
    assert press(session.url, "card")[0] == 303


@pytest.mark.parametrize(("answer", "status"), [("3ds-ok", 303), ("3ds-fail", 402)])
def test_the_bank_asks_back(client: stripe.StripeClient, answer: str, status: int) -> None:
    session = opened(client)
    assert session.url
    assert "Your bank asks" in press(session.url, "3ds")[1]
    assert press(session.url, answer)[0] == status


def test_twint_pays_at_once_and_a_cancelled_one_takes_nothing(client: stripe.StripeClient) -> None:
    session = opened(client, held=True)
    assert session.url
    assert press(session.url, "twint-cancel")[0] == 402
    assert press(session.url, "twint")[0] == 303
    done = client.v1.checkout.sessions.retrieve(session.id)
    assert done.payment_status == "paid", "a hold is asked of cards only; TWINT cannot be held"


def test_twint_cannot_be_held_nor_take_more_than_5000_francs(client: stripe.StripeClient) -> None:
    both = ["card", "twint"]
    with pytest.raises(stripe.InvalidRequestError, match="manual capture"):
        opened(client, payment_intent_data={"capture_method": "manual"}, allowed_payment_method_types=both)
    with pytest.raises(stripe.InvalidRequestError, match="CHF 5000"):
        opened(client, rappen=500_001, allowed_payment_method_types=both)
    assert opened(client, rappen=500_001).payment_method_types == ["card"]


def test_a_hold_is_captured_in_part_and_only_once(client: stripe.StripeClient) -> None:
    intent = paid(client, held=True)
    assert (intent.status, intent.amount_capturable) == ("requires_capture", CHF_90)
    with pytest.raises(stripe.InvalidRequestError, match="greater than the capturable"):
        client.v1.payment_intents.capture(intent.id, {"amount_to_capture": CHF_90 + 1})
    captured = client.v1.payment_intents.capture(intent.id, {"amount_to_capture": 5000})
    assert captured.amount_received == 5000
    with pytest.raises(stripe.InvalidRequestError, match="status of succeeded"):
        client.v1.payment_intents.capture(intent.id)


def test_a_hold_runs_out_after_seven_days(client: stripe.StripeClient, double: Double) -> None:
    intent = paid(client, held=True)
    charge = intent.latest_charge
    assert isinstance(charge, stripe.Charge)
    details = charge.payment_method_details
    assert details
    assert details.card
    assert details.card.capture_before
    assert details.card.capture_before - charge.created == 7 * DAY
    control(double, advance_seconds=7 * DAY)
    assert client.v1.payment_intents.retrieve(intent.id).status == "canceled"


def test_an_open_page_expires_and_says_so(client: stripe.StripeClient, double: Double) -> None:
    session = opened(client)
    assert session.url
    control(double, advance_seconds=DAY + 1)
    assert look(session.url)[0] == 410
    assert client.v1.checkout.sessions.retrieve(session.id).status == "expired"
    with pytest.raises(stripe.InvalidRequestError, match="can be expired"):
        client.v1.checkout.sessions.expire(session.id)


def test_refunds_never_exceed_what_was_captured(client: stripe.StripeClient) -> None:
    intent = paid(client)
    client.v1.refunds.create({"payment_intent": intent.id, "amount": 4000})
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
        client.v1.refunds.create({"payment_intent": intent.id, "amount": 5001})
    client.v1.refunds.create({"payment_intent": intent.id})
    assert sum(row.amount for row in client.v1.refunds.list({"payment_intent": intent.id}).data) == CHF_90
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.refunds.create({"payment_intent": intent.id})


def test_a_hold_cannot_be_refunded(client: stripe.StripeClient) -> None:
    intent = paid(client, held=True)
    with pytest.raises(stripe.InvalidRequestError, match="not captured"):
        client.v1.refunds.create({"payment_intent": intent.id})


def transfer(client: stripe.StripeClient, account: str, amount: int, **more: str) -> stripe.Transfer:
    given = {"amount": amount, "currency": "chf", "destination": account, "transfer_group": "booking-1", **more}
    return client.v1.transfers.create(given)  # type: ignore[arg-type]


def test_a_transfer_needs_an_able_account_and_the_money(client: stripe.StripeClient, double: Double) -> None:
    intent = paid(client)
    charge = intent.latest_charge
    assert isinstance(charge, stripe.Charge)
    unfinished = onboarded(client, choice="leave")
    with pytest.raises(stripe.InvalidRequestError, match="capability"):
        transfer(client, unfinished, 7200, source_transaction=charge.id)
    able = onboarded(client)
    with pytest.raises(stripe.InvalidRequestError, match="insufficient funds"):
        transfer(client, able, 7200)
    assert transfer(client, able, 7200, source_transaction=charge.id).amount == 7200
    with pytest.raises(stripe.InvalidRequestError, match="exceeds"):
        transfer(client, able, 1801, source_transaction=charge.id)
    assert [row.amount for row in client.v1.transfers.list({"transfer_group": "booking-1"}).data] == [7200]


def test_a_reversal_needs_the_money_to_be_still_there(client: stripe.StripeClient, double: Double) -> None:
    charge = paid(client).latest_charge
    assert isinstance(charge, stripe.Charge)
    account = onboarded(client)
    sent = transfer(client, account, 7200, source_transaction=charge.id)
    assert client.v1.transfers.reversals.create(sent.id, {"amount": 200}).amount == 200
    control(double, advance_seconds=3 * DAY)
    control(double, pay_out=account)
    with pytest.raises(stripe.InvalidRequestError, match="Insufficient funds"):
        client.v1.transfers.reversals.create(sent.id, {"amount": 7000})


def test_the_account_says_whether_it_can_be_paid(client: stripe.StripeClient) -> None:
    key = onboarded(client, choice="restricted")
    account = client.v2.core.accounts.retrieve(key, {"include": ["configuration.recipient"]})
    assert account.configuration
    assert account.configuration.recipient
    capabilities = account.configuration.recipient.capabilities
    assert capabilities
    assert capabilities.stripe_balance
    assert capabilities.stripe_balance.stripe_transfers
    assert capabilities.stripe_balance.stripe_transfers.status == "restricted"


def test_the_balance_knows_what_is_on_the_way(client: stripe.StripeClient, double: Double) -> None:
    paid(client)
    net = CHF_90 - 261 - 30
    assert client.v1.balance.retrieve().pending[0].amount == net
    control(double, advance_seconds=3 * DAY)
    assert client.v1.balance.retrieve().available[0].amount == net


def test_a_live_key_and_no_key_are_refused(double: Double) -> None:
    live = stripe.StripeClient("sk_" + "live_x", base_addresses={"api": double.base}, max_network_retries=0)
    with pytest.raises(stripe.AuthenticationError, match="live keys are refused"):
        live.v1.balance.retrieve()


def test_an_unknown_field_is_refused_at_any_depth(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="unknown parameter: colour"):
        opened(client, colour="red")
    with pytest.raises(stripe.InvalidRequestError, match=r"payment_intent_data\[colour\]"):
        opened(client, payment_intent_data={"colour": "red"})
    with pytest.raises(stripe.InvalidRequestError, match="payment_method_types"):
        opened(client, payment_method_types=["card"])  # gone from this version of the API


def test_the_same_key_gives_the_same_object_and_other_parameters_an_error(client: stripe.StripeClient) -> None:
    intent = paid(client)
    ask = {"payment_intent": intent.id, "amount": 100}
    options: stripe.RequestOptions = {"idempotency_key": "refund:1:1"}
    first = client.v1.refunds.create(ask, options)  # type: ignore[arg-type]
    assert client.v1.refunds.create(ask, options).id == first.id  # type: ignore[arg-type]
    with pytest.raises(stripe.IdempotencyError):
        client.v1.refunds.create({**ask, "amount": 200}, options)  # type: ignore[arg-type]
    assert len(client.v1.refunds.list({"payment_intent": intent.id}).data) == 1


def test_a_refusal_is_replayed_for_a_day_under_its_key(client: stripe.StripeClient, double: Double) -> None:
    charge = paid(client).latest_charge
    assert isinstance(charge, stripe.Charge)
    account = onboarded(client, choice="leave")
    given = {"amount": 100, "currency": "chf", "destination": account, "source_transaction": charge.id}
    options: stripe.RequestOptions = {"idempotency_key": "release:1:1"}
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError, match="capability"):
            client.v1.transfers.create(given, options)  # type: ignore[arg-type]
        control(double, account=account, capability="active")
    control(double, advance_seconds=DAY + 1)
    assert client.v1.transfers.create(given, options).amount == 100  # type: ignore[arg-type]


def test_a_lost_answer_is_asked_for_again_and_done_once(client: stripe.StripeClient, double: Double) -> None:
    intent = paid(client)
    control(double, lose_next=1, only_path="/v1/refunds")
    refund = client.v1.refunds.create({"payment_intent": intent.id, "amount": 100})
    assert [row.id for row in client.v1.refunds.list({"payment_intent": intent.id}).data] == [refund.id]


def test_an_error_of_the_server_is_tried_again(client: stripe.StripeClient, double: Double) -> None:
    control(double, fail_next=1)
    assert client.v1.balance.retrieve().object == "balance"
    control(double, fail_next=1)
    with pytest.raises(stripe.APIError):
        client_for(double.base, retries=0).v1.balance.retrieve()


def test_lists_turn_pages(client: stripe.StripeClient) -> None:
    intent = paid(client)
    made = [client.v1.refunds.create({"payment_intent": intent.id, "amount": 10}).id for _ in range(5)]
    page = client.v1.refunds.list({"payment_intent": intent.id, "limit": 2})
    assert page.has_more
    assert [row.id for row in page.auto_paging_iter()] == made[::-1]


def test_the_control_page_shows_the_switches_and_strangers_hosts_are_refused(double: Double) -> None:
    status, page = look(f"{double.base}/control")
    assert status == 200
    assert "fail_next" in page
    request = urllib.request.Request(f"{double.base}/control", headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError, match="421"):
        urllib.request.urlopen(request, timeout=5)
    assert look(f"{double.base}/nothing")[0] == 404
