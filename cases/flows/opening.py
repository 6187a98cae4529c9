"""A customer's problem becomes a case; each time they turn to us with it is a contact."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from cases.assess import Policy
from cases.models import Case, Contact, Topic
from common import journal


@transaction.atomic
def open_case(*, topic: Topic, asker: User | None, channel: str, title: str, at: datetime) -> Case:
    """Open a case with its first contact. The risk class is the topic's of that moment."""
    case = Case.objects.create(
        topic=topic,
        asker=asker,
        channel=channel,
        title=title[:200],
        risk=topic.risk,
        opened_at=at,
        looks_again_at=at + timedelta(days=Policy().unknown_after),
    )
    Contact.objects.create(case=case, channel=channel, by=asker, at=at)
    journal.write(
        "cases:case:open",
        actor=asker.pk if asker else None,
        subject=case,
        at=at,
        after={"topic": topic.slug, "channel": channel},
    )
    return case


@transaction.atomic
def add_contact(*, case: Case, channel: str, by: User | None, at: datetime) -> Contact:
    """They turned to us again, with the same problem."""
    contact = Contact.objects.create(case=case, channel=channel, by=by, at=at)
    journal.write("cases:contact:add", actor=by.pk if by else None, subject=case, at=at, after={"channel": channel})
    return contact


@transaction.atomic
def retitle(*, case: Case, title: str, by: User, at: datetime) -> None:
    """Keep the case's title equal to what it is about."""
    Case.objects.filter(pk=case.pk).update(title=title[:200])
    journal.write("cases:case:retitle", actor=by.pk, subject=case, at=at)
