"""Read notices, refuse kinds of mail."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import User
from common import journal
from notifications.kinds import REFUSABLE
from notifications.models import Notice, Silence


def read_all(*, person: User, at: datetime) -> int:
    """Everything told so far is read; how many notices that were."""
    return Notice.objects.filter(person=person, read_at=None, told_at__lte=at).update(read_at=at)


@transaction.atomic
def choose(*, person: User, wanted: Iterable[str], at: datetime) -> None:
    """Keep mails of the kinds in `wanted`, refuse the other ones that can be refused."""
    keep = set(wanted)
    Silence.objects.filter(person=person, kind__in=keep).delete()
    Silence.objects.bulk_create(
        [Silence(person=person, kind=kind, since=at) for kind in REFUSABLE if kind not in keep], ignore_conflicts=True
    )
    journal.write("notifications:mail:choose", actor=person.pk, subject=person, at=at, after={"wanted": sorted(keep)})


@transaction.atomic
def refuse(*, person: User, kind: str, at: datetime) -> None:
    """No more mails of this kind; saying it twice changes nothing."""
    Silence.objects.get_or_create(person=person, kind=kind, defaults={"since": at})
    journal.write("notifications:mail:refuse", actor=person.pk, subject=person, at=at, after={"kind": kind})
