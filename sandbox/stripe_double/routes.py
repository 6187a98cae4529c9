"""The addresses of the API that the double knows, with the fields the real library allows for each."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import stripe.params as v1
import stripe.params.v2.core as v2
from stripe.params import checkout

from . import accounts, intents, lists, money, refunds, sessions, transfers
from .bank import Bank
from .store import Json

Handler = Callable[..., Json]


@dataclass(frozen=True)
class Route:
    """One address: `handle(bank, given, *ids)`, its legal fields."""

    method: str
    pattern: re.Pattern[str]
    shape: type
    handle: Handler


def _route(method: str, path: str, shape: type, handle: Handler) -> Route:
    return Route(method, re.compile("^" + path.replace("{}", "([^/]+)") + "$"), shape, handle)


def _balance(bank: Bank, given: Json) -> Json:
    return money.balance(bank)


def _charge(bank: Bank, given: Json, key: str) -> Json:
    return bank.store.get("charge", key)


def _event(bank: Bank, given: Json, key: str) -> Json:
    return bank.store.get("event", key)


def _thin_event(bank: Bank, given: Json, key: str) -> Json:
    return bank.store.get("v2.core.event", key)


ROUTES = [
    _route("POST", "/v2/core/accounts", v2.AccountCreateParams, accounts.create),
    _route("GET", "/v2/core/accounts/{}", v2.AccountRetrieveParams, accounts.retrieve),
    _route("POST", "/v2/core/account_links", v2.AccountLinkCreateParams, accounts.link),
    _route("GET", "/v2/core/events/{}", v2.EventRetrieveParams, _thin_event),
    _route("POST", "/v1/checkout/sessions", checkout.SessionCreateParams, sessions.create),
    _route(
        "GET",
        "/v1/checkout/sessions",
        checkout.SessionListParams,
        lists.of("checkout.session"),
    ),
    _route(
        "GET",
        "/v1/checkout/sessions/{}",
        checkout.SessionRetrieveParams,
        sessions.retrieve,
    ),
    _route(
        "POST",
        "/v1/checkout/sessions/{}/expire",
        checkout.SessionExpireParams,
        sessions.expire,
    ),
    _route(
        "GET",
        "/v1/payment_intents",
        v1.PaymentIntentListParams,
        lists.of("payment_intent"),
    ),
    _route(
        "GET",
        "/v1/payment_intents/{}",
        v1.PaymentIntentRetrieveParams,
        intents.retrieve,
    ),
    _route(
        "POST",
        "/v1/payment_intents/{}/capture",
        v1.PaymentIntentCaptureParams,
        intents.capture,
    ),
    _route(
        "POST",
        "/v1/payment_intents/{}/cancel",
        v1.PaymentIntentCancelParams,
        intents.cancel,
    ),
    _route("GET", "/v1/charges/{}", v1.ChargeRetrieveParams, _charge),
    _route("POST", "/v1/refunds", v1.RefundCreateParams, refunds.create),
    _route("GET", "/v1/refunds", v1.RefundListParams, lists.of("refund")),
    _route("GET", "/v1/refunds/{}", v1.RefundRetrieveParams, refunds.retrieve),
    _route("POST", "/v1/transfers", v1.TransferCreateParams, transfers.create),
    _route("GET", "/v1/transfers", v1.TransferListParams, lists.of("transfer")),
    _route("GET", "/v1/transfers/{}", v1.TransferRetrieveParams, transfers.retrieve),
    _route(
        "POST",
        "/v1/transfers/{}/reversals",
        v1.TransferReversalCreateParams,
        transfers.reverse,
    ),
    _route("GET", "/v1/events", v1.EventListParams, lists.events),
    _route("GET", "/v1/events/{}", v1.EventRetrieveParams, _event),
    _route("GET", "/v1/balance", v1.BalanceRetrieveParams, _balance),
    _route(
        "GET",
        "/v1/balance_transactions",
        v1.BalanceTransactionListParams,
        lists.of("balance_transaction"),
    ),
]
