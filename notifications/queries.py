"""What a person was told. The person comes first."""

from django.db.models import QuerySet

from accounts.models import User
from notifications.models import Notice, Silence


def notices_for(viewer: User) -> QuerySet[Notice]:
    """Everything that `viewer` was told."""
    return Notice.objects.filter(person=viewer)


def refused_kinds(person: User) -> set[str]:
    """The kinds of mail that `person` does not want."""
    return set(Silence.objects.filter(person=person).values_list("kind", flat=True))
