"""R: is the problem solved? Only the person who has it and independent others can say so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

from cases.assess import events as kinds
from cases.assess.events import CaseFacts, Event
from cases.assess.policy import Policy
from cases.assess.votes import FAILED, WORKED, Tally, Votes

NONE, CLAIMED, CONFIRMED, DENIED = "none", "claimed", "confirmed", "denied"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What R is, since when, and the claim it rests on. `accepted` is the answer that carries it.

    `before` is what had been decided when a new claim came; it holds again if that claim is taken back.
    """

    value: str = NONE
    at: float | None = None
    accepted: str | None = None
    claimed_at: float | None = None
    claimed_by: str | None = None
    denied_by_asker: bool = False
    ever_claimed: bool = False
    before: Self | None = None


def resolve(facts: CaseFacts, events: Sequence[Event], authors: Mapping[str, str | None], policy: Policy) -> Resolution:
    """Where R stands after `events` (in order). `authors` maps every answer to who wrote it."""
    word, votes = Resolution(), Votes(policy)
    ever_claimed = False
    for event in events:
        if event.kind == kinds.VOTE:
            vote = replace(event, answer=event.answer or word.accepted or only_one(authors))
            if _may_vote(vote, facts, authors):
                votes.add(vote)
        elif event.kind in _MOVES:
            word = _MOVES[event.kind](word, _Told(event, facts, authors, policy))
        ever_claimed = ever_claimed or word.value in (CLAIMED, CONFIRMED)
    return replace(_with_votes(word, votes.on(word.accepted)), ever_claimed=ever_claimed)


def _with_votes(word: Resolution, tally: Tally) -> Resolution:
    """Votes confirm a claim; they deny a claim, and a confirmation that is older than they are."""
    if tally.verdict is None or tally.since is None or word.at is None:
        return word
    if tally.verdict == WORKED and word.value == CLAIMED:
        return replace(word, value=CONFIRMED, at=max(word.at, tally.since))
    outdone = word.value == CLAIMED or (word.value == CONFIRMED and tally.since > word.at)
    if tally.verdict == FAILED and outdone:
        return replace(word, value=DENIED, at=max(word.at, tally.since))
    return word


def _may_vote(vote: Event, facts: CaseFacts, authors: Mapping[str, str | None]) -> bool:
    if vote.conflict:
        return False
    return vote.by is None or vote.by not in (facts.asker, authors.get(vote.answer or ""))


def only_one(answers: Mapping[str, object]) -> str | None:
    """The answer that is meant when none is named: the only one there is."""
    return next(iter(answers)) if len(answers) == 1 else None


@dataclass(frozen=True, slots=True)
class _Told:
    """One event with what is needed to weigh it."""

    event: Event
    facts: CaseFacts
    authors: Mapping[str, str | None]
    policy: Policy

    @property
    def by_asker(self) -> bool:
        return self.event.by is not None and self.event.by == self.facts.asker


def _accept(word: Resolution, told: _Told) -> Resolution:
    """A claim, never more. Nobody accepts their own answer, nobody re-accepts what the asker refused."""
    event, answer = told.event, told.event.answer or only_one(told.authors)
    author = told.authors.get(answer or "")
    if event.by is not None and event.by == author and not told.by_asker:
        return word
    if word.denied_by_asker and answer == word.accepted and not told.by_asker:
        return word
    before = word if word.value in (CONFIRMED, DENIED) else word.before
    return Resolution(CLAIMED, event.at, answer, event.at, event.by, before=before)


def _unaccept(word: Resolution, told: _Told) -> Resolution:
    """The claim goes; whatever was decided before or since stays."""
    event = told.event
    is_theirs = told.by_asker or event.by is None or event.by == word.claimed_by
    if not is_theirs or (event.answer is not None and event.answer != word.accepted):
        return word
    if word.value == CLAIMED:
        return word.before or Resolution()
    return replace(word, accepted=None, claimed_at=None)


def _asker_reply(word: Resolution, told: _Told) -> Resolution:
    event = told.event
    if not (told.by_asker or event.by is None or told.facts.asker is None):
        return word
    if event.says_yes:
        return _confirmed(word, event.at)
    if event.says_no:
        return _denied(word, event.at, by_asker=True)
    if event.value == "partly" and word.value == CONFIRMED:
        return replace(word, value=CLAIMED, at=event.at)
    return word


def _booking(word: Resolution, told: _Told) -> Resolution:
    """Whoever is paid can claim; only the customer can confirm or deny."""
    event = told.event
    if told.by_asker:
        return _asker_reply(word, told)
    if event.says_yes and word.value == NONE:
        return replace(word, value=CLAIMED, at=event.at, claimed_at=event.at, claimed_by=event.by)
    return word


def _recontact(word: Resolution, told: _Told) -> Resolution:
    if not told.event.says_yes or word.claimed_at is None:
        return word
    in_time = 0 <= told.event.at - word.claimed_at <= told.policy.recontact_days
    return _denied(word, told.event.at) if in_time else word


def _complaint(word: Resolution, told: _Told) -> Resolution:
    """Only a complaint that was made to us and upheld denies; a mention elsewhere opens a review."""
    upheld = told.event.says_yes and not told.event.is_implicit
    return _denied(word, told.event.at) if upheld else word


def _confirmed(word: Resolution, at: float) -> Resolution:
    claimed_at = at if word.claimed_at is None else word.claimed_at
    return replace(word, value=CONFIRMED, at=at, claimed_at=claimed_at, denied_by_asker=False)


def _denied(word: Resolution, at: float, *, by_asker: bool = False) -> Resolution:
    return replace(word, value=DENIED, at=at, denied_by_asker=by_asker or word.denied_by_asker)


_MOVES: Final[Mapping[str, Callable[[Resolution, _Told], Resolution]]] = {
    kinds.ACCEPT: _accept,
    kinds.UNACCEPT: _unaccept,
    kinds.ASKER_REPLY: _asker_reply,
    kinds.BOOKING: _booking,
    kinds.RECONTACT: _recontact,
    kinds.COMPLAINT: _complaint,
}
