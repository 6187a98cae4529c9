"""The CMS: who may enter, what they find there, and which policy it is served with."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from accounts.flows import profile
from accounts.models import User
from accounts.roles import Role
from cases.models import Topic
from common.models import JournalEntry, PeriodicJob
from content.models import ArticleIndex
from tests.conftest import ClientOf, MakePerson

pytestmark = pytest.mark.django_db


def _grant(person: User, role: Role) -> User:
    return profile.set_roles(person=person, roles=[role], by=None, at=timezone.now())


@pytest.fixture
def an_editor(person: MakePerson) -> User:
    return _grant(person("Eva Editor"), Role.EDITOR)


@pytest.fixture
def an_operator(person: MakePerson) -> User:
    return _grant(person("Otto Operator"), Role.OPERATOR)


@pytest.fixture
def a_moderator(person: MakePerson) -> User:
    return _grant(person("Hanspeter Good"), Role.MODERATOR)


def test_a_guest_is_sent_to_the_log_in_of_the_house(client: Client):
    answer = client.get("/staff/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert "next=/staff/" in answer.headers["Location"]


def test_for_a_member_it_does_not_exist(client_of: ClientOf, stranger: User):
    assert client_of(stranger).get("/staff/", follow=True).status_code == 404
    assert client_of(stranger).get("/staff/users/", follow=True).status_code == 404


def test_an_editor_writes_and_publishes_an_article(client_of: ClientOf, an_editor: User, topic: Topic):
    index = ArticleIndex.objects.get(locale__language_code="en")
    browser = client_of(an_editor)
    assert browser.get("/staff/").status_code == 200
    address = reverse("wagtailadmin_pages:add", args=["content", "article", index.pk])
    assert browser.get(address).status_code == 200
    browser.post(
        address,
        {
            "title": "What the lights say",
            "slug": "what-the-lights-say",
            "summary": "Orange, blinking: the line is there.",
            "topic": str(topic.pk),
            "risk": "low",
            "reviewed_at": "2026-06-02",
            "body-count": "1",
            "body-0-deleted": "",
            "body-0-order": "0",
            "body-0-type": "warning",
            "body-0-value": "Do not open the box.",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "action-publish": "1",
        },
    )
    page = Page.objects.get(slug="what-the-lights-say")
    assert page.live
    assert JournalEntry.objects.get(tag="content:article:publish").actor_id == an_editor.pk
    assert "Do not open the box." in Client().get("/en/articles/what-the-lights-say/").text


def test_a_moderator_drafts_and_does_not_publish(a_moderator: User):
    index = ArticleIndex.objects.get(locale__language_code="en")
    may = index.permissions_for_user(a_moderator)
    assert may.can_add_subpage()
    assert not may.can_publish_subpage()


def test_an_operator_sees_the_people(client_of: ClientOf, an_operator: User, stranger: User):
    page = client_of(an_operator).get("/staff/users/")
    assert page.status_code == 200
    assert stranger.name in page.text
    assert stranger.name in client_of(an_operator).get("/staff/users/?q=nils").text
    assert stranger.name not in client_of(an_operator).get("/staff/users/?q=otto").text


def test_an_operator_adds_a_reviewer(client_of: ClientOf, an_operator: User):
    form = {"email": "Beat@Example.ch", "name": "Beat Zumstein", "language": "de", "roles": ["reviewer"]}
    assert client_of(an_operator).get("/staff/users/new/").status_code == 200
    client_of(an_operator).post("/staff/users/new/", form)
    person = User.objects.get(email="beat@example.ch")
    assert person.roles == ["reviewer"]
    assert [group.name for group in person.groups.all()] == ["reviewer"]
    assert not person.has_usable_password()
    tags = JournalEntry.objects.filter(subject_id=person.pk, subject_kind="accounts.user").values_list("tag", flat=True)
    assert set(tags) == {"accounts:profile:add", "accounts:roles:set"}


def test_the_same_address_twice_is_refused(client_of: ClientOf, an_operator: User, stranger: User):
    form = {"email": str(stranger.email).upper(), "name": "Again", "language": "de"}
    page = client_of(an_operator).post("/staff/users/new/", form)
    assert "Somebody has an account with this address already." in page.text


def test_an_operator_takes_a_role_away_and_shuts_somebody_out(client_of: ClientOf, an_operator: User, stranger: User):
    _grant(stranger, Role.MODERATOR)
    address = f"/staff/users/edit/{stranger.pk}/"
    assert client_of(an_operator).get(address).status_code == 200
    client_of(an_operator).post(address, {"name": stranger.name, "language": "fr"})
    stranger.refresh_from_db()
    assert (stranger.roles, stranger.language, stranger.is_active) == ([], "fr", False)
    assert not stranger.groups.exists()


def test_an_editor_cannot_see_people(client_of: ClientOf, an_editor: User):
    assert client_of(an_editor).get("/staff/users/").status_code in {302, 403, 404}


def test_nobody_changes_many_people_at_once(client_of: ClientOf, an_operator: User, stranger: User):
    address = f"/staff/bulk/accounts/user/assign_role/?id={stranger.pk}"
    client_of(an_operator).post(address, {"role": Group.objects.get(name="moderator").pk})
    assert not stranger.groups.exists()


def test_topics_are_edited(client_of: ClientOf, an_editor: User, topic: Topic):
    assert topic.slug in client_of(an_editor).get("/staff/topics/").text
    assert client_of(an_editor).get(f"/staff/topics/edit/{topic.pk}/").status_code == 200


def test_the_jobs_of_the_clock_are_shown_and_not_changed(client_of: ClientOf, an_operator: User, an_editor: User):
    PeriodicJob.objects.create(tag="common:jobs:sweep", every_seconds=60, error="ValueError: no")
    page = client_of(an_operator).get("/staff/reports/jobs/")
    assert page.status_code == 200
    assert "common:jobs:sweep" in page.text
    assert "ValueError: no" in page.text
    assert client_of(an_editor).get("/staff/reports/jobs/").status_code in {302, 403, 404}


def test_the_menu_leads_to_desk_and_cockpit_by_role(client_of: ClientOf, a_moderator: User, an_editor: User):
    assert reverse("moderation:desk") in client_of(a_moderator).get("/staff/").text
    assert reverse("moderation:desk") not in client_of(an_editor).get("/staff/").text


def test_only_the_cms_has_the_looser_policy(client: Client, client_of: ClientOf, an_editor: User):
    assert "'unsafe-inline'" in client_of(an_editor).get("/staff/").headers["Content-Security-Policy"]
    for path in ("/en/", "/en/imprint/", "/en/questions/", "/en/account/login/"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy


def test_the_account_of_the_cms_is_the_account_of_the_house(client_of: ClientOf, an_editor: User):
    answer = client_of(an_editor).get("/staff/account/")
    assert answer.headers["Location"] == reverse("accounts:settings")


def test_the_cms_speaks_the_language_of_the_person(client_of: ClientOf, person: MakePerson):
    corinne = _grant(person("Corinne Monnier", language="fr"), Role.EDITOR)
    assert "Sujets" in client_of(corinne).get("/staff/").text
