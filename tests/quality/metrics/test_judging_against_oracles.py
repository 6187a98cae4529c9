"""Agreement, surveys, complaints, channels and helpers against statsmodels, krippendorff and reasoning."""

import warnings
from typing import Literal

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.rates import confint_poisson

from quality.metrics.agreement import (
    alpha_of_table,
    cohen_kappa,
    gwet_ac1,
    krippendorff_alpha,
    observed,
    specific_agreement,
)
from quality.metrics.channels import Pair, crude_odds_ratio, mantel_haenszel, may_rank, standardised
from quality.metrics.complaints import chapman, complaint_rate, corrected_volume, implicit_ratio
from quality.metrics.contradiction import contradiction, contradiction_rate
from quality.metrics.deflection import cost_per_resolution, deflection
from quality.metrics.evidence import capped_posterior, posterior, rogan_gladen
from quality.metrics.helpers import Prior, fit_prior, importance, standing
from quality.metrics.methods import VIEWPOINTS, agreement_of_methods, coverage
from quality.metrics.surveys import Cell, effort, followed_up, net_promoter, satisfaction

tables = st.integers(2, 4).flatmap(
    lambda q: st.lists(st.lists(st.integers(0, 60), min_size=q, max_size=q), min_size=q, max_size=q)
)


@given(tables)
def test_kappa(table: list[list[int]]) -> None:
    found = cohen_kappa(table)
    if found is None:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = cohens_kappa(np.array(table))
    assert found.value == pytest.approx(oracle.kappa, abs=1e-9)
    if np.isfinite(oracle.std_kappa):
        assert found.interval == pytest.approx((oracle.kappa_low, oracle.kappa_upp), abs=1e-7)


@given(tables)
def test_agreement_stays_where_it_belongs(table: list[list[int]]) -> None:
    agreed, ac1 = observed(table), gwet_ac1(table)
    if agreed is None or ac1 is None:
        assert sum(map(sum, table)) == 0
        return
    assert 0 <= agreed <= 1
    assert ac1 <= 1 + 1e-12
    for category in range(len(table)):
        specific = specific_agreement(table, category)
        assert specific is None or 0 <= specific <= 1


Level = Literal["nominal", "ordinal", "interval"]
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval")

ratings = st.integers(2, 5).flatmap(
    lambda items: st.lists(
        st.lists(st.none() | st.integers(1, 5).map(float), min_size=items, max_size=items), min_size=2, max_size=5
    )
)


@settings(deadline=None)
@given(ratings, st.sampled_from(LEVELS))
def test_alpha(rows: list[list[float | None]], level: Level) -> None:
    found = krippendorff_alpha(rows, level)
    if found is None:
        return
    data = [[np.nan if value is None else value for value in row] for row in rows]
    expected = krippendorff.alpha(reliability_data=data, level_of_measurement=level)
    assert found == pytest.approx(expected, abs=1e-9)


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="level must be"):
        krippendorff_alpha([[1, 2], [1, 2]], "fuzzy")


def test_where_everybody_always_says_the_same_alpha_says_nothing() -> None:
    assert krippendorff_alpha([[1, 1], [1, 1]]) is None
    assert alpha_of_table([[0, 0], [0, 0]]) is None
    assert cohen_kappa([[10, 0], [0, 0]]) is None


@given(st.integers(0, 500), st.integers(1, 100_000))
def test_poisson(complaints: int, issues: int) -> None:
    found = complaint_rate(complaints, issues)
    assert found is not None
    lower, upper = confint_poisson(complaints, issues, method="exact-c")
    assert found.interval == pytest.approx((1000 * np.nan_to_num(lower), 1000 * upper), rel=1e-7, abs=1e-9)


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    n, m = draw(st.integers(2, 300)), draw(st.integers(2, 300))
    return Pair(draw(st.integers(1, n - 1)), n, draw(st.integers(1, m - 1)), m)


@settings(deadline=None)
@given(st.lists(pairs(), min_size=1, max_size=4))
def test_mantel_haenszel(strata: list[Pair]) -> None:
    found = mantel_haenszel(strata)
    assert found is not None
    oracle = StratifiedTable(
        [np.array([[p.first, p.first_n - p.first], [p.second, p.second_n - p.second]]) for p in strata]
    )
    assert found.value == pytest.approx(oracle.oddsratio_pooled, rel=1e-9)
    assert found.interval == pytest.approx(oracle.oddsratio_pooled_confint(), rel=1e-7)


@given(st.lists(st.integers(1, 7).map(float), min_size=2, max_size=80))
def test_effort(values: list[float]) -> None:
    found = effort(values)
    assert found is not None
    assert found.interval is not None
    error = stats.sem(values)
    assume(error > 0)
    assert found.interval == pytest.approx(stats.t.interval(0.95, len(values) - 1, np.mean(values), error), rel=1e-6)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300)), max_size=5))
