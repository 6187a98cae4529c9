"""Telling: once, in the person's language, by mail where wished, and again when the mail server was down."""

from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from accounts.models import User
from common import links
from notifications import gateway
from notifications.flows import reading
from notifications.flows.telling import UNSUBSCRIBE, deliver, deliver_forgotten, tell, without_mail
from notifications.kinds import ESSENTIAL, REFUSABLE, Kind
from notifications.models import Delivery, Notice, Silence

pytestmark = pytest.mark.django_db

Tell = Callable[..., Notice | None]


@pytest.fixture
def tell_of(asker: User, at: datetime) -> Tell:
    """Tell the asker that somebody answered."""

    def now(key: str = "answer:12", kind: Kind = Kind.ANSWER_POSTED) -> Notice | None:
        context = {"question": _Titled("No roaming"), "about": _Written("Ursina Caduff"), "case": _Titled("No roaming")}
        return tell(person=asker, kind=kind, key=key, address="/en/questions/12/", context=context, at=at)

    return now


class _Titled:
    def __init__(self, title: str) -> None:
        self.title = title
        self.author = self


class _Written:
    def __init__(self, name: str) -> None:
        self.author = self
        self.name = name


@pytest.fixture
def server_is_down(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A mail server that takes nothing; call it to bring the server back."""
    whole = gateway.send

    def down(_mail: gateway.Mail) -> None:
        raise SMTPServerDisconnected("Connection unexpectedly closed")

    monkeypatch.setattr(gateway, "send", down)
    return lambda: monkeypatch.setattr(gateway, "send", whole)


def test_it_is_told_in_the_product_and_by_mail(tell_of: Tell, asker: User):
    tell_of()
    assert Notice.objects.get(person=asker).text == "Somebody has answered: No roaming"
    sent = mail.outbox[0]
    assert isinstance(sent, EmailMultiAlternatives)
    assert sent.to == [asker.email]
    assert sent.subject == "Somebody has answered: No roaming"
    assert "/en/questions/12/" in sent.body
    assert sent.alternatives[0][1] == "text/html"


def test_telling_twice_tells_once(tell_of: Tell):
    assert tell_of() is not None
    assert tell_of() is None
    assert len(mail.outbox) == 1


def test_the_mail_can_be_left_by_the_mail_program_alone(tell_of: Tell):
    tell_of()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<http")
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Unsubscribe"].strip("<>") in mail.outbox[0].body


def _way_out() -> str:
    address = str(mail.outbox[0].extra_headers["List-Unsubscribe"]).strip("<>")
    return "/" + address.split("/", 3)[3]


def test_a_scanner_that_opens_the_link_changes_nothing(tell_of: Tell, client: Client):
    tell_of()
    page = client.get(_way_out())
    assert page.status_code == 200
    assert not page.cookies
    assert not Silence.objects.exists()


def test_one_post_without_cookie_or_log_in_stops_the_kind(tell_of: Tell, asker: User):
    tell_of()
    answer = Client(enforce_csrf_checks=True).post(_way_out(), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert Silence.objects.get(person=asker).kind == Kind.ANSWER_POSTED
    tell_of("answer:13")
    assert len(mail.outbox) == 1, "no mail of this kind any more"
    assert Notice.objects.count() == 2, "and the notice remains"


def test_leaving_twice_is_leaving(tell_of: Tell):
    tell_of()
    for _again in range(2):
        assert Client().post(_way_out()).status_code == 200
    assert Silence.objects.count() == 1


def test_a_bent_link_says_what_to_do(client: Client):
    page = client.get("/en/notices/unsubscribe/made-up/")
    assert page.status_code == 404
    assert "Choose the mails" in page.text


def test_a_link_for_a_kind_that_is_no_more_is_a_bent_one(client: Client, asker: User):
    token = links.make(UNSUBSCRIBE, f"{asker.pk}|community:digest:send")
    assert client.post(f"/en/notices/unsubscribe/{token}/").status_code == 404
    assert not Silence.objects.exists()


@pytest.mark.parametrize("kind", sorted(ESSENTIAL))
def test_what_belongs_to_a_contract_cannot_be_refused(kind: Kind, asker: User, at: datetime):
    assert kind not in REFUSABLE
    reading.choose(person=asker, wanted=[], at=at)
    assert not Silence.objects.filter(kind=kind).exists()


def test_choosing_keeps_what_is_wanted(client_of: Callable[[User], Client], asker: User):
    client_of(asker).post("/en/notices/mails/", {"wanted": [Kind.FOLLOW_UP, Kind.ANSWER_POSTED]})
    refused = set(Silence.objects.values_list("kind", flat=True))
    assert refused == set(REFUSABLE) - {Kind.FOLLOW_UP, Kind.ANSWER_POSTED}
    client_of(asker).post("/en/notices/mails/", {"wanted": list(REFUSABLE)})
    assert not Silence.objects.exists()


def test_a_past_that_is_written_afterwards_sends_nothing(tell_of: Tell):
    with without_mail():
        tell_of()
    assert Notice.objects.count() == 1
    assert not mail.outbox
    assert not Delivery.objects.exists()


def test_somebody_without_an_address_is_only_told_here(tell_of: Tell, asker: User):
    asker.email = None
    asker.save(update_fields=["email"])
    tell_of()
    assert Notice.objects.count() == 1
    assert not mail.outbox


def test_a_mail_server_that_is_down_leaves_the_mail_waiting(tell_of: Tell, server_is_down: Callable[[], None]):
    tell_of()
    waiting = Delivery.objects.get()
    assert waiting.sent_at is None
    assert waiting.claimed_at is None
    assert waiting.error == "Connection unexpectedly closed"


def test_the_task_tries_again_after_a_pause(tell_of: Tell, server_is_down: Callable[[], None], settings: Settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
    tell_of()
    deliver.func(Delivery.objects.get().pk)
    first, second = DBTaskResult.objects.order_by("enqueued_at")
    assert first.queue_name == second.queue_name == "mail"
    assert second.args_kwargs["kwargs"] == {"attempt_number": 1}
    assert second.run_after > timezone.now()


def test_the_sweeper_sends_what_the_worker_forgot(tell_of: Tell, server_is_down: Callable[[], None], at: datetime):
    tell_of()
    bring_back = server_is_down
    bring_back()
    assert deliver_forgotten(at=at + timedelta(minutes=5)) == 0, "the task itself still has its turn"
    assert deliver_forgotten(at=at + timedelta(minutes=11)) == 1
    assert len(mail.outbox) == 1
    assert deliver_forgotten(at=at + timedelta(minutes=22)) == 0
    assert len(mail.outbox) == 1


def test_a_worker_that_died_in_the_middle_is_followed_by_another(tell_of: Tell, server_is_down: Callable[[], None]):
    tell_of()
    server_is_down()
    Delivery.objects.update(claimed_at=timezone.now())
    deliver.func(Delivery.objects.get().pk)
    assert not mail.outbox, "somebody else is at it"
    Delivery.objects.update(claimed_at=timezone.now() - timedelta(minutes=6))
    deliver.func(Delivery.objects.get().pk)
    assert len(mail.outbox) == 1


def test_both_tries_of_one_mail_carry_one_name(tell_of: Tell):
    tell_of()
    Delivery.objects.update(sent_at=None, claimed_at=None)
    deliver.func(Delivery.objects.get().pk)
    assert mail.outbox[0].extra_headers["Message-ID"] == mail.outbox[1].extra_headers["Message-ID"]
