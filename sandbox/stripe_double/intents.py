"""Payment intents: one wish to be paid, from the pay page to captured, cancelled or lapsed."""

from . import charges
from .bank import Bank
from .errors import Refusal
from .fields import whole
from .store import Json, new_id

DECLINED = ("card_declined", "Your card was declined.")
NOT_AUTHENTICATED = (
    "payment_intent_authentication_failure",
    "The provided payment method has failed authentication.",
)
TWINT_REFUSED = (
    "payment_method_provider_decline",
    "The payment was cancelled in the TWINT app.",
)
CANCELABLE = {
    "requires_payment_method",
    "requires_confirmation",
    "requires_action",
    "requires_capture",
}


def begin(bank: Bank, session: Json) -> Json:
    """The intent of a Checkout Session, made when the first payment is tried."""
    asked: Json = session["_intent_data"]
    intent: Json = {
        "id": new_id("pi"),
        "object": "payment_intent",
        "amount": session["amount_total"],
        "amount_capturable": 0,
        "amount_received": 0,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": "automatic_async",
        "client_secret": None,
        "confirmation_method": "automatic",
        "created": bank.now(),
        "currency": session["currency"],
        "customer": None,
        "description": asked.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": asked.get("metadata") or {},
        "next_action": None,
        "payment_method": None,
        "payment_method_options": session["payment_method_options"],
        "payment_method_types": session["payment_method_types"],
        "status": "requires_payment_method",
        "transfer_group": asked.get("transfer_group"),
    }
    bank.store.put(intent)
    bank.tell("payment_intent.created", intent)
    return intent


def ask_for_3ds(bank: Bank, intent: Json) -> None:
    """The bank wants to see the card holder first."""
    intent.update(status="requires_action", next_action={"type": "use_stripe_sdk"})
    bank.store.put(intent)
    bank.tell("payment_intent.requires_action", intent)


def fail(bank: Bank, intent: Json, method: str, failure: tuple[str, str]) -> None:
    """A declined try; the same intent may be tried again."""
    charge = charges.attempt(bank, intent, method, failure=failure)
    intent.update(
        status="requires_payment_method",
        next_action=None,
        latest_charge=charge["id"],
        last_payment_error={
            "code": failure[0],
            "message": failure[1],
            "type": "card_error",
        },
    )
    bank.store.put(intent)
    bank.tell("payment_intent.payment_failed", intent)


def succeed(bank: Bank, intent: Json, method: str, *, is_held: bool) -> None:
    """Paid, or held on the card when the session asked for manual capture."""
    intent.update(
        capture_method="manual" if is_held else "automatic_async",
        payment_method=new_id("pm"),
        next_action=None,
        last_payment_error=None,
    )
    charge = charges.attempt(bank, intent, method)
    intent["latest_charge"] = charge["id"]
    if is_held:
        intent.update(status="requires_capture", amount_capturable=intent["amount"])
        bank.store.put(intent)
        bank.tell("payment_intent.amount_capturable_updated", intent)
    else:
        intent.update(status="succeeded", amount_received=intent["amount"])
        bank.store.put(intent)
        bank.tell("payment_intent.succeeded", intent)


def capture(bank: Bank, given: Json, key: str) -> Json:
    """Take at most what is held, before the hold runs out."""
    intent = bank.store.get("payment_intent", key)
    _ensure(intent, {"requires_capture"}, "captured")
    amount = whole(given, "amount_to_capture", intent["amount_capturable"])
    if amount > intent["amount_capturable"]:
        raise Refusal(
            f"The payment intent's capture amount ({amount}) is greater than the capturable amount "
            f"({intent['amount_capturable']}).",
            code="amount_too_large",
            param="amount_to_capture",
        )
    charge = bank.store.get("charge", intent["latest_charge"])
    if bank.now() >= (charges.capture_before(charge) or 0):
        raise Refusal("The hold has run out.", code="charge_expired_for_capture")
    charge = charges.capture(bank, charge, amount)
    bank.tell("charge.captured", charge)
    intent.update(status="succeeded", amount_capturable=0, amount_received=amount)
    bank.store.put(intent)
    bank.tell("payment_intent.succeeded", intent)
    return intent


def cancel(bank: Bank, given: Json, key: str) -> Json:
    """Give a hold back, or stop an unpaid intent."""
    intent = bank.store.get("payment_intent", key)
    _ensure(intent, CANCELABLE, "canceled")
    return _end(bank, intent, given.get("cancellation_reason"), is_expired=False)


def retrieve(bank: Bank, given: Json, key: str) -> Json:
    """One intent."""
    return bank.store.get("payment_intent", key)


def lapse(bank: Bank) -> None:
    """End the holds whose time is over; called before every request."""
    for intent in bank.store.all("payment_intent", status="requires_capture"):
        charge = bank.store.get("charge", intent["latest_charge"])
        if bank.now() >= (charges.capture_before(charge) or bank.now() + 1):
            _end(bank, intent, "automatic", is_expired=True)


def _end(bank: Bank, intent: Json, reason: str | None, *, is_expired: bool) -> Json:
    if intent["status"] == "requires_capture":
        charges.let_go(
            bank,
            bank.store.get("charge", intent["latest_charge"]),
            is_expired=is_expired,
        )
    intent.update(
        status="canceled",
        canceled_at=bank.now(),
        cancellation_reason=reason,
        amount_capturable=0,
        next_action=None,
    )
    bank.store.put(intent)
    bank.tell("payment_intent.canceled", intent)
    return intent


def _ensure(intent: Json, allowed: set[str], verb: str) -> None:
    if intent["status"] not in allowed:
        raise Refusal(
            f"This PaymentIntent could not be {verb} because it has a status of {intent['status']}.",
            code="payment_intent_unexpected_state",
        )
