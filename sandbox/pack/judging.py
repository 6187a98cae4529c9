"""Reviewers read blind sheets, as chance draws them from the claims and as moderators ask for them."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from itertools import count, groupby
from operator import attrgetter
from typing import Any

from django.db import connection

from community.models import Answer
from moderation import plan
from moderation.flows import audits, draws, sheets
from moderation.models import Audit, Draw
from moderation.rubric import CRITERIA, SCORES, Judgement
from moderation.states import Grade, Result, Why
from sandbox.pack import shapes
from sandbox.pack.clock import ZURICH
from sandbox.pack.world import Claim, Step, World

READING = timedelta(minutes=6)
NIGHT = time(2, 10)
# The row of the rubric that speaks against an answer.
AGAINST: Mapping[str, dict[str, Grade]] = {
    Result.CORRECT: {},
    Result.CORRECT_WITH_CAVEAT: {"complete": Grade.PARTLY},
    Result.INCOMPLETE: {"complete": Grade.NO},
    Result.INCORRECT: {"right": Grade.NO},
    Result.HARMFUL: {"safe": Grade.NO},
}


def judge(world: World, story: shapes.Question, event: shapes.Event, at: datetime) -> None:
    """A reviewer takes a sheet about the answer and decides it; where none was drawn, a moderator asked."""
    answer, by = world.answers[story.key, event["answer"]], world.people[event["by"]]
    begun = at - READING
    mine = Audit.objects.filter(answer=answer).free(begun).order_by("slot")
    audit = mine.first() or _asked_for(answer, begun)
    audit = audits.claim(audit=audit, by=by, at=begun)
    audits.decide(audit=audit, by=by, version=audit.version, judgement=_judgement(event), at=at)


def ask_audit(world: World, story: shapes.Question, event: shapes.Event, at: datetime) -> None:
    """A moderator wants the solution checked."""
    sheets.ask(question=world.questions[story.key], by=world.people[event["by"]], at=at)


def _asked_for(answer: Answer, at: datetime) -> Audit:
    answer = Answer.objects.select_related("question__case", "revision").get(pk=answer.pk)
    return sheets.put(answer=answer, why=Why.ASKED, at=at)[0]


def _judgement(event: shapes.Event) -> Judgement:
    result = Result(event["value"])
    filled: dict[str, Any] = dict.fromkeys(CRITERIA, Grade.YES) | AGAINST[result]
    filled |= zip(SCORES, event.said["tone"], strict=True)
    return Judgement(result=result, reason=event["note"], **filled)


def nights(claims: list[Claim], world: World) -> Iterator[Step]:
    """The nights after a claim, in which the desk draws from what is new."""
    evenings = {claim.at.astimezone(ZURICH).date() for claim in claims}
    for evening in sorted(evenings):
        night = datetime.combine(evening + timedelta(days=1), NIGHT, ZURICH)
        if night < world.calendar.now:
            yield Step(night, lambda at: draws.draw_due(at=at))


def choose_seeds(claims: list[Claim], opened: list[str]) -> None:
    """Let chance draw the claims that the pack has a verdict for, and no others at low and medium risk.

    The first draw of a month decides its seed, and anybody can do it over: so the seed is what is chosen here, by
    trying, from the numbers that the cases are going to have. `opened` names the cases in the order of opening.
    """
    first = _next_case()
    numbers = {key: first + place for place, key in enumerate(opened)}
    drawn = sorted((claim for claim in claims if plan.SHARES[claim.risk] < 1), key=attrgetter("at"))
    for period, of_month in groupby(drawn, key=lambda claim: plan.period_of(claim.at)):
        wanted = [(numbers[claim.key], plan.SHARES[claim.risk], claim.is_judged) for claim in of_month]
        begin, _end = plan.bounds(period)
        Draw.objects.create(
            period=period, stratum="low:claimed", share=0, seed=_seed(period, wanted),
            frame_ids=[], frame_size=0, drawn_at=begin,
        )  # fmt: skip


def _seed(period: str, wanted: list[tuple[int, float, bool]]) -> str:
    seeds = (f"{period}:{number}" for number in count())
    return next(
        seed
        for seed in seeds
        if all(plan.is_drawn(seed, period, case, share) == is_drawn for case, share, is_drawn in wanted)
    )


def _next_case() -> int:
    with connection.cursor() as db:
        db.execute("SELECT last_value + is_called::int FROM cases_case_id_seq")
        (found,) = db.fetchone()
    return int(found)
