"""Tell somebody something: a notice in the product at once, a mail after the commit."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_tasks.base import Task

from accounts.models import User
from common import jobs, links
from notifications import gateway
from notifications.kinds import ESSENTIAL, Kind
from notifications.models import Delivery, Notice, Silence

UNSUBSCRIBE = "notifications:unsubscribe"
_CLAIM = timedelta(minutes=5)
_mails_are_on: ContextVar[bool] = ContextVar("mails_are_on", default=True)


@contextmanager
def without_mail() -> Iterator[None]:
    """For a past that is written afterwards (imports, the demo): notices are kept, mails are not sent."""
    token = _mails_are_on.set(False)
    try:
        yield
    finally:
        _mails_are_on.reset(token)


def soon(telling: Task[..., None], *ids: int | str) -> None:
    """Have the worker tell it: words and mails are not made while somebody waits for a page.

    `telling` is a task of a room's `notices`; it is enqueued in the caller's transaction and called with `ids`.
    """
    if _mails_are_on.get():
        telling.enqueue(*ids)
    else:
        telling.func(*ids)


def tell(
    *, person: User, kind: Kind, key: str, address: str, context: Mapping[str, Any], at: datetime
) -> Notice | None:
    """Tell `person` about `key` (what it is about, for example "answer:12") once; None when they know already.

    `address` is the page it leads to, as a path; it is shown in the language of the person. `context` is what the
    template needs besides `person` and `link`.
    """
    with override(person.language):
        words = {**context, "person": person, "link": settings.SITE_URL + address, "brand": settings.BRAND_NAME}
        subject, text = _split(render_to_string(f"{kind.template}.txt", words))
        try:
            with transaction.atomic():
                notice = Notice.objects.create(
                    person=person, kind=kind, key=key, text=subject[:300], address=address, told_at=at
                )
        except IntegrityError:
            return None
        if _wants_mail(person, kind):
            words["unsubscribe"] = _unsubscribe_address(person, kind)
            html = render_to_string(f"{kind.template}.html", words)
            body = f"{text}\n{render_to_string('emails/foot.txt', words)}"
            delivery = Delivery.objects.create(notice=notice, subject=subject[:200], body=body, html=html, queued_at=at)
            deliver.enqueue(delivery.pk)
    return notice


@jobs.task(queue="mail")
def deliver(delivery_id: int) -> None:
    """Send one mail. Safe to repeat: one worker claims the row, and a claim that went silent is taken over."""
    now = timezone.now()
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - _CLAIM)
    if not Delivery.objects.filter(free, pk=delivery_id, sent_at=None).update(claimed_at=now):
        return
    delivery = Delivery.objects.select_related("notice__person").get(pk=delivery_id)
    person, kind = delivery.notice.person, Kind(delivery.notice.kind)
    with override(person.language):
        unsubscribe = _unsubscribe_address(person, kind)
    try:
        gateway.send(
            gateway.Mail(
                to=person.email or "",
                subject=delivery.subject,
                text=delivery.body,
                html=delivery.html,
                name=f"notice-{delivery.notice_id}",
                unsubscribe=unsubscribe,
            )
        )
    except Exception as error:
        Delivery.objects.filter(pk=delivery_id).update(claimed_at=None, error=str(error)[:300])
        raise
    Delivery.objects.filter(pk=delivery_id).update(sent_at=timezone.now(), error="")


def deliver_forgotten(*, at: datetime) -> int:
    """Queue again the mails whose worker died before it could say that it had sent them."""
    waiting = Delivery.objects.filter(sent_at=None, queued_at__lt=at - 2 * _CLAIM)
    forgotten = list(
        waiting.filter(Q(claimed_at=None) | Q(claimed_at__lt=at - _CLAIM)).values_list("pk", flat=True)[:500]
    )
    for pk in forgotten:
        deliver.enqueue(pk)
    return len(forgotten)


def _wants_mail(person: User, kind: Kind) -> bool:
    if not _mails_are_on.get() or not person.email or not person.is_active:
        return False
    return kind in ESSENTIAL or not Silence.objects.filter(person=person, kind=kind).exists()


def _unsubscribe_address(person: User, kind: Kind) -> str:
    if kind in ESSENTIAL:
        return ""
    token = links.make(UNSUBSCRIBE, f"{person.pk}|{kind}")
    return settings.SITE_URL + reverse("notifications:unsubscribe", args=[token])


def _split(rendered: str) -> tuple[str, str]:
    """The first line of a mail's template is its subject."""
    subject, _, text = rendered.strip().partition("\n")
    return subject.strip(), text.strip() + "\n"
