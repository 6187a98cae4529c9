"""Bring a Stack Exchange dump into the community: all of it or nothing, and never twice."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice

from django.db import connection, transaction

from cases.flows import bulk
from cases.models import Topic
from common import journal
from community.flows.imports import acceptances, answers, people, questions, remarks
from community.flows.imports.known import batches
from community.flows.imports.run import Run, Totals
from community.stackexchange import rows
from community.stackexchange.reader import Dump

__all__ = ["Totals", "bring", "survey"]


def survey(dump: Dump) -> int:
    """Read every row of the dump once and write nothing; how many steps `bring` will take.

    Raises: BrokenDump, so that a broken file is known before the first row is written.
    """
    posts = sum(1 for _ in dump.posts())
    for _ in dump.people():
        pass
    for _ in dump.acceptances():
        pass
    return posts + sum(1 for _ in dump.comments()) + sum(1 for _ in dump.duplicates())


@transaction.atomic
def bring(
    *,
    dump: Dump,
    site: str,
    topic: str,
    at: datetime,
    limit: int | None = None,
    advance: Callable[[int], None] = lambda steps: None,
) -> Totals:
    """Bring the first `limit` questions of `dump` (all, when None) with everything that belongs to them.

    What an earlier run brought is left as it is. `site` names the other site: the same name again means the same
    rows again. A topic that is not there is made. `advance` hears of every few rows done.
    Raises: BrokenDump; then nothing was brought.
    """
    _alone(site)
    run = Run(site, _topic(topic, at), at, advance)
    count, closed = questions.bring(run, _questions(dump, limit))
    answered = answers.bring(run, _answers(dump, limit))
    days = {row.answer: row.day for row in dump.acceptances()}
    accepted = acceptances.bring(run, _questions(dump, limit), days)
    remarks.comments(run, dump.comments())
    remarks.duplicates(run, dump.duplicates())
    people.name(site, dump.people())
    for batch in batches(sorted(run.cases)):
        bulk.settle(batch, at=at)
    return Totals(count, answered, accepted, closed)


def _questions(dump: Dump, limit: int | None) -> Iterator[rows.Question]:
    return islice((row for row in dump.posts() if isinstance(row, rows.Question)), limit)


def _answers(dump: Dump, limit: int | None) -> Iterator[rows.Answer]:
    chosen = None if limit is None else {row.id for row in _questions(dump, limit)}
    for row in dump.posts():
        if isinstance(row, rows.Answer) and (chosen is None or row.question in chosen):
            yield row


def _topic(slug: str, at: datetime) -> Topic:
    name = slug.replace("-", " ").capitalize()
    topic, is_new = Topic.objects.get_or_create(
        slug=slug, defaults={"name_de": name, "name_fr": name, "name_it": name, "name_en": name}
    )
    if is_new:
        journal.write("cases:topic:create", actor=None, subject=topic, at=at)
    return topic


def _alone(site: str) -> None:
    """Wait until no other import of this site runs: the second one must see what the first has brought."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('import'), hashtext(%s))", [site])
