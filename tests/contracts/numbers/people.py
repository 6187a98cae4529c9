"""Surveys, complaints, helpers."""

from quality.metrics.complaints import chapman, complaint_rate, corrected_volume, implicit_ratio
from quality.metrics.helpers import Prior, fit_prior, importance, standing
from quality.metrics.surveys import Cell, effort, followed_up, net_promoter, satisfaction
from tests.contracts.numbers.registry import Found, Inputs, computes


@computes("csat", "satisfaction", given="cells")
def weighted_satisfaction(i: Inputs, _: Found) -> Found:
    found = satisfaction([Cell(c["invited"], c["responded"], c["satisfied"]) for c in i["cells"]])
    return {
        "response_rate": found.response_rate,
        "csat_naive": found.naive,
        "csat_weighted": found.weighted,
        "se_weighted": found.standard_error,
        "kish_n_eff": found.effective_n,
        "wilson_neff": found.interval,
        "bounds_no_assumption": found.bounds,
    }


@computes("csat", "non-responders", given="invited responded satisfied followed followed_satisfied")
def non_responders(i: Inputs, _: Found) -> Found:
    names = ("invited", "responded", "satisfied", "followed", "followed_satisfied")
    return {"csat": followed_up(*(i[name] for name in names))}


@computes("nps", "promoter", given="promoters passives detractors")
def promoters(i: Inputs, _: Found) -> Found:
    found = net_promoter(i["promoters"], i["passives"], i["detractors"])
    return {
        "nps": found and found.score,
        "se": found and found.standard_error,
        "ci": found and found.interval,
    }


@computes("ces", "effort", given="values")
def customer_effort(i: Inputs, _: Found) -> Found:
    found = effort(i["values"])
    return {
        "mean": found and found.mean,
        "ci": found and found.interval,
        "share_low_effort_le3": found and found.low_share,
        "wilson": found and found.low_interval,
    }


@computes("complaint", given="complaints issues")
def explicit(i: Inputs, _: Found) -> Found:
    found = complaint_rate(i["complaints"], i["issues"])
    return {"per_1000": found and found.rate, "ci_per_1000": found and found.interval}


@computes("complaint", given="flagged precision recall")
def implicit(i: Inputs, _: Found) -> Found:
    volume = corrected_volume(i["flagged"], i["precision"], i["recall"])
    return {"estimated": volume, "ratio_implicit_to_explicit": implicit_ratio(volume, i.get("explicit", 0))}


@computes("complaint", "monitor", "capture", given="n1 n2 both")
def two_monitors(i: Inputs, _: Found) -> Found:
    found = chapman(i["n1"], i["n2"], i["both"])
    return {"estimate": found.estimate, "se": found.standard_error}


@computes("helper quality", given="prior helpers")
def helper_standing(i: Inputs, _: Found) -> Found:
    found: Found = {}
    for name, (solved, bookings) in i["helpers"].items():
        one = standing(solved, bookings, Prior(*i["prior"]))
        found[name] = {"raw": one.raw, "posterior_mean": one.mean, "lower5": one.lower, "ci90": one.interval}
    return found


@computes("helper quality", given="solved bookings")
def empirical_bayes(i: Inputs, _: Found) -> Found:
    found = fit_prior(i["solved"], i["bookings"])
    return {"prior_mean": found and found.fitted_mean, "loglik": found and found.log_likelihood}


@computes("importance", given="events")
def importance_index(i: Inputs, _: Found) -> Found:
    latest = max((day for _, day in i["events"]), default=0)
    events = [(kind, latest - day) for kind, day in i["events"]]
    cases = {
        "base": events,
        f"with_{i.get('extra_shares', 0)}_shares": events + [("share", 0.0)] * i.get("extra_shares", 0),
        "with_one_refuted": [*events, ("refuted", 0.0)],
    }
    results = {name: importance(told) for name, told in cases.items()}
    return {name: {"S": one.weight, "index": one.index} for name, one in results.items()}
