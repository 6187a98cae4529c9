"""Getting in: an account with a code, a log-in by code and by password, and what the mails of it look like."""

import re

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from accounts.flows import mailing
from accounts.models import User

pytestmark = pytest.mark.django_db

ADDRESS = "lena.moser@example.ch"
PASSWORD = "ein langes Wort für alle Tage"
CODE = re.compile(r"^[A-Z0-9-]{6,12}$", re.MULTILINE)


def _code() -> str:
    found = CODE.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[0]


@pytest.fixture
def member(db: None) -> User:
    """Somebody whose address is confirmed."""
    browser = Client()
    _sign_up(browser)
    browser.post("/de/account/confirm-email/", {"code": _code()})
    mail.outbox.clear()
    return User.objects.get(email=ADDRESS)


def _sign_up(browser: Client, language: str = "de") -> None:
    form = {"name": "Lena Moser", "email": ADDRESS, "password1": PASSWORD}
    assert browser.post(f"/{language}/account/signup/", form).status_code == 302


def _is_in(browser: Client) -> bool:
    return browser.get("/de/settings/").status_code == 200


def test_an_account_takes_a_name_an_address_a_password_and_a_code(client: Client):
    _sign_up(client)
    assert not _is_in(client), "not before the code"
    client.post("/de/account/confirm-email/", {"code": _code()})
    assert _is_in(client)
    person = User.objects.get(email=ADDRESS)
    assert (person.name, person.language, person.roles) == ("Lena Moser", "de", [])


def test_the_language_of_the_page_becomes_the_language_of_the_person(client: Client):
    _sign_up(client, "it")
    assert User.objects.get().language == "it"


def test_the_page_for_the_code_says_where_it_went(client: Client):
    _sign_up(client)
    page = client.get("/de/account/confirm-email/")
    assert page.status_code == 200
    assert ADDRESS in page.text
    client.post("/de/account/login/code/", {"email": ADDRESS})
    assert client.get("/de/account/login/code/confirm/", follow=True).status_code == 200


def test_a_wrong_code_lets_nobody_in(client: Client):
    _sign_up(client)
    page = client.post("/de/account/confirm-email/", {"code": "AAAA-AAAA"})
    assert page.status_code == 200
    assert not _is_in(client)


def test_somebody_logs_in_by_a_code(member: User, client: Client):
    client.post("/de/account/login/code/", {"email": ADDRESS})
    client.post("/de/account/login/code/confirm/", {"code": _code()})
    assert _is_in(client)


def test_somebody_logs_in_by_password_whatever_the_case_of_the_address(member: User, client: Client):
    client.post("/de/account/login/", {"login": ADDRESS.upper(), "password": PASSWORD})
    assert _is_in(client)


def test_a_wrong_password_keeps_the_address_and_says_so(member: User, client: Client):
    page = client.post("/de/account/login/", {"login": ADDRESS, "password": "wrong"})
    assert page.status_code == 200
    assert ADDRESS in page.text
    assert not _is_in(client)


def test_after_the_log_in_one_is_where_one_was(member: User, client: Client):
    address = "/de/account/login/?next=/de/notices/"
    answer = client.post(address, {"login": ADDRESS, "password": PASSWORD, "next": "/de/notices/"})
    assert answer.headers["Location"] == "/de/notices/"


def test_the_log_in_leads_to_no_other_site(member: User, client: Client):
    form = {"login": ADDRESS, "password": PASSWORD, "next": "https://evil.example/"}
    assert "evil" not in client.post("/de/account/login/", form).headers["Location"]


def test_a_second_account_with_the_address_is_told_by_mail_only(member: User, client: Client):
    _sign_up(client)
    assert User.objects.count() == 1
    assert [sent.to for sent in mail.outbox] == [[ADDRESS]]
    assert reverse("account_reset_password").split("/")[-3] in str(mail.outbox[0].body)


def test_a_code_for_an_unknown_address_says_nothing_to_who_asks(client: Client):
    known = client.post("/de/account/login/code/", {"email": "nobody@example.ch"})
    assert known.status_code == 302
    assert mail.outbox[0].to == ["nobody@example.ch"]


def test_a_new_password_comes_by_link(member: User, client: Client):
    client.post("/de/account/password/reset/", {"email": ADDRESS})
    link = re.search(r"https?://\S+", str(mail.outbox[0].body))
    assert link
    path = "/" + link[0].split("/", 3)[3]
    form = client.get(path, follow=True)
    new = "ein anderes langes Wort"
    client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    member.refresh_from_db()
    assert member.check_password(new)


@pytest.mark.parametrize("language", ["de", "fr", "it", "en"])
def test_the_mails_of_the_log_in_look_like_ours(client: Client, language: str):
    _sign_up(client, language)
    sent = mail.outbox[0]
    assert isinstance(sent, EmailMultiAlternatives)
    html = str(sent.alternatives[0][0])
    assert f'lang="{language}-CH"' in html
    assert "Alpen Telekom" in html
    assert "Alpen Telekom Mitenand" in sent.body
    assert _code() in html
    assert "{'name'" not in html
    with override(language):
        assert "&#x27;" not in sent.subject + str(sent.body)


def test_the_pages_before_the_log_in_are_no_secret(client: Client):
    for name in ("account_login", "account_signup", "account_request_login_code", "account_reset_password"):
        assert client.get(reverse(name)).status_code == 200


def test_a_mail_server_that_is_down_stops_nobody(client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}

    def down(_mails: object) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", lambda _self, mails: down(mails))
        _sign_up(client)
    assert not mail.outbox
    waiting = DBTaskResult.objects.get(queue_name="mail")
    mailing.send_again.func(*waiting.args_kwargs["args"])
    client.post("/de/account/confirm-email/", {"code": _code()})
    assert _is_in(client)
