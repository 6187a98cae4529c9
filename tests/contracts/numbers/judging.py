"""Reviewers, methods, contradictions, and one question at a time."""

from quality.metrics import agreement
from quality.metrics.contradiction import contradiction, contradiction_rate
from quality.metrics.evidence import capped_posterior, posterior, rogan_gladen
from quality.metrics.methods import agreement_of_methods, coverage
from tests.contracts.numbers.registry import Found, Inputs, computes


@computes("agreement", "kappa", given="table")
def from_table(i: Inputs, _: Found) -> Found:
    table = i["table"]
    kappa = agreement.cohen_kappa(table)
    return {
        "p_observed": agreement.observed(table),
        "cohen_kappa": kappa and kappa.value,
        "kappa_ci": kappa and kappa.interval,
        "gwet_ac1": agreement.gwet_ac1(table),
        "krippendorff_alpha_nominal": agreement.alpha_of_table(table),
        "positive_agreement": agreement.specific_agreement(table, 0),
        "negative_agreement": agreement.specific_agreement(table, len(table) - 1),
    }


@computes("agreement", "kappa", given="rater_a rater_b")
def from_two(i: Inputs, asked: Found) -> Found:
    first, second = i["rater_a"], i["rater_b"]
    categories = sorted({*first, *second}, reverse=True)
    return from_table({"table": agreement.cross_table(first, second, categories)}, asked)


@computes("agreement", "alpha", given="ratings")
def from_many(i: Inputs, _: Found) -> Found:
    levels = ("nominal", "ordinal", "interval")
    return {f"alpha_{level}": agreement.krippendorff_alpha(i["ratings"], level) for level in levels}


@computes("method coverage", "coverage", given="cases")
def method_coverage(i: Inputs, _: Found) -> Found:
    found = [coverage(case, i["viewpoint"]) if "viewpoint" in i else coverage(case) for case in i["cases"]]
    return {"result": [{"methods": f.methods, "viewpoints": f.viewpoints, "status": f.status} for f in found]}


@computes("methods agree", "heterogeneity", given="estimates")
def methods_agree(i: Inputs, _: Found) -> Found:
    found = agreement_of_methods([(e["p"], e["se"]) for e in i["estimates"]])
    return {
        "range_pp": found and found.spread,
        "Q": found and found.q,
        "df": found and found.degrees,
        "p": found and found.p_value,
        "I2": found and found.i_squared,
    }


@computes("contradiction", "results", given="codes")
def one_cluster(i: Inputs, _: Found) -> Found:
    found = contradiction(i["codes"])
    return {
        "n": found.n,
        "distinct": found.distinct,
        "pairwise_disagreement": found.disagreement,
        "effective_number": found.effective_number,
        "modal_share": found.modal_share,
    }


@computes("contradiction", "results", given="clusters")
def many_clusters(i: Inputs, _: Found) -> Found:
    clusters = i["clusters"].values() if isinstance(i["clusters"], dict) else i["clusters"]
    found = [contradiction(c["codes"] if isinstance(c, dict) else c) for c in clusters]
    rate = contradiction_rate(found)
    return {"rate": rate, "pairwise_disagreement": rate, "weighted_disagreement": rate}


@computes("rogan", "correction", given="p_obs sens spec")
def corrected(i: Inputs, _: Found) -> Found:
    return {"p_true": rogan_gladen(i["p_obs"], i["sens"], i["spec"])}


@computes("p(", "probability", given="prior evidence")
def one_question(i: Inputs, _: Found) -> Found:
    return {"p": posterior(i["prior"], [(if_true, if_not) for _, if_true, if_not in i["evidence"]])}


@computes("vote cap", given="prior lr_each votes")
def capped(i: Inputs, _: Found) -> Found:
    return {"p_capped": capped_posterior(i["prior"], i["lr_each"], i["votes"], i.get("cap", 3))}
