"""A helper's account at the payment company."""

from datetime import datetime

from django.db import transaction

from common import journal
from marketplace import gateway
from marketplace.models import Helper


def onboard(*, helper: Helper, back: str, at: datetime) -> str:
    """The address where `helper` tells the payment company who they are; their account is opened when there is none.

    The key is the helper's own, so that two clicks open one account. Raises: Unavailable, Rejected.
    """
    if not helper.account:
        account = gateway.open_account(
            email=helper.person.email or "", name=helper.person.name, helper=helper.pk, key=f"account:{helper.pk}"
        )
        _keep(helper, account, at)
    return gateway.onboarding_address(helper.account, again=back, back=back)


@transaction.atomic
def _keep(helper: Helper, account: str, at: datetime) -> None:
    helper.account = account
    if Helper.objects.filter(pk=helper.pk, account="").update(account=account):
        journal.write("marketplace:account:open", actor=helper.person_id, subject=helper, at=at)
