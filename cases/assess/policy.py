"""The numbers a company may set; every assessment names the policy it was made under."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

HIGH, MEDIUM, LOW = "high", "medium", "low"


def _frozen(**values: int) -> Mapping[str, int]:
    return MappingProxyType(values)


@dataclass(frozen=True, slots=True)
class Policy:
    """How much evidence decides, and for how long. Periods are days, shares run from 0 to 1."""

    version: str = "1"
    recontact_days: float = 14
    unknown_after: float = 30
    ttl: Mapping[str, float] = field(default_factory=lambda: _frozen(low=730, medium=365, high=180))
    votes_min: int = 3
    votes_share: float = 0.75
    verdicts_needed: Mapping[str, int] = field(default_factory=lambda: _frozen(low=1, medium=1, high=2))
    vote_cap_per_group: int = 1

    def time_to_live(self, risk: str) -> float:
        """Days until a checked case of this risk must be checked again; an unknown risk counts as high."""
        return self.ttl.get(risk, self.ttl[HIGH])

    def needed(self, risk: str) -> int:
        """How many reviewers must agree before an answer of this risk is called correct."""
        return self.verdicts_needed.get(risk, self.verdicts_needed[HIGH])
