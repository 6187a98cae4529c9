"""Decide what is true of a case: a pure function of its evidence, the policy and the day.

Nothing else in the house decides whether a case is solved, or solved correctly. No clock, no database;
times are days as floats (`from_datetime` and `to_datetime` translate). The order in which evidence
arrives does not matter, and any past day can be asked for again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cases.assess import events as kinds
from cases.assess.correctness import UNRATED, Correctness, judge
from cases.assess.events import CaseFacts, Event, from_datetime, to_datetime, until
from cases.assess.policy import Policy
from cases.assess.reading import read_event, read_facts
from cases.assess.resolution import CLAIMED, CONFIRMED, Resolution, only_one, resolve
from cases.assess.state import EXCLUDED, OPEN, REFUTED, Facets, state_of

__all__ = [
    "Assessment", "CaseFacts", "Event", "Policy",
    "assess", "from_datetime", "read_event", "read_facts", "to_datetime",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is true of a case on one day. `next_change_at`: when time alone will change it, if ever."""

    state: str
    resolved: str
    correct: str
    stale: bool
    ever_claimed: bool
    false_solved: bool
    claimed_at: float | None
    resolved_at: float | None
    checked_at: float | None
    next_change_at: float | None
    accepted: str | None
    policy_version: str


def assess(facts: CaseFacts, events: Iterable[Event], now: float, policy: Policy = Policy()) -> Assessment:  # noqa: B008
    """Assess a case as of `now`; later events are left out, unknown kinds change nothing."""
    past = until(now, events)
    authors = _authors(past)
    r = resolve(facts, past, authors, policy)
    carrier = r.accepted or only_one(authors)
    c = judge(facts, past, authors, carrier, policy)
    checked_on = _last_checked(r, c)
    expires_at = None if checked_on is None else checked_on + policy.time_to_live(facts.risk)
    triggers = [e.at for e in past if e.kind == kinds.TRIGGER and e.answer in (None, carrier)]
    stale = _is_stale(triggers, checked_on, expires_at, now)
    old_at = facts.created + policy.unknown_after
    facets = Facets(r.value, c.value, _is_excluded(past), stale, now > old_at)
    state = state_of(facets)
    return Assessment(
        state=state,
        resolved=r.value,
        correct=c.value,
        stale=stale,
        ever_claimed=r.ever_claimed,
        false_solved=state == REFUTED and r.ever_claimed,
        claimed_at=r.claimed_at,
        resolved_at=r.at,
        checked_at=c.at,
        next_change_at=_next_change(state, old_at, None if stale else expires_at),
        accepted=r.accepted,
        policy_version=policy.version,
    )


def _authors(events: Sequence[Event]) -> dict[str, str | None]:
    return {event.answer: event.by for event in events if event.kind == kinds.ANSWER and event.answer}


def _last_checked(r: Resolution, c: Correctness) -> float | None:
    """When somebody last said that it holds or looked at it: the later of the R and the C date."""
    solved_at = r.at if r.value in (CLAIMED, CONFIRMED) else None
    judged_at = c.at if c.value != UNRATED else None
    return max((at for at in (solved_at, judged_at) if at is not None), default=None)


def _is_stale(triggers: Sequence[float], checked_on: float | None, expires_at: float | None, now: float) -> bool:
    """Too long unchecked, or something happened since that may have made it untrue."""
    if checked_on is None or expires_at is None:
        return False
    return now > expires_at or any(at > checked_on for at in triggers)


def _is_excluded(events: Sequence[Event]) -> bool:
    """Withdrawn, merged into another case or spam, unless an appeal brought it back since."""
    out = (kinds.WITHDRAW, kinds.MERGE, kinds.SPAM)
    return next((e.kind in out for e in reversed(events) if e.kind in (*out, kinds.RESTORE)), False)


def _next_change(state: str, old_at: float, expires_at: float | None) -> float | None:
    if state == EXCLUDED:
        return None
    return old_at if state == OPEN else expires_at
