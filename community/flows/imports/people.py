"""People of another site, here without an account: nobody can log in as them, no mail goes to them."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.hashers import make_password

from accounts.models import User
from community.flows.imports.known import batches, remember, rows_of
from community.models import Imported
from community.stackexchange.rows import Person, Writer

PERSON = Imported.Kind.PERSON


def bring(site: str, written: Mapping[int, Writer], what: str) -> dict[int, int]:
    """Our person for the writer of each `what`, made where there is none: `{number: user}`."""
    keys = {number: _key(f"{what}:{number}", writer) for number, writer in written.items()}
    names = {keys[number]: writer.name for number, writer in written.items()}
    known = rows_of(site, PERSON, names)
    new: dict[int | str, User] = {
        key: User(name=name[:80] or _nameless(key), language="en", is_active=False, password=make_password(None))
        for key, name in names.items()
        if key not in known
    }
    User.objects.bulk_create(new.values())
    remember(site, PERSON, new)
    people = known | {str(key): user.pk for key, user in new.items()}
    return {number: people[key] for number, key in keys.items()}


def name(site: str, people: Iterable[Person]) -> None:
    """Give imported people the names of the dump."""
    for batch in batches(people):
        names = {str(person.id): person.name[:80] for person in batch if person.name}
        here = rows_of(site, PERSON, names)
        users = User.objects.in_bulk(here.values())
        renamed = [
            _renamed(users[pk], names[key]) for key, pk in here.items() if pk in users and users[pk].name != names[key]
        ]
        User.objects.bulk_update(renamed, ["name"])


def _renamed(user: User, new_name: str) -> User:
    user.name = new_name
    return user


def _nameless(key: str) -> str:
    return f"Imported person {key.rpartition(':')[2]}"


def _key(place: str, writer: Writer) -> str:
    """Who this is on the other site. Whoever has neither id nor name there is somebody else each time."""
    if writer.id is not None:
        return str(writer.id)
    return f"name:{writer.name[:70]}" if writer.name else place