def test_satisfaction_never_fails_and_lies_within_what_is_certain(rows: list[tuple[int, int, int]]) -> None:
    cells = [Cell(max(a, b, c), sorted((a, b, c))[1], min(a, b, c)) for a, b, c in rows]
    found = satisfaction(cells)
    if found.naive is not None and found.bounds is not None:
        assert found.bounds.lower <= found.naive <= found.bounds.upper + 1e-12
    assert found.weighted is None or 0 <= found.weighted <= 1 + 1e-12


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=10))
def test_the_fitted_prior_is_the_likeliest(rows: list[tuple[int, int]]) -> None:
    solved, bookings = [min(r) for r in rows], [max(r) for r in rows]
    found = fit_prior(solved, bookings)
    if found is None:
        return
    assert 5 - 1e-9 <= found.prior.solved + found.prior.unsolved <= 50 + 1e-9
    for mean in (0.2, 0.5, 0.8, found.fitted_mean):
        for strength in (0.5, 5, 50):
            other = stats.betabinom.logpmf(solved, bookings, mean * strength, (1 - mean) * strength).sum()
            assert found.log_likelihood >= other - 1e-3


@given(st.integers(0, 200), st.data())
def test_standing_is_the_posterior(bookings: int, data: st.DataObject) -> None:
    solved = data.draw(st.integers(0, bookings))
    found = standing(solved, bookings, Prior(16, 4))
    oracle = stats.beta(16 + solved, 4 + bookings - solved)
    assert (found.mean, *found.interval) == pytest.approx((oracle.mean(), oracle.ppf(0.05), oracle.ppf(0.95)), abs=1e-8)


def test_three_of_three_do_not_outrank_forty_five_of_fifty() -> None:
    assert standing(3, 3, Prior(16, 4)).lower < standing(45, 50, Prior(16, 4)).lower


@given(st.lists(st.sampled_from(("share", "like", "login", "view")), max_size=100))
def test_nobody_becomes_important_by_being_loud(noise: list[str]) -> None:
    real = [("verified", 10.0), ("refuted", 400.0)]
    assert importance([*real, *((kind, 0.0) for kind in noise)]) == importance(real)


@given(st.lists(st.sampled_from("ABCD"), min_size=2, max_size=30))
def test_contradiction_is_the_chance_that_two_handlings_differ(outcomes: list[str]) -> None:
    differ = [a != b for i, a in enumerate(outcomes) for b in outcomes[i + 1 :]]
    found = contradiction(outcomes)
    assert found.disagreement == pytest.approx(sum(differ) / len(differ))
    assert found.pairs == len(differ)


def test_clusters_count_by_their_pairs() -> None:
    assert contradiction_rate([contradiction("AB"), contradiction("AAAA"), contradiction("A")]) == pytest.approx(1 / 7)
    assert contradiction_rate([contradiction("A"), contradiction("")]) is None


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0.001, 0.2)), max_size=6))
def test_cochran_never_fails(estimates: list[tuple[float, float]]) -> None:
    found = agreement_of_methods(estimates)
    assert (found is None) == (len(estimates) < 2)
    assert found is None or 0 <= found.i_squared <= 1


def test_methods_that_disagree_are_not_averaged() -> None:
    far = agreement_of_methods([(0.86, 0.02), (0.72, 0.03), (0.8, 0.05), (0.84, 0.015)])
    near = agreement_of_methods([(0.8, 0.02), (0.8, 0.03)])
    assert far is not None
    assert near is not None
    assert (far.may_average, near.may_average) == (False, True)


@given(st.lists(st.sampled_from((*VIEWPOINTS, "astrology"))))
def test_triangulated_needs_three_methods_and_two_sides(valid: list[str]) -> None:
    found = coverage(valid)
    assert (found.status == "triangulated") == (found.methods >= 3 and found.viewpoints >= 2)


@given(st.floats(0, 1), st.floats(0.001, 1), st.floats(0.001, 1))
def test_signs_that_say_the_same_either_way_change_nothing(prior: float, one: float, other: float) -> None:
    assert posterior(prior, [(one, one), (other, other)]) == pytest.approx(prior)


def test_a_sign_that_contradicts_itself_leaves_the_prior() -> None:
    assert posterior(0.6, [(0.0, 0.0)]) == 0.6
    assert capped_posterior(0.6, 2.0, votes=40, cap=3) == capped_posterior(0.6, 2.0, votes=3, cap=3)


def test_nothing_observed_is_no_data() -> None:
    assert complaint_rate(0, 0) is None
    assert corrected_volume(40, 0.7, 0) is None
    assert implicit_ratio(None, 3) is None
    assert implicit_ratio(3.0, 0) is None
    assert net_promoter(0, 0, 0) is None
    assert effort([]) is None
    assert followed_up(0, 0, 0, 0, 0) is None
    assert followed_up(10, 5, 3, 0, 0) is None
    assert satisfaction([]).weighted is None
    assert satisfaction([Cell(10, 0, 0)]).bounds == (0, 1)
    assert deflection((0, 0), (1, 2)) is None
    assert cost_per_resolution(100, 0, 0.5).per_claimed is None
    assert mantel_haenszel([]) is None
    assert crude_odds_ratio([]) is None
    assert standardised([(1, 2), (0, 0)], [3, 4]) is None
    assert fit_prior([], []) is None
    assert rogan_gladen(0.5, 0.5, 0.5) is None
    assert contradiction([]).effective_number is None
    assert chapman(0, 0, 0).estimate == 0


def test_a_ranking_is_refused_when_the_case_mix_turns_it_round() -> None:
    assert not may_rank(crude=(0.66, 0.83), fair=(0.79, 0.74))
    assert may_rank(crude=(0.66, 0.60), fair=(0.79, 0.74))
