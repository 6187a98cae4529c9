"""People move in, topics are opened: what must be there before anybody can ask."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.flows.profile import set_roles
from accounts.models import User
from cases.models import Topic
from sandbox.pack import shapes
from sandbox.pack.world import World
from sandbox.people import PASSWORD


def settle(world: World) -> None:
    """Everybody with their log-in and roles, every topic."""
    password = make_password(PASSWORD)  # once: it is made to be slow
    for person in world.pack.people:
        world.people[person.key] = _move_in(person, password, world)
    for topic in world.pack.topics:
        world.topics[topic.slug] = _open_topic(topic)


def _move_in(person: shapes.Person, password: str, world: World) -> User:
    at = world.calendar.before(person.joined)
    user = User.objects.create_user(person.email, name=person.name, language=person.language)
    User.objects.filter(pk=user.pk).update(joined_at=at, password=password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return set_roles(person=user, roles=person.roles, by=None, at=at + timedelta(days=1))


def _open_topic(topic: shapes.Topic) -> Topic:
    return Topic.objects.create(
        slug=topic.slug,
        name_de=topic.name["de"],
        name_fr=topic.name["fr"],
        name_it=topic.name["it"],
        name_en=topic.name["en"],
        risk=topic.risk,
        review_days=topic.review_days,
    )
