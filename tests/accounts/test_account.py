"""A person's own pages: name, language, second factors, sessions; and who may not see them."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.flows import profile
from accounts.models import User
from accounts.roles import Role
from common.models import JournalEntry
from tests.conftest import ClientOf

pytestmark = pytest.mark.django_db


def test_name_and_language_are_changed(client_of: ClientOf, asker: User):
    answer = client_of(asker).post("/en/settings/", {"name": "Reto B.", "language": "fr"})
    assert answer.headers["Location"] == "/fr/settings/"
    asker.refresh_from_db()
    assert (asker.name, asker.language) == ("Reto B.", "fr")
    entry = JournalEntry.objects.get(tag="accounts:profile:change")
    assert (entry.before, entry.after) == ({"language": "en"}, {"language": "fr"})


def test_a_name_is_needed_and_what_was_typed_stays(client_of: ClientOf, asker: User):
    page = client_of(asker).post("/en/settings/", {"name": "", "language": "it"})
    assert page.status_code == 422
    assert 'value="it" selected' in page.text
    asker.refresh_from_db()
    assert asker.name == "Reto Brunner"


def test_no_personal_text_goes_into_the_journal(client_of: ClientOf, asker: User):
    client_of(asker).post("/en/settings/", {"name": "Secret Name", "language": "de"})
    told = [f"{entry.before}{entry.after}" for entry in JournalEntry.objects.all()]
    assert not any("Secret" in each for each in told)


def test_settings_lead_to_everything_else_of_the_account(client_of: ClientOf, asker: User):
    page = client_of(asker).get("/en/settings/").text
    for name in ("account_email", "account_change_password", "mfa_index", "usersessions_list"):
        assert reverse(name).replace("/de/", "/en/") in page


@pytest.mark.parametrize(
    "name", ["account_email", "mfa_index", "mfa_list_webauthn", "usersessions_list", "accounts:settings"]
)
def test_the_pages_of_the_account_open(client_of: ClientOf, asker: User, name: str):
    assert client_of(asker).get(reverse(name)).status_code in {200, 302}


def test_the_second_factors_are_on_offer(client_of: ClientOf, asker: User):
    page = client_of(asker).get(reverse("mfa_index"))
    assert page.status_code == 200
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert reverse(name) in page.text


@pytest.mark.parametrize("name", ["account_email", "mfa_index", "usersessions_list", "accounts:settings"])
def test_a_guest_logs_in_first(client: Client, name: str):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert reverse("account_login") in answer.headers["Location"]


@pytest.mark.parametrize("path", ["/en/", "/en/imprint/", "/en/questions/", "/en/search/"])
def test_a_guest_has_no_session(client: Client, path: str):
    page = client.get(path)
    assert page.status_code == 200
    assert not page.cookies
    assert "sessionid" not in client.cookies


def test_roles_and_groups_move_together(stranger: User, operator: User, at):
    profile.set_roles(person=stranger, roles=[Role.MODERATOR, Role.REVIEWER, Role.MEMBER], by=operator, at=at)
    stranger.refresh_from_db()
    assert stranger.roles == ["moderator", "reviewer"]
    assert set(stranger.groups.values_list("name", flat=True)) == {"moderator", "reviewer"}
    profile.set_roles(person=stranger, roles=[], by=operator, at=at)
    stranger.refresh_from_db()
    assert stranger.roles == []
    assert not stranger.groups.exists()
    entry = JournalEntry.objects.filter(tag="accounts:roles:set").latest("pk")
    assert (entry.actor_id, entry.before, entry.after) == (
        operator.pk,
        {"roles": ["moderator", "reviewer"]},
        {"roles": []},
    )


def test_every_staff_role_has_its_group():
    assert set(Group.objects.values_list("name", flat=True)) >= {
        role.value for role in Role if role not in {Role.MEMBER, Role.HELPER}
    }


def test_an_unknown_role_is_refused_by_the_flow_and_by_the_database(stranger: User, at):
    with pytest.raises(ValueError, match="king"):
        profile.set_roles(person=stranger, roles=["king"], by=None, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=stranger.pk).update(roles=["king"])


def test_everybody_is_a_member(stranger: User):
    assert stranger.has_role(Role.MEMBER)
    assert not stranger.has_role(Role.MODERATOR)
    assert not stranger.is_colleague


def test_addresses_are_one_whatever_their_case(stranger: User):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email=str(stranger.email).upper(), name="X")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(str(stranger.email).upper(), name="X")


def test_imported_people_have_no_address_and_cannot_log_in():
    for number in range(2):
        User.objects.create(name=f"Imported {number}", email=None)
    assert User.objects.filter(email=None).count() == 2
