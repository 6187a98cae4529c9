"""What must hold for every list of evidence, however odd."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cases.assess import CaseFacts, Event, Policy, assess, read_event, read_facts
from cases.assess.events import KINDS
from cases.assess.state import STATES

PEOPLE = ("asker", "h1", "h2", "m1", "m2", "p1", "p2", "p3", None)
VALUES = ("yes", "no", "partly", "correct", "incorrect", "incomplete", "worked", "solved", True, False, None, "??")

events = st.builds(
    Event,
    at=st.sampled_from((0.0, 1.0, 2.0, 2.0, 5.0, 16.0, 20.0, 40.0, 90.0, 400.0, 1e9)) | st.floats(0, 800),
    kind=st.sampled_from((*KINDS, "??")),
    answer=st.sampled_from(("a1", "a2", None)),
    by=st.sampled_from(PEOPLE),
    value=st.sampled_from(VALUES),
    group=st.sampled_from((None, "home", "office")),
    conflict=st.booleans(),
    revision=st.sampled_from((None, "r1", "r2")),
    is_implicit=st.booleans(),
)
logs = st.lists(events, max_size=14)
facts = st.builds(
    CaseFacts, st.sampled_from(("asker", None)), st.sampled_from(("low", "medium", "high", "?")), st.just(0.0)
)
days = st.sampled_from((0.0, 30.0, 41.0, 100.0, 500.0))


@given(facts, st.data(), days)
def test_the_order_of_arrival_does_not_matter(of: CaseFacts, data: st.DataObject, now: float) -> None:
    log = data.draw(logs)
    assert assess(of, log, now) == assess(of, data.draw(st.permutations(log)), now)


@given(facts, logs, days)
def test_evidence_that_arrives_twice_counts_once(of: CaseFacts, log: list[Event], now: float) -> None:
    assert assess(of, log, now) == assess(of, log + log, now)


words = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(("yes", "a1"))
names = st.sampled_from(
    ("t", "type", "a", "by", "value", "worked", "group", "kind", "upheld", "outcome", "substantive", "??")
)


@given(st.lists(st.dictionaries(names, words | st.sampled_from(KINDS)), max_size=6), st.dictionaries(names, words))
def test_no_list_of_events_crashes(log: list[dict[str, Any]], of: dict[str, Any]) -> None:
    assert assess(read_facts(of), [read_event(event) for event in log], 40, Policy()).state in STATES


@given(logs, days)
def test_an_expert_is_never_outvoted_by_happy_users(log: list[Event], now: float) -> None:
    """One neutral 'incorrect' on the carrying answer, and nothing users do makes it correct again."""
    case = CaseFacts("asker", "medium", 0)
    users = [e for e in log if e.kind in ("vote", "asker_reply", "booking", "recontact", "complaint")]
    told = [
        Event(0, "answer", "a1", "h1"),
        Event(0, "accept", "a1", "asker"),
        Event(0, "verdict", "a1", "m1", "incorrect"),
    ]
    found = assess(case, [*told, *users], now)
    assert (found.correct, found.state) == ("wrong", "refuted")


@given(facts, st.lists(events.filter(lambda e: e.kind in ("answer", "edit", "trigger", "??")), max_size=8), days)
def test_silence_never_becomes_success(of: CaseFacts, log: list[Event], now: float) -> None:
    found = assess(of, log, now)
    assert found.state in ("open", "unknown")
    assert not found.ever_claimed


@given(logs, st.floats(0, 900), st.floats(0, 900))
def test_time_alone_never_confirms(log: list[Event], one: float, other: float) -> None:
    """Between two days without new evidence a case can expire or become unknown, nothing else."""
    past = [e for e in log if e.at <= min(one, other)]
    before, after = (assess(CaseFacts("asker", "medium", 0), past, day) for day in sorted((one, other)))
    assert (before.resolved, before.correct) == (after.resolved, after.correct)
    assert after.state in (before.state, "expired", "unknown")


@given(facts, logs, st.floats(0, 900), st.floats(0, 900))
def test_what_was_ever_claimed_stays_ever_claimed(of: CaseFacts, log: list[Event], one: float, other: float) -> None:
    early, late = sorted((one, other))
    assert assess(of, log, late).ever_claimed or not assess(of, log, early).ever_claimed


@settings(max_examples=300)
@given(facts, logs, days)
def test_the_next_change_is_where_the_assessment_changes(of: CaseFacts, log: list[Event], now: float) -> None:
    past = [e for e in log if e.at <= now]
    found = assess(of, past, now)
    at = found.next_change_at
    if at is None:
        assert assess(of, past, now + 5000).state == found.state
    else:
        assert assess(of, past, max(at, now)).state == found.state
        later = assess(of, past, max(at, now) + 0.001)
        assert (later.state, later.stale) != (found.state, found.stale)


@given(facts, logs, days)
def test_false_solved_means_refuted_after_a_claim(of: CaseFacts, log: list[Event], now: float) -> None:
    found = assess(of, log, now)
    assert found.false_solved == (found.state == "refuted" and found.ever_claimed)
