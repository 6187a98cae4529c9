"""Accounts into which helpers are paid."""

from marketplace.gateway.client import asking, client


def open_account(*, email: str, name: str, helper: int, key: str) -> str:
    """An account into which a helper can be paid, once they have told the company who they are."""
    with asking():
        account = client().v2.core.accounts.create(
            {
                "contact_email": email,
                "display_name": name,
                "dashboard": "express",
                "identity": {"country": "ch", "entity_type": "individual"},
                "configuration": {
                    "recipient": {"capabilities": {"stripe_balance": {"stripe_transfers": {"requested": True}}}}
                },
                "defaults": {
                    "currency": "chf",
                    "responsibilities": {"fees_collector": "application", "losses_collector": "application"},
                },
                "metadata": {"helper": str(helper)},
            },
            {"idempotency_key": key},
        )
    return account.id


def onboarding_address(account: str, *, again: str, back: str) -> str:
    """Where the helper tells the payment company who they are; valid some minutes, once."""
    with asking():
        link = client().v2.core.account_links.create(
            {
                "account": account,
                "use_case": {
                    "type": "account_onboarding",
                    "account_onboarding": {"refresh_url": again, "return_url": back},
                },
            }
        )
    return link.url


def may_be_paid(account: str) -> bool:
    """Whether transfers to the account would arrive."""
    with asking():
        found = client().v2.core.accounts.retrieve(account, {"include": ["configuration.recipient"]})
    try:
        transfers = found.configuration.recipient.capabilities.stripe_balance.stripe_transfers  # type: ignore[union-attr]
    except AttributeError:
        return False
    return transfers is not None and transfers.status == "active"
