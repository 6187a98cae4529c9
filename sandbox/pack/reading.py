"""Read the demo pack. Only the standard library: the demo runner names its log-ins before Django is up."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sandbox.pack.shapes import (
    Answer,
    Booking,
    Certificate,
    Event,
    Helper,
    Hours,
    Pack,
    Person,
    Question,
    Service,
    Target,
    Topic,
)

DATA = Path(__file__).resolve().parent / "data"
TOPICS = ("internet", "tv", "mobile", "bills", "moving", "power")

LATEST = 1.35  # days before today: whoever would act at night does so in the morning
Row = Mapping[str, Any]


def read_pack() -> Pack:
    """All of it. Raises: ValueError, naming the story and what is wrong with it."""
    helpers = _open("helpers.toml")
    return Pack(
        people=read_people(),
        topics=tuple(_topic(_open(f"topics/{slug}.toml")) for slug in TOPICS),
        helpers=tuple(_helper(row) for row in helpers["helper"]),
        bookings=tuple(_booking(row) for row in [*helpers["booking"], *map(_whole, helpers["visit"])]),
        targets=tuple(Target(**row) for row in _open("targets.toml")["target"]),
    )


def read_people() -> tuple[Person, ...]:
    """The people alone."""
    rows = _open("people.toml")["person"]
    return tuple(Person(**{**row, "roles": tuple(row["roles"])}) for row in rows)


def _open(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def _topic(rows: Row) -> Topic:
    topic = rows["topic"]
    questions = tuple(_question(row, topic["slug"]) for row in rows["question"])
    return Topic(**topic, questions=questions)


def _question(row: Row, topic: str) -> Question:
    question = Question(
        key=row["key"],
        topic=topic,
        language=row["language"],
        asker=row["asker"],
        asked=row["asked"],
        time=row["time"],
        ends=row["ends"],
        title=row["title"],
        device=row.get("device", ""),
        body=row["body"].strip(),
        answers=tuple(Answer(**{**answer, "body": answer["body"].strip()}) for answer in row["answer"]),
        story=tuple(_event(event) for event in row["story"]),
        edits={edit["answer"]: edit["body"].strip() for edit in row.get("edit", ())},
    )
    _check(question)
    return question


def _event(row: Row) -> Event:
    return Event(do=row["do"], after=row.get("after"), said={k: v for k, v in row.items() if k not in {"do", "after"}})


def _check(question: Question) -> None:
    """A story runs forward and ends before today, and nobody speaks about an answer that is not there yet."""
    if any(answer.after > question.asked - LATEST for answer in question.answers):
        raise ValueError(f"{question.key}: an answer is not yet past")
    written = {answer.key: answer.after for answer in question.answers}
    before = 0.0
    for event in question.story:
        after = event.after or 0.0
        if not before <= after <= question.asked - LATEST:
            raise ValueError(f"{question.key}: {event.do} after {after} days is out of order or not yet past")
        if written.get(event.get("answer"), 0) > after:
            raise ValueError(f"{question.key}: {event.do} comes before its answer")
        before = after


def _helper(row: Row) -> Helper:
    return Helper(
        person=row["person"],
        place=row["place"],
        zip_code=row["zip"],
        lat=row["lat"],
        lon=row["lon"],
        languages=tuple(row["languages"]),
        radius_km=row["radius_km"],
        since=row["since"],
        about=row["about"],
        certificates=tuple(Certificate(**certificate) for certificate in row["certificates"]),
        services=tuple(Service(**service) for service in row["services"]),
        hours=tuple(Hours(days=hours["days"], begin=hours["from"], end=hours["to"]) for hours in row["hours"]),
    )


def _whole(visit: Row) -> Row:
    """A closed visit that was told in short, told as a booking with its story."""
    ended = {"outcome": visit["outcome"], "why": visit.get("why", ""), "note": visit["report"]}
    story: list[Row] = [
        {"after": 0.002, "do": "pay"},
        {"after": 0.5, "do": "accept"},
        {"do": "check_in"},
        {"do": "check_out", "minutes": 25, **ended},
        {"do": "confirm", "hours_after": 4, "value": visit["said"]},
    ]
    if "held" in visit:
        story.append({"do": "day3", "hours_after": 75, "value": visit["held"]})
    return {**visit, "booked": 4 - visit["day"], "story": story, "ends": "closed"}


def _booking(row: Row) -> Booking:
    return Booking(
        key=row["key"],
        customer=row["customer"],
        service=row["service"],
        booked=row["booked"],
        ends=row["ends"],
        story=tuple(_event(event) for event in row["story"]),
        day=row.get("day", 0),
        time=row.get("time", ""),
        is_now=row.get("now", False),
        question=row.get("question", ""),
        note=row.get("note", ""),
        pays_after=row.get("pays") == "after",
    )
