"""What somebody was told, and what they do not want to be told."""

from typing import ClassVar

from django.db import models

from accounts.models import User


class Notice(models.Model):
    """One thing told to one person: shown in the product, and mailed when they wish it.

    `key` makes telling safe to repeat: the same thing is told to the same person once.
    """

    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    text = models.CharField(max_length=300)
    address = models.CharField(max_length=300)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind", "key"], name="told_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-told_at", "-id"], name="notices_of_a_person")]

    def __str__(self) -> str:
        return self.text


class Delivery(models.Model):
    """One mail on its way. A worker claims the row, sends, and says so; a claim that went silent is taken over."""

    notice = models.OneToOneField(Notice, models.CASCADE, related_name="delivery")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    html = models.TextField()
    queued_at = models.DateTimeField(db_index=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.subject


class Silence(models.Model):
    """A kind of mail that somebody does not want. The notice in the product remains."""

    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "kind"], name="one_silence_per_kind")]

    def __str__(self) -> str:
        return self.kind
