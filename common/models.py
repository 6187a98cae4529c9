"""The journal, the places its followers have reached, spent links, and what the scheduler did."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.expressions import RawSQL


class JournalEntry(models.Model):
    """One thing that happened. Written once: the database refuses to change or delete it.

    `transaction_id` is PostgreSQL's own 64-bit number of the writing transaction. Ids are handed out before a
    transaction commits, so following by id alone can skip a row that commits late; following by transaction
    number, up to the oldest one still running, cannot.
    """

    tag = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    request_id = models.CharField(max_length=36, blank=True)
    at = models.DateTimeField()
    transaction_id = models.BigIntegerField(db_default=RawSQL("pg_current_xact_id()::text::bigint", []), editable=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["transaction_id", "id"], name="journal_in_commit_order"),
            models.Index(fields=["subject_kind", "subject_id", "id"], name="journal_of_one_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.tag} {self.subject_kind}:{self.subject_id}"


class FollowerCursor(models.Model):
    """How far one follower of the journal has come."""

    name = models.CharField(max_length=60, primary_key=True)
    transaction_id = models.BigIntegerField(default=0)
    entry_id = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class SpentLink(models.Model):
    """A signed link that has served its one purpose. The primary key decides the race of two clicks."""

    digest = models.CharField(max_length=64, primary_key=True)
    spent_at = models.DateTimeField()
    forget_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest[:8]


class PeriodicJob(models.Model):
    """What the scheduler last did for one row of `settings.SCHEDULE`."""

    tag = models.CharField(max_length=60, primary_key=True)
    every_seconds = models.PositiveIntegerField()
    started_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    seconds = models.FloatField(default=0)
    moved = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.tag


class HeartBeat(models.Model):
    """When a process last said that it is alive."""

    name = models.CharField(max_length=60, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


def snapshot(thing: models.Model, *fields: str) -> dict[str, Any]:
    """The named fields of `thing`, in a form that the journal can store."""
    return {field: getattr(thing, field) for field in fields}
