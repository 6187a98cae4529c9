"""One question at a time: how likely it is solved, from signals whose errors are known. For queues only."""

from collections.abc import Iterable

# Votes are never fully independent, so only the first few count.
VOTE_CAP = 3


def posterior(prior: float, evidence: Iterable[tuple[float, float]]) -> float:
    """Prior odds times likelihood ratios (Bayes 1763), as a probability.

    `evidence`: (chance of the sign if true, chance if not). Never averaged into a headline: signs are
    missing for reasons. A sign that is impossible one way decides.
    """
    for_it, against = prior, 1 - prior
    for if_true, if_not in evidence:
        for_it, against = for_it * if_true, against * if_not
    total = for_it + against
    return for_it / total if total else prior


def capped_posterior(prior: float, ratio: float, votes: int, cap: int = VOTE_CAP) -> float:
    """The same for many equal votes of one network, of which at most `cap` count."""
    return posterior(prior, [(ratio, 1.0)] * min(votes, cap))


def rogan_gladen(observed: float, sensitivity: float, specificity: float) -> float | None:
    """True share behind a cheap signal with known errors (Rogan & Gladen 1978), clipped to 0..1.

    None when the signal is worth nothing: sensitivity + specificity <= 1.
    """
    information = sensitivity + specificity - 1
    if information <= 1e-12:
        return None
    return min(1.0, max(0.0, (observed + specificity - 1) / information))
