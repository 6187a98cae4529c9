"""Checkout Sessions: one visit to the hosted pay page."""

from . import intents
from .bank import DAY, Bank
from .errors import Refusal
from .fields import needed, whole
from .store import Json, new_id

METHODS = ("card", "twint")
TWINT_LIMIT = 500_000  # Rappen: CHF 5000
SHORTEST, LONGEST = 30 * 60, DAY


def create(bank: Bank, given: Json) -> Json:
    """Open a pay page for CHF. Raises: Refusal for what the real API refuses too."""
    if needed(given, "mode") != "payment":
        raise Refusal("The double knows only mode=payment.", param="mode")
    total = _total(given)
    methods = _methods(given, total)
    session: Json = {
        "id": new_id("cs_test"),
        "object": "checkout.session",
        "amount_subtotal": total,
        "amount_total": total,
        "allowed_payment_method_types": given.get("allowed_payment_method_types"),
        "cancel_url": given.get("cancel_url"),
        "client_reference_id": given.get("client_reference_id"),
        "created": bank.now(),
        "currency": "chf",
        "customer": None,
        "customer_details": None,
        "customer_email": given.get("customer_email"),
        "expires_at": _expiry(bank, given),
        "livemode": False,
        "locale": given.get("locale"),
        "metadata": given.get("metadata") or {},
        "mode": "payment",
        "payment_intent": None,
        "payment_method_options": given.get("payment_method_options") or {},
        "payment_method_types": methods,
        "payment_status": "unpaid",
        "status": "open",
        "success_url": needed(given, "success_url"),
        "ui_mode": "hosted_page",
        "url": None,
        "_intent_data": given.get("payment_intent_data") or {},
        "_title": given["line_items"][0]["price_data"]["product_data"]["name"],
    }
    session["url"] = f"{bank.base}/pay/{session['id']}"
    return bank.store.put(session)


def _total(given: Json) -> int:
    total = 0
    for item in given.get("line_items") or []:
        price = item.get("price_data") or {}
        if price.get("currency") != "chf" or not (price.get("product_data") or {}).get("name"):
            raise Refusal(
                "Each line item needs price_data in chf with a product name.",
                param="line_items",
            )
        total += whole(price, "unit_amount") * whole(item, "quantity", 1)
    if not total:
        raise Refusal(
            "Missing required param: line_items.",
            code="parameter_missing",
            param="line_items",
        )
    return total


def _methods(given: Json, total: int) -> list[str]:
    """TWINT cannot be held and takes CHF 5000 at most; unasked it is left out, asked for it is refused."""
    asked = given.get("allowed_payment_method_types")
    methods = [name for name in asked or METHODS if name not in (given.get("excluded_payment_method_types") or [])]
    unknown = [name for name in methods if name not in METHODS]
    if unknown:
        raise Refusal(
            f"The double has no payment method {unknown[0]}.",
            param="allowed_payment_method_types",
        )
    is_manual = (given.get("payment_intent_data") or {}).get("capture_method") == "manual"
    if "twint" in methods and (is_manual or total > TWINT_LIMIT):
        if asked:
            why = "does not support manual capture" if is_manual else "takes at most CHF 5000"
            raise Refusal(
                f"The payment method type twint {why}.",
                param="allowed_payment_method_types",
            )
        methods.remove("twint")
    return methods


def _expiry(bank: Bank, given: Json) -> int:
    expires = whole(given, "expires_at", bank.now() + LONGEST)
    # A minute of grace for the way here, as clocks differ.
    if not SHORTEST - 60 <= expires - bank.now() <= LONGEST + 60:
        raise Refusal(
            "expires_at must be between 30 minutes and 24 hours from now.",
            param="expires_at",
        )
    return expires


def retrieve(bank: Bank, given: Json, key: str) -> Json:
    """One session."""
    return bank.store.get("checkout.session", key)


def expire(bank: Bank, given: Json, key: str) -> Json:
    """Close the pay page before its time."""
    session = bank.store.get("checkout.session", key)
    if session["status"] != "open":
        raise Refusal('Only Checkout Sessions with a status in ["open"] can be expired.')
    return _close(bank, session)


def lapse(bank: Bank) -> None:
    """Close the pay pages whose time is over; called before every request."""
    for session in bank.store.all("checkout.session", status="open"):
        if session["expires_at"] <= bank.now():
            _close(bank, session)


def _close(bank: Bank, session: Json) -> Json:
    session.update(status="expired", url=None)
    bank.store.put(session)
    bank.tell("checkout.session.expired", session)
    return session


def pay(bank: Bank, key: str, choice: str) -> Json:
    """What a person chose on the pay page: card, declined, 3ds, 3ds-ok, 3ds-fail, twint, twint-cancel."""
    session = retrieve(bank, {}, key)
    if session["status"] != "open":
        raise Refusal("This pay page is closed.", status=410)
    method = "twint" if choice.startswith("twint") else "card"
    if method not in session["payment_method_types"]:
        raise Refusal("This payment method is not offered here.")
    held = session["payment_intent"]
    intent = bank.store.get("payment_intent", held) if held else intents.begin(bank, session)
    session["payment_intent"] = intent["id"]
    failures = {
        "declined": intents.DECLINED,
        "3ds-fail": intents.NOT_AUTHENTICATED,
        "twint-cancel": intents.TWINT_REFUSED,
    }
    if choice == "3ds":
        intents.ask_for_3ds(bank, intent)
    elif choice in failures:
        intents.fail(bank, intent, method, failures[choice])
    else:
        is_held = _is_held(session, method)
        intents.succeed(bank, intent, method, is_held=is_held)
        session.update(status="complete", url=None, payment_status="unpaid" if is_held else "paid")
        bank.tell("checkout.session.completed", session)
    return bank.store.put(session)


def _is_held(session: Json, method: str) -> bool:
    asked = session["payment_method_options"].get(method) or {}
    return "manual" in (
        asked.get("capture_method"),
        session["_intent_data"].get("capture_method"),
    )
