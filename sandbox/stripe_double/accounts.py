"""Accounts v2 with the recipient configuration: who may be paid, and the hosted onboarding."""

import secrets

from .bank import Bank, stamp
from .errors import Refusal
from .fields import needed
from .store import Json, new_id

LINK_LASTS = 300
CHANGED = "v2.core.account[configuration.recipient].capability_status_updated"


def create(bank: Bank, given: Json) -> Json:
    """A connected account; transfers stay pending until the onboarding is done."""
    account: Json = {
        "id": new_id("acct"),
        "object": "v2.core.account",
        "applied_configurations": sorted(given.get("configuration") or {}),
        "closed": False,
        "contact_email": given.get("contact_email"),
        "created": stamp(bank.now()),
        "dashboard": given.get("dashboard", "none"),
        "defaults": given.get("defaults"),
        "display_name": given.get("display_name"),
        "identity": given.get("identity"),
        "livemode": False,
        "metadata": given.get("metadata") or {},
        "configuration": None,
    }
    if _asks_for_transfers(given):
        _set_status(account, "pending")
    bank.store.put(account)
    bank.tell_thin("v2.core.account.created", account)
    return _shown(account, given)


def retrieve(bank: Bank, given: Json, key: str) -> Json:
    """One account, with the parts that `include` names."""
    return _shown(bank.store.get("v2.core.account", key), given)


def _shown(account: Json, given: Json) -> Json:
    """v2 leaves configuration and identity empty unless they are asked for."""
    asked = given.get("include") or []
    shown = dict(account)
    if "configuration.recipient" not in asked:
        shown["configuration"] = None
    if "identity" not in asked:
        shown["identity"] = None
    if "defaults" not in asked:
        shown["defaults"] = None
    return shown


def _asks_for_transfers(given: Json) -> bool:
    node = given
    for step in (
        "configuration",
        "recipient",
        "capabilities",
        "stripe_balance",
        "stripe_transfers",
    ):
        node = node.get(step) or {}
    return node.get("requested") is True


def _set_status(account: Json, status: str) -> None:
    account["configuration"] = {
        "customer": None,
        "merchant": None,
        "recipient": {
            "applied": True,
            "capabilities": {
                "stripe_balance": {
                    "stripe_transfers": {
                        "requested": True,
                        "status": status,
                        "status_details": [],
                    }
                }
            },
        },
    }


def transfers_status(account: Json) -> str | None:
    """Whether the account can receive transfers: active, pending, restricted, or None (never asked)."""
    if not account["configuration"]:
        return None
    balance = account["configuration"]["recipient"]["capabilities"]["stripe_balance"]
    return str(balance["stripe_transfers"]["status"])


def set_transfers(bank: Bank, key: str, status: str) -> None:
    """Onboarding done (active), refused (restricted) or overdue again (pending)."""
    account = bank.store.get("v2.core.account", key)
    if transfers_status(account) in (None, status):
        return
    _set_status(account, status)
    bank.store.put(account)
    bank.tell_thin(CHANGED, account)


def link(bank: Bank, given: Json) -> Json:
    """A hosted onboarding page for one account; valid five minutes, single use."""
    account = bank.store.get("v2.core.account", needed(given, "account"))
    use = given.get("use_case") or {}
    asked = use.get("account_onboarding") or {}
    if use.get("type") != "account_onboarding" or not asked.get("refresh_url"):
        raise Refusal(
            "The double knows only account_onboarding with a refresh_url.",
            param="use_case",
        )
    token = secrets.token_urlsafe(16)
    bank.store.set(
        f"link:{token}",
        {
            "account": account["id"],
            "return_url": asked.get("return_url") or asked["refresh_url"],
            "refresh_url": asked["refresh_url"],
            "expires": bank.now() + LINK_LASTS,
        },
    )
    return {
        "object": "v2.core.account_link",
        "account": account["id"],
        "created": stamp(bank.now()),
        "expires_at": stamp(bank.now() + LINK_LASTS),
        "livemode": False,
        "url": f"{bank.base}/onboard/{token}",
        "use_case": use,
    }
