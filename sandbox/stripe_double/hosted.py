"""What happens on the hosted pages: paying, answering the bank, onboarding."""

from dataclasses import dataclass

from . import accounts, intents, pages, sessions
from .bank import Bank
from .errors import Refusal
from .store import Json


@dataclass(frozen=True)
class Shown:
    """An HTML answer, or a redirect when `location` is set."""

    html: str = ""
    status: int = 200
    location: str | None = None


def visit(bank: Bank, method: str, path: str, form: dict[str, str]) -> Shown:
    """GET shows, POST acts."""
    _, room, *rest = path.split("/")
    try:
        with bank.store.work():
            sessions.lapse(bank)
        with bank.store.work():
            if room == "pay" and len(rest) == 1:
                return _pay(bank, method, rest[0], form.get("choice", ""))
            if room == "onboard" and len(rest) == 1:
                return _onboard(bank, method, rest[0], form.get("choice", ""))
    except Refusal as refusal:
        return Shown(pages.closed("This does not work", refusal.message), refusal.status)
    return Shown(pages.closed("Not found", "There is no such page here."), 404)


def _pay(bank: Bank, method: str, key: str, choice: str) -> Shown:
    session = sessions.retrieve(bank, {}, key)
    if session["status"] == "expired":
        text = "The time to pay is over. Nothing was taken."
        return Shown(pages.closed("Too late", text, session["cancel_url"]), 410)
    if session["status"] == "complete":
        return Shown(location=_success(session), status=303)
    if method == "GET":
        return Shown(_open_page(bank, session))
    session = sessions.pay(bank, key, choice)
    if session["status"] == "complete":
        return Shown(location=_success(session), status=303)
    return Shown(_open_page(bank, session), 200 if choice == "3ds" else 402)


def _open_page(bank: Bank, session: Json) -> str:
    if not session["payment_intent"]:
        return pages.pay(session)
    intent = intents.retrieve(bank, {}, session["payment_intent"])
    if intent["status"] == "requires_action":
        return pages.secure(session)
    problem = intent["last_payment_error"]
    return pages.pay(session, problem["message"] if problem else "")


def _success(session: Json) -> str:
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def _onboard(bank: Bank, method: str, token: str, choice: str) -> Shown:
    link = bank.store.setting(f"link:{token}", None)
    if not link:
        return Shown(pages.closed("Not found", "There is no such page here."), 404)
    if link["expires"] <= bank.now():
        return Shown(location=link["refresh_url"], status=303)
    if method == "GET":
        return Shown(pages.onboarding(bank.store.get("v2.core.account", link["account"])))
    if choice in ("active", "restricted"):
        accounts.set_transfers(bank, link["account"], choice)
    bank.store.set(f"link:{token}", {**link, "expires": 0})
    return Shown(location=link["return_url"], status=303)
