"""Name, language and roles."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from common import journal
from common.models import snapshot


@transaction.atomic
def change(*, person: User, name: str, language: str, at: datetime) -> User:
    """Change what others see and what language we write in."""
    person = User.objects.select_for_update().get(pk=person.pk)
    before = snapshot(person, "language")
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])
    journal.write(
        "accounts:profile:change", actor=person.pk, subject=person, at=at, before=before, after={"language": language}
    )
    return person


@transaction.atomic
def add(*, email: str, name: str, language: str, roles: Iterable[str], by: User, at: datetime) -> User:
    """Make an account for somebody; without a password, so the first log-in is by a code that is mailed."""
    person = User.objects.create_user(email, name=name, language=language)
    journal.write("accounts:profile:add", actor=by.pk, subject=person, at=at)
    return set_roles(person=person, roles=roles, by=by, at=at)


@transaction.atomic
def manage(
    *, person: User, name: str, language: str, is_active: bool, roles: Iterable[str], by: User, at: datetime
) -> User:
    """What an operator changes about somebody else."""
    person = User.objects.select_for_update().get(pk=person.pk)
    before = snapshot(person, "language", "is_active")
    person.name, person.language, person.is_active = name, language, is_active
    person.save(update_fields=["name", "language", "is_active"])
    journal.write(
        "accounts:profile:manage",
        actor=by.pk,
        subject=person,
        at=at,
        before=before,
        after=snapshot(person, "language", "is_active"),
    )
    return set_roles(person=person, roles=roles, by=by, at=at)


@transaction.atomic
def set_roles(*, person: User, roles: Iterable[str], by: User | None, at: datetime) -> User:
    """Grant exactly `roles` (beyond member), and put the person into Wagtail's groups of the same names."""
    person = User.objects.select_for_update().get(pk=person.pk)
    before = snapshot(person, "roles")
    person.roles = sorted({Role(role).value for role in roles} - {Role.MEMBER.value})
    person.save(update_fields=["roles"])
    person.groups.set(Group.objects.filter(name__in=person.roles))
    journal.write(
        "accounts:roles:set",
        actor=by.pk if by else None,
        subject=person,
        at=at,
        before=before,
        after=snapshot(person, "roles"),
    )
    return person
