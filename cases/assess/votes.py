"""What others say who tried the same answer: independent groups, each with its last word."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from cases.assess.events import Event
from cases.assess.policy import Policy

WORKED, FAILED = "worked", "failed"


@dataclass(frozen=True, slots=True)
class Tally:
    """Which way the votes on one answer fall, and since when without a break."""

    verdict: str | None = None
    since: float | None = None


@dataclass(slots=True)
class Votes:
    """The last word of every voter, answer by answer."""

    policy: Policy
    cast: dict[str | None, dict[str, Event]] = field(default_factory=lambda: defaultdict(dict))
    tallies: dict[str | None, Tally] = field(default_factory=dict)

    def add(self, vote: Event) -> None:
        of_answer = self.cast[vote.answer]
        voter = vote.by or vote.group or repr(vote)
        of_answer.pop(voter, None)
        of_answer[voter] = vote
        verdict = self._count(of_answer)
        if verdict != self.tallies.get(vote.answer, Tally()).verdict:
            self.tallies[vote.answer] = Tally(verdict, vote.at)

    def on(self, answer: str | None) -> Tally:
        return self.tallies.get(answer, Tally()) if answer is not None else Tally()

    def _count(self, of_answer: Mapping[str, Event]) -> str | None:
        groups: dict[str, list[Event]] = defaultdict(list)
        for voter, vote in of_answer.items():
            if vote.says_yes or vote.says_no:
                groups[vote.group or voter].append(vote)
        counted = [vote for group in groups.values() for vote in group[-self.policy.vote_cap_per_group :]]
        if len(groups) < self.policy.votes_min:
            return None
        share = sum(vote.says_yes for vote in counted) / len(counted)
        if share >= self.policy.votes_share:
            return WORKED
        return FAILED if share <= 1 - self.policy.votes_share else None
