"""Play the whole pack, in the order in which it happened, and hold it against what its files promise."""

from collections.abc import Callable
from datetime import datetime, timedelta
from operator import attrgetter

from django.db import transaction
from django.db.models import Min

from cases.flows import evidence, follow_ups
from cases.models import Case, FollowUp
from cases.states import FollowUpState
from common import followers
from notifications.flows.telling import without_mail
from sandbox.pack import shapes, stories
from sandbox.pack.clock import Calendar
from sandbox.pack.reading import read_pack
from sandbox.pack.settling import settle
from sandbox.pack.world import Step, World

Progress = Callable[[int, int], None]
SECOND = timedelta(seconds=1)


def load(*, now: datetime, progress: Progress = lambda done, all_of_it: None) -> World:
    """Load the pack as seen from `now`, all or nothing. No mail of the past is sent.

    Raises: ValueError, when a story ends in another state than its file says.
    """
    pack = read_pack()
    world = World(Calendar(now))
    with without_mail():
        with transaction.atomic():
            settle(pack, world)
            _play(_in_order(pack, world), now, progress)
            _compare(pack, world)
        followers.catch_up_all(at=now)
    return world


def _in_order(pack: shapes.Pack, world: World) -> list[Step]:
    told = [step for question in pack.questions for step in stories.steps(question, world)]
    return sorted(told, key=attrgetter("at"))


def _play(steps: list[Step], now: datetime, progress: Progress) -> None:
    for done, step in enumerate(steps):
        _let_time_pass(step.at)
        step.act(step.at)
        progress(done + 1, len(steps))
    _let_time_pass(now)


def _let_time_pass(until: datetime) -> None:
    """Do what the clock's jobs would have done by `until`, each at its own moment."""
    while (moment := _next_moment()) and moment <= until:
        follow_ups.send_due(at=moment)
        evidence.look_again_due(at=moment)


def _next_moment() -> datetime | None:
    due = FollowUp.objects.filter(state=FollowUpState.PLANNED).aggregate(first=Min("due_at"))["first"]
    look = Case.objects.aggregate(first=Min("looks_again_at"))["first"]
    return min((moment + SECOND for moment in (due, look) if moment), default=None)


def _compare(pack: shapes.Pack, world: World) -> None:
    wrong = [
        f"{question.key} ends {state}, not {question.ends}"
        for question in pack.questions
        if (state := Case.objects.get(pk=world.questions[question.key].case_id).state) != question.ends
    ]
    if wrong:
        raise ValueError("The demo pack and the product disagree: " + "; ".join(wrong))
