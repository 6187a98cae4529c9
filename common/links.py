"""Links that open without a log-in: signed, for one purpose, with an end, and spent by the first act."""

import hashlib
from datetime import datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction

from common.models import SpentLink


class BadLink(Exception):
    """Not a link of ours, or made for another purpose."""


class ExpiredLink(BadLink):
    """It was ours, and its time is over."""


class AlreadySpent(BadLink):
    """It has served its purpose once."""


def make(purpose: str, subject: str) -> str:
    """A token that names `subject` and serves `purpose` only."""
    return signing.TimestampSigner(salt=f"link:{purpose}").sign(subject)


def read(purpose: str, token: str, *, life: timedelta) -> str:
    """The subject of `token`. Reading spends nothing: scanners of mail open links.

    Raises: ExpiredLink when older than `life`; BadLink when it is not ours or serves another purpose.
    """
    try:
        return signing.TimestampSigner(salt=f"link:{purpose}").unsign(token, max_age=life)
    except signing.SignatureExpired as error:
        raise ExpiredLink from error
    except signing.BadSignature as error:
        raise BadLink from error


def spend(token: str, *, at: datetime, life: timedelta) -> None:
    """Use the link up. Raises: AlreadySpent, for the second of two."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    try:
        with transaction.atomic():
            SpentLink.objects.create(digest=digest, spent_at=at, forget_at=at + life)
    except IntegrityError as error:
        raise AlreadySpent from error


def is_spent(token: str) -> bool:
    """Whether the link has served its purpose."""
    return SpentLink.objects.filter(digest=hashlib.sha256(token.encode()).hexdigest()).exists()


def forget_old(*, at: datetime) -> int:
    """Drop what can no longer be replayed, because the link itself has expired."""
    return SpentLink.objects.filter(forget_at__lt=at).delete()[0]
