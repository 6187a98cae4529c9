"""The cast: people by name, a topic, a fixed moment, and a browser for each of them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, settings

from accounts.models import User
from accounts.roles import Role
from cases.models import Topic
from cases.states import Risk
from community.flows import answers, questions
from community.models import Answer, Question
from tests.database import django_db_setup

# A fixture of pytest-django has this name too; the nearer one wins.
__all__ = ["django_db_setup"]

ClientOf = Callable[[User], Client]
MakePerson = Callable[..., User]


settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on busy machines
settings.load_profile("house")


@pytest.fixture(autouse=True)
def english() -> None:
    """A request leaves its language behind in the process; every test begins in English."""
    translation.activate("en")


@pytest.fixture
def at() -> datetime:
    """A Monday morning."""
    return datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


@pytest.fixture
def person(db: None) -> MakePerson:
    """Make one more person: `person("Reto Brunner", Role.REVIEWER)`."""

    def make(name: str, *roles: Role, language: str = "en") -> User:
        address = name.lower().replace(" ", ".") + "@example.ch"
        return User.objects.create_user(address, "a long password", name=name, roles=list(roles), language=language)

    return make


@pytest.fixture
def asker(person: MakePerson) -> User:
    return person("Reto Brunner")


@pytest.fixture
def answerer(person: MakePerson) -> User:
    return person("Ursina Caduff")


@pytest.fixture
def stranger(person: MakePerson) -> User:
    return person("Nils Aebersold")


@pytest.fixture
def helper(person: MakePerson) -> User:
    return person("Samira Tahiri", Role.HELPER)


@pytest.fixture
def reviewer(person: MakePerson) -> User:
    return person("Beat Zumstein", Role.REVIEWER)


@pytest.fixture
def second_reviewer(person: MakePerson) -> User:
    return person("Giulia Ferrari", Role.REVIEWER)


@pytest.fixture
def moderator(person: MakePerson) -> User:
    return person("Hanspeter Good", Role.MODERATOR)


@pytest.fixture
def quality_manager(person: MakePerson) -> User:
    return person("Anna Keller", Role.QUALITY_MANAGER)


@pytest.fixture
def editor(person: MakePerson) -> User:
    return person("Eva Editor", Role.EDITOR)


@pytest.fixture
def operator(person: MakePerson) -> User:
    return person("Otto Operator", Role.OPERATOR)


@pytest.fixture
def topic(db: None) -> Topic:
    return _topic("internet", "Internet and Wi-Fi", Risk.MEDIUM)


@pytest.fixture
def risky_topic(db: None) -> Topic:
    return _topic("power", "Power and installation", Risk.HIGH)


@pytest.fixture
def question(asker: User, topic: Topic, at: datetime) -> Question:
    return questions.ask(
        by=asker,
        topic=topic,
        title="Internet drops every evening around eight",
        source="All lights go dark, then it starts again. I changed the cable.",
        language="en",
        device="Alpbox 3",
        at=at,
    )


@pytest.fixture
def answer(question: Question, answerer: User, at: datetime) -> Answer:
    return answers.post(
        question=question, by=answerer, source="Turn the power adapter over. If it ends in 12A, order a new one.", at=at
    )


@pytest.fixture
def client_of() -> ClientOf:
    """A browser in which `user` is signed in."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


def _topic(slug: str, name: str, risk: Risk) -> Topic:
    return Topic.objects.create(slug=slug, name_de=name, name_fr=name, name_it=name, name_en=name, risk=risk)
