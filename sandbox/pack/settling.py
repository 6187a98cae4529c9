"""People move in, topics are opened: what must be there before anybody can ask."""

from datetime import timedelta

from allauth.account.models import EmailAddress

from accounts.flows.profile import set_roles
from accounts.models import User
from cases.models import Topic
from sandbox.pack import shapes
from sandbox.pack.world import World
from sandbox.people import PASSWORD


def settle(pack: shapes.Pack, world: World) -> None:
    """Everybody with their log-in and roles, every topic."""
    for person in pack.people:
        world.people[person.key] = _move_in(person, world)
    for topic in pack.topics:
        world.topics[topic.slug] = _open_topic(topic)


def _move_in(person: shapes.Person, world: World) -> User:
    at = world.calendar.before(person.joined)
    user = User.objects.create_user(person.email, PASSWORD, name=person.name, language=person.language)
    User.objects.filter(pk=user.pk).update(joined_at=at)
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
