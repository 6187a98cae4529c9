"""Play the whole pack, in the order in which it happened, and hold it against what its files promise."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from pathlib import Path

from django.db import connection, transaction

from cases.flows import evidence, follow_ups
from cases.models import Case
from common import followers, journal
from common.jobs import by_hand
from common.models import JournalEntry
from marketplace.flows import bookings, intents
from marketplace.models import Booking
from notifications.flows.telling import without_mail
from sandbox.pack import pages, quality, stories, visits
from sandbox.pack.clock import Calendar
from sandbox.pack.judging import choose_seeds, nights
from sandbox.pack.offering import open_doors
from sandbox.pack.reading import read_pack
from sandbox.pack.settling import settle
from sandbox.pack.till import open_till
from sandbox.pack.world import Claim, Step, World

Show = Callable[[int, int], None]
BEGUN, LOADED = "sandbox:pack:begin", "sandbox:pack:load"
SECOND = timedelta(seconds=1)
NEXT = """
    SELECT least(
        (SELECT min(due_at) FROM cases_followup WHERE state = 'planned' AND due_at > %(seen)s),
        (SELECT min(looks_again_at) FROM cases_case WHERE looks_again_at > %(seen)s),
        (SELECT min(due_at) FROM marketplace_booking WHERE due_at > %(seen)s),
        (SELECT min(next_at) FROM marketplace_intent WHERE progress = 'open' AND next_at > %(seen)s))
"""


def load(*, now: datetime, bank: Path, show: Show = lambda done, all_of_it: None) -> World:
    """Load the pack as seen from `now`, its payments into the double's file `bank`. No mail of the past is sent.

    Raises: ValueError, when a story ends in another state than its file says.
    """
    with without_mail(), by_hand(), open_till(bank) as till:
        world = World(read_pack(), Calendar(now.astimezone(UTC)), till)
        steps, claims = _told(world)
        with transaction.atomic():
            settle(world)
            pages.publish(world)
            open_doors(world)
            choose_seeds(claims, [step.opens for step in steps if step.opens])
            _note(BEGUN, world)
        _play(steps, world, show)
        _compare(world)
        followers.catch_up_all(at=now)
        _note(LOADED, world)
    return world


def was_interrupted() -> bool:
    """Whether a load was begun in this database and did not come to its end."""
    tags = set(JournalEntry.objects.filter(tag__in=[BEGUN, LOADED]).values_list("tag", flat=True))
    return tags == {BEGUN}


def _note(tag: str, world: World) -> None:
    subject = next(iter(world.people.values()))
    journal.write(tag, actor=None, subject=subject, at=world.calendar.now)


def _told(world: World) -> tuple[list[Step], list[Claim]]:
    """All that happens, in order, and all that is claimed."""
    pack = world.pack
    claims = [claim for question in pack.questions for claim in stories.claims(question, world)]
    claims += [claim for booking in pack.bookings for claim in visits.claims(booking, world)]
    steps = [step for question in pack.questions for step in stories.steps(question, world)]
    steps += [step for booking in pack.bookings for step in visits.steps(booking, world)]
    steps += [*nights(claims, world), *quality.steps(world)]
    return sorted(steps, key=attrgetter("at")), claims


def _play(steps: list[Step], world: World, show: Show) -> None:
    world.till.moment = steps[0].at
    for done, step in enumerate(steps):
        _let_time_pass(world, step.at)
        step.act(step.at)
        if step.is_paid:
            _ask_what_follows(step.at)
        show(done + 1, len(steps))
    _let_time_pass(world, world.calendar.now)


def _let_time_pass(world: World, until: datetime) -> None:
    """Do what the clock's jobs would have done by `until`, each at its own moment."""
    while (moment := _next_moment(world.till.moment)) and moment <= until:
        world.till.moment = moment
        follow_ups.send_due(at=moment)
        evidence.look_again_due(at=moment)
        bookings.run_due(at=moment)
        _ask_what_follows(moment)
    world.till.moment = until


def _ask_what_follows(at: datetime) -> None:
    """What the queue would have asked the payment company, and what that leads to."""
    for _ in range(3):  # no chain is longer
        if not intents.carry_out_due(at=at):
            return


def _next_moment(after: datetime) -> datetime | None:
    """When the clock has something to do next; what did not move when its time came is not waited for."""
    with connection.cursor() as db:
        db.execute(NEXT, {"seen": after - SECOND})
        (due,) = db.fetchone()
    return due + SECOND if due else None


def _compare(world: World) -> None:
    states = {key: Case.objects.get(pk=question.case_id).state for key, question in world.questions.items()}
    states |= {key: Booking.objects.get(pk=booking.pk).status for key, booking in world.bookings.items()}
    promised = {row.key: row.ends for row in world.pack.questions} | {row.key: row.ends for row in world.pack.bookings}
    wrong = [f"{key} ends {states[key]}, not {ends}" for key, ends in promised.items() if states[key] != ends]
    if wrong:
        raise ValueError("The demo pack and the product disagree: " + "; ".join(wrong))
