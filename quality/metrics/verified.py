"""The headline: what share of problems was solved, and solved correctly, once somebody looked."""

from collections.abc import Sequence
from dataclasses import dataclass

from quality.metrics.audits import Estimate, Stratum, estimate

CLAIMED_STATES = frozenset(("claimed", "confirmed", "verified", "refuted"))


@dataclass(frozen=True, slots=True)
class StateAudit:
    """The audit of all mature cases that are in one state: `good` is solved and correct.

    `was_claimed` says whether these cases had ever been called solved.
    """

    state: str
    stratum: Stratum
    was_claimed: bool


@dataclass(frozen=True, slots=True)
class Headline:
    """Verified rate beside the claimed one; `observed` is what is verified so far, a lower bound."""

    verified: Estimate
    observed: float | None
    claimed: float | None
    false_solved: float | None


def headline(audits: Sequence[StateAudit]) -> Headline:
    """Verified, claimed and false-solved rate of an entry cohort; each None without cases.

    False solved = 1 - (solved and correct) / claimed, both weighted to all cases that were ever claimed.
    """
    size = sum(a.stratum.size for a in audits)
    claims = [a.stratum for a in audits if a.was_claimed]
    verified = sum(a.stratum.size for a in audits if a.state == "verified")
    true_claims = estimate(claims).rate
    return Headline(
        verified=estimate([a.stratum for a in audits]),
        observed=verified / size if size else None,
        claimed=sum(s.size for s in claims) / size if size else None,
        false_solved=None if true_claims is None else 1 - true_claims,
    )
