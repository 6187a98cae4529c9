"""Proportions, audits, the headline, the market, deflection and cost."""

from quality.metrics.audits import (
    Stratum,
    acceptance_sample,
    acceptance_sample_of_lot,
    estimate,
    pass_probability,
    sample_size,
    wilson_by_effective_n,
)
from quality.metrics.channels import Pair, crude_odds_ratio, mantel_haenszel, standardised
from quality.metrics.contacts import reopen_rate
from quality.metrics.deflection import claimed_deflection, cost_per_resolution, deflection
from quality.metrics.market import against_market
from quality.metrics.rates import Interval, binomial_test, clopper_pearson, jeffreys, share, wilson
from quality.metrics.verified import CLAIMED_STATES, StateAudit, headline
from tests.contracts.numbers.registry import Found, Inputs, computes


@computes("proportion", given="k n")
def proportion(i: Inputs, _: Found) -> Found:
    k, n, confidence = i["k"], i["n"], i.get("conf", 0.95)
    return {
        "p": share(k, n),
        "wilson": wilson(k, n, confidence),
        "jeffreys": jeffreys(k, n, confidence),
        "clopper_pearson": clopper_pearson(k, n, confidence),
    }


@computes("market", "benchmark", given="k n benchmark")
def market(i: Inputs, _: Found) -> Found:
    k, n = i["k"], i["n"]
    found = against_market(k, n, i["benchmark"])
    return {
        "p": share(k, n),
        "diff_pp": found and found.difference,
        "exact_p_two_sided": binomial_test(k, n, i["benchmark"]),
        "wilson": wilson(k, n),
        "verdict": found.verdict if found else "no data",
    }


@computes("correctness", "audit", given="strata")
def correctness(i: Inputs, _: Found) -> Found:
    strata = [Stratum(s["N"], s["n"], s.get("correct", s.get("x", s.get("k", 0)))) for s in i["strata"]]
    found = estimate(strata)
    return {
        "p_weighted": found.rate,
        "se": found.standard_error,
        "n_eff": found.effective_n,
        "wilson_neff": wilson_by_effective_n(found),
        "p_naive_pooled": found.pooled,
        "false_solved_rate": None if found.rate is None else 1 - found.rate,
        "interval": found.interval,
    }


@computes("sample size", given="p half_width")
def size(i: Inputs, _: Found) -> Found:
    n = sample_size(i["p"], i["half_width"])
    found: Found = {"n_infinite": n, "n_infinite_ceil": _up(n)}
    return found | ({"n_fpc_ceil": _up(sample_size(i["p"], i["half_width"], i["lot"]))} if "lot" in i else {})


@computes("acceptance", given="pairs")
def acceptance(i: Inputs, _: Found) -> Found:
    found: Found = {"n": [acceptance_sample(p, confidence) for p, confidence in i["pairs"]]}
    if lot := i.get("lot"):
        found[f"n_hypergeom_N{lot['N']}_D{lot['defects']}"] = acceptance_sample_of_lot(lot["N"], lot["defects"])
    return found


@computes("operating characteristic", given="n c p")
def operating_characteristic(i: Inputs, _: Found) -> Found:
    return {"pass_prob": [pass_probability(p, i["n"], i["c"]) for p in i["p"]]}


@computes("verified resolution rate", "claimed rate", "claimed resolution", "false-solved", given="strata")
def verified(i: Inputs, _: Found) -> Found:
    audits = [
        StateAudit(
            s["state"],
            Stratum(s["N"], s["n"], s["solved_and_correct"]),
            was_claimed=bool(s.get("ever_claimed", s["state"] in CLAIMED_STATES)),
        )
        for s in i["strata"]
    ]
    found = headline(audits)
    return {
        "vrr": found.verified.rate,
        "interval": found.verified.interval,
        "observed_lower_bound": found.observed,
        "claimed_rate": found.claimed,
        "naive_solved_rate_forum_style": found.claimed,
        "false_solved_rate": found.false_solved,
    }


@computes("false-solved", "false solved", given="claimed solved_and_correct")
def false_solved(i: Inputs, _: Found) -> Found:
    true_claims = share(i["solved_and_correct"], i["claimed"])
    rate = None if true_claims is None else 1 - true_claims
    return {
        "false_solved_rate": rate,
        "rate": rate,
        "wilson": wilson(i["claimed"] - i["solved_and_correct"], i["claimed"]),
    }


@computes("claimed rate", "claimed resolution", given="claimed eligible")
def claimed(i: Inputs, _: Found) -> Found:
    rate = share(i["claimed"], i["eligible"])
    return {"claimed_rate": rate, "rate": rate, "wilson": wilson(i["claimed"], i["eligible"])}


@computes("reopen", given="mature_claims reopened")
def reopened(i: Inputs, _: Found) -> Found:
    found = reopen_rate(i["reopened"], i["mature_claims"])
    return {"rate": found.rate, "wilson": found.interval}


@computes("deflection", given="q_support q_found q_would_contact visits")
def survey_chain(i: Inputs, _: Found) -> Found:
    return {"deflected": claimed_deflection(i["q_support"], i["q_found"], i["q_would_contact"], i["visits"])}


@computes("deflection", given="control link")
def randomised(i: Inputs, _: Found) -> Found:
    found = deflection(tuple(i["control"]), tuple(i["link"]))
    return {
        "deflection_pp": found and found.points,
        "ci_pp": found and found.interval,
        "mails_avoided_per_1000": found and found.avoided_per_1000,
        "number_needed": found and found.number_needed,
    }


@computes("cost per", given="cost claimed verified_share")
def cost(i: Inputs, _: Found) -> Found:
    total = sum(i["cost"].values()) if isinstance(i["cost"], dict) else i["cost"]
    found = cost_per_resolution(total, i["claimed"], i["verified_share"], Interval(*i["p_ci"]) if "p_ci" in i else None)
    return {"per_claimed": found.per_claimed, "per_verified": found.per_verified, "ci": found.interval}


@computes("case mix", "channel comparison", given="")
def case_mix(i: Inputs, _: Found) -> Found:
    strata = list(i.values())
    first, second = list(strata[0])[:2]
    pairs = [Pair(*s[first], *s[second]) for s in strata]
    sizes = [p.first_n + p.second_n for p in pairs]
    found = mantel_haenszel(pairs)
    return {
        f"crude_{first}": share(sum(p.first for p in pairs), sum(p.first_n for p in pairs)),
        f"crude_{second}": share(sum(p.second for p in pairs), sum(p.second_n for p in pairs)),
        "crude_odds_ratio": crude_odds_ratio(pairs),
        "mh_odds_ratio": found and found.value,
        "mh_ci": found and found.interval,
        f"std_{first}": standardised([(p.first, p.first_n) for p in pairs], sizes),
        f"std_{second}": standardised([(p.second, p.second_n) for p in pairs], sizes),
    }


def _up(n: float) -> int:
    return int(-(-n // 1))
