"""C: is the answer correct? Neutral reviewers decide, each with their last word on the current revision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from cases.assess import events as kinds
from cases.assess.events import CaseFacts, Event
from cases.assess.policy import Policy

UNRATED, CORRECT, WRONG, DISPUTED = "unrated", "correct", "wrong", "disputed"

POSITIVE: Final = frozenset(("correct", "correct_with_caveat"))
NEGATIVE: Final = frozenset(("incorrect", "harmful", "wrong"))


@dataclass(frozen=True, slots=True)
class Correctness:
    """What C is, and when a reviewer last looked."""

    value: str = UNRATED
    at: float | None = None


@dataclass(slots=True)
class _Sheet:
    """The verdicts on one answer since its last substantive edit."""

    revisions: set[str] = field(default_factory=set)
    verdicts: dict[str, Event] = field(default_factory=dict)
    adjudicated: Event | None = None

    def edit(self, event: Event) -> None:
        """A substantive edit voids what was said about the old text; a corrected typo keeps it."""
        if not event.says_no:
            self.revisions, self.verdicts, self.adjudicated = set(), {}, None
        if event.revision:
            self.revisions.add(event.revision)

    def judge(self, event: Event) -> None:
        """Note a verdict, unless it is about a revision that is gone."""
        if event.revision and self.revisions and event.revision not in self.revisions:
            return
        if event.kind == kinds.ADJUDICATE:
            self.adjudicated, self.verdicts = event, {}
        else:
            self.verdicts[event.by or repr(event)] = event

    def outcome(self, needed: int) -> Correctness:
        ruling = [self.adjudicated] if self.adjudicated else []
        standing = [*ruling, *self.verdicts.values()]
        good = [event for event in standing if event.value in POSITIVE]
        bad = [event for event in standing if event.value in NEGATIVE]
        at = max((event.at for event in good + bad), default=None)
        if good and bad:
            return Correctness(DISPUTED, at)
        if bad:
            return Correctness(WRONG, at)
        is_ruled = any(event.kind == kinds.ADJUDICATE for event in good)
        return Correctness(CORRECT, at) if is_ruled or len(good) >= max(needed, 1) else Correctness()


def judge(
    facts: CaseFacts,
    events: Sequence[Event],
    authors: Mapping[str, str | None],
    carrier: str | None,
    policy: Policy,
) -> Correctness:
    """Where C stands after `events` (in order) for the answer that carries the case."""
    sheet = _Sheet()
    for event in events:
        if carrier is None or event.answer not in (carrier, None):
            continue
        if event.kind in (kinds.ANSWER, kinds.EDIT):
            sheet.edit(event)
        elif event.kind in (kinds.VERDICT, kinds.ADJUDICATE) and _is_neutral(event, facts, authors.get(carrier)):
            sheet.judge(event)
    return sheet.outcome(policy.needed(facts.risk))


def _is_neutral(event: Event, facts: CaseFacts, author: str | None) -> bool:
    return not event.conflict and (event.by is None or event.by not in (facts.asker, author))
