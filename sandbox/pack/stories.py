"""Questions and what became of them, played through the flows that people's clicks would call."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from cases.flows import evidence, follow_ups, opening
from cases.models import FollowUp
from cases.states import FollowUpState, Held, Kind
from community.flows import answers, comments, outcomes, questions
from sandbox.pack import shapes
from sandbox.pack.clock import awake
from sandbox.pack.judging import ask_audit, judge
from sandbox.pack.world import Claim, Step, World

Teller = Callable[[World, shapes.Question, shapes.Event, datetime], object]


def steps(story: shapes.Question, world: World) -> Iterator[Step]:
    """The story as steps, each with its moment."""
    asked = world.calendar.day(story.asked, story.time)
    yield Step(asked, partial(_ask, world, story), opens=story.key)
    for answer in story.answers:
        yield Step(awake(asked + timedelta(days=answer.after)), partial(_answer, world, story, answer))
    for event in story.story:
        yield Step(awake(asked + timedelta(days=event.after or 0)), partial(TELLERS[event.do], world, story, event))


def claims(story: shapes.Question, world: World) -> Iterator[Claim]:
    """The moment at which the asker first called an answer the solution."""
    judged = {event["answer"] for event in story.story if event.do == "verdict"}
    for event in story.story:
        if event.do == "accept":
            at = world.calendar.day(story.asked, story.time) + timedelta(days=event.after or 0)
            yield Claim(story.key, awake(at), world.pack.risk_of(story.key), event["answer"] in judged)
            return


def _ask(world: World, story: shapes.Question, at: datetime) -> None:
    world.questions[story.key] = questions.ask(
        by=world.people[story.asker],
        topic=world.topics[story.topic],
        title=story.title,
        source=story.body,
        language=story.language,
        device=story.device,
        at=at,
    )


def _answer(world: World, story: shapes.Question, answer: shapes.Answer, at: datetime) -> None:
    question, by = world.questions[story.key], world.people[answer.by]
    world.answers[story.key, answer.key] = answers.post(question=question, by=by, source=answer.body, at=at)


def _accept(world: World, story: shapes.Question, event: shapes.Event, at: datetime) -> None:
    answers.accept(answer=world.answers[story.key, event["answer"]], by=world.people[story.asker], at=at)


def _follow_up(world: World, story: shapes.Question, event: shapes.Event, at: datetime) -> None:
    case = world.questions[story.key].case
    asked = FollowUp.objects.filter(case=case, kind=event.do, state=FollowUpState.SENT).latest("claimed_at")
    follow_ups.answer(follow_up=asked, value=Held(event["value"]), remark=event.get("note"), at=at)


def _outcome(world: World, story: shapes.Question, event: shapes.Event, at: datetime) -> None:
    outcomes.report(
        answer=world.answers[story.key, event["answer"]],
        by=world.people[event["by"]],
        worked=event.do == "worked",
        device=event["device"],
        at=at,
    )


def _same_problem(world: World, story: shapes.Question, event: shapes.Event, at: datetime) -> None:
    questions.say_same_problem(question=world.questions[story.key], by=world.people[event["by"]], at=at)


def _comment(world: World, story: shapes.Question, event: shapes.Event, at: datetime) -> None:
    comments.say(
        question=world.questions[story.key],
        answer=world.answers.get((story.key, event["on"])),
        by=world.people[event["by"]],
        source=event["text"],
        at=at,
    )


def _edit(world: World, story: shapes.Question, event: shapes.Event, at: datetime) -> None:
    answer = world.answers[story.key, event["answer"]]
    answer.refresh_from_db()
    answers.edit(
        answer=answer,
        by=answer.author,
        source=story.edits[event["answer"]],
        note=event["reason"],
        says_minor=not event.said["substantive"],
        at=at,
    )


def _trigger(world: World, story: shapes.Question, event: shapes.Event, at: datetime) -> None:
    evidence.append(world.questions[story.key].case_id, Kind.TRIGGER, by=None, at=at, value=event["kind"])


def _recontact(world: World, story: shapes.Question, event: shapes.Event, at: datetime) -> None:
    case, asker = world.questions[story.key].case, world.people[story.asker]
    opening.add_contact(case=case, channel=event["channel"], by=asker, at=at)
    evidence.append(case.pk, Kind.RECONTACT, by=asker, at=at, value="same_issue", actor_role="asker")


def _duplicate(world: World, story: shapes.Question, event: shapes.Event, at: datetime) -> None:
    original, by = world.questions[event["of"]], world.people[event["by"]]
    questions.link_duplicate(question=world.questions[story.key], original=original, by=by, at=at)


def _withdraw(world: World, story: shapes.Question, event: shapes.Event, at: datetime) -> None:
    questions.withdraw(question=world.questions[story.key], by=world.people[story.asker], at=at)


TELLERS: dict[str, Teller] = {
    "accept": _accept,
    "day3": _follow_up,
    "day14": _follow_up,
    "worked": _outcome,
    "not_worked": _outcome,
    "verdict": judge,
    "ask_audit": ask_audit,
    "same_problem": _same_problem,
    "comment": _comment,
    "edit": _edit,
    "trigger": _trigger,
    "recontact": _recontact,
    "duplicate": _duplicate,
    "withdraw": _withdraw,
}
