"""The demo pack as files: who is in it, in which language, and that its stories can have happened."""

import re
from collections import Counter
from datetime import UTC, datetime, time, timedelta

import pytest

from cases.states import State
from sandbox.pack.clock import ZURICH, Calendar, awake
from sandbox.pack.reading import DATA, read_pack
from sandbox.people import as_lines

STOP_WORDS = {
    "de": {"und", "der", "die", "das", "ist", "nicht", "ich", "ein", "mit", "auf", "den", "im"},
    "fr": {"le", "la", "les", "et", "est", "je", "pas", "une", "des", "un", "du", "que"},
    "it": {"il", "la", "che", "di", "non", "un", "una", "per", "e", "sono", "ho", "è"},
    "en": {"the", "and", "is", "it", "to", "my", "of", "in", "that", "for", "not", "on"},
}


@pytest.fixture(scope="module")
def pack():
    return read_pack()


def language_of(text: str) -> str:
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    return max(STOP_WORDS, key=lambda language: sum(words[word] for word in STOP_WORDS[language]))


def test_six_topics_fifteen_people_forty_questions_five_helpers(pack):
    assert (len(pack.topics), len(pack.people), len(pack.questions), len(pack.helpers)) == (6, 15, 40, 5)


def test_questions_come_in_four_languages(pack):
    assert Counter(question.language for question in pack.questions) == {"de": 16, "fr": 9, "en": 8, "it": 7}


def test_every_text_is_written_in_the_language_it_claims(pack):
    for question in pack.questions:
        assert language_of(f"{question.title} {question.body}") == question.language, question.key
        for answer in question.answers:
            assert language_of(answer.body) == question.language, (question.key, answer.key)


def test_stories_together_reach_every_state(pack):
    assert {question.ends for question in pack.questions} == set(State)


def test_swiss_german_knows_no_sharp_s():
    assert not [file.name for file in DATA.rglob("*.toml") if "ß" in file.read_text(encoding="utf-8")]


def test_keys_name_one_thing_each_and_point_to_something(pack):
    people = {person.key for person in pack.people}
    services = {service.key for helper in pack.helpers for service in helper.services}
    questions = [question.key for question in pack.questions]
    assert len(set(questions)) == len(questions)
    for question in pack.questions:
        answers = {answer.key for answer in question.answers}
        assert {question.asker, *(answer.by for answer in question.answers)} <= people
        assert {event["by"] for event in question.story if event.get("by")} <= people
        assert {event["answer"] for event in question.story if event.get("answer")} <= answers, question.key
    for booking in pack.bookings:
        assert booking.customer in people
        assert booking.service in services
        assert not booking.question or booking.question in questions


def test_nobody_judges_their_own_work(pack):
    for question in pack.questions:
        authors = {answer.key: answer.by for answer in question.answers}
        for event in question.story:
            if event.do in {"worked", "not_worked", "verdict"}:
                assert event["by"] not in {question.asker, authors[event["answer"]]}, question.key


def test_the_calendar_counts_from_the_day_of_loading_in_zurich():
    calendar = Calendar(datetime(2026, 3, 30, 0, 30, tzinfo=UTC))
    assert calendar.day(1, "20:41").isoformat() == "2026-03-29T20:41:00+02:00"
    assert calendar.day(2, "20:41").isoformat() == "2026-03-28T20:41:00+01:00"


def test_each_person_has_a_log_in_that_says_what_to_look_at(pack):
    text = "\n".join(as_lines())
    assert all(person.email in text and person.look["en"] in text for person in pack.people)
    assert all(set(person.look) == {"de", "fr", "it", "en"} for person in pack.people)


def test_nobody_acts_at_night():
    evening = datetime(2026, 5, 4, 23, 30, tzinfo=ZURICH)
    night = [evening + timedelta(minutes=minutes) for minutes in range(0, 420, 7)]
    moved = [awake(moment).astimezone(ZURICH) for moment in night]
    assert moved == sorted(moved)
    assert all(time(6, 30) <= moment.time() <= time(7) and moment.date() == night[-1].date() for moment in moved)
    assert awake(evening - timedelta(hours=1)) == evening - timedelta(hours=1)
