"""Proportions, audits and distributions against scipy and statsmodels."""

import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, samplesize_confint_proportion

from quality.metrics import distributions as d
from quality.metrics.audits import (
    Stratum,
    acceptance_sample,
    acceptance_sample_of_lot,
    estimate,
    pass_probability,
    sample_size,
)
from quality.metrics.deflection import newcombe
from quality.metrics.market import ABOVE_MARKET, BELOW_MARKET, LIKE_MARKET, against_market, against_target
from quality.metrics.rates import Interval, binomial_test, clopper_pearson, jeffreys, share, wilson

shapes = st.floats(0.3, 3000)
chances = st.floats(0.001, 0.999)


@st.composite
def counts(draw: st.DrawFn, largest: int = 5000) -> tuple[int, int]:
    n = draw(st.integers(1, largest))
    return draw(st.integers(0, n)), n


@given(chances, shapes, shapes)
def test_beta(p: float, a: float, b: float) -> None:
    assert d.beta_cdf(p, a, b) == pytest.approx(stats.beta.cdf(p, a, b), abs=1e-9)
    quantile = d.beta_quantile(p, a, b)
    assert quantile == pytest.approx(stats.beta.ppf(p, a, b), abs=1e-8)


@given(st.floats(0.001, 5000), st.floats(0.5, 2000))
def test_gamma(x: float, shape: float) -> None:
    assert d.gamma_cdf(x, shape) == pytest.approx(stats.gamma.cdf(x, shape), abs=1e-9)


@given(chances, st.floats(0.5, 2000))
def test_gamma_quantile(p: float, shape: float) -> None:
    assert d.gamma_quantile(p, shape) == pytest.approx(stats.gamma.ppf(p, shape), rel=1e-8)


@given(chances, st.integers(1, 400))
def test_student(p: float, degrees: int) -> None:
    assert d.student_quantile(p, degrees) == pytest.approx(stats.t.ppf(p, degrees), rel=1e-6, abs=1e-7)


@given(st.floats(0, 200), st.integers(1, 60))
def test_chi_square(x: float, degrees: int) -> None:
    assert d.chi_square_tail(x, degrees) == pytest.approx(stats.chi2.sf(x, degrees), abs=1e-9)


@given(counts(), chances)
def test_binomial(pair: tuple[int, int], p: float) -> None:
    k, n = pair
    assert d.binomial_pmf(k, n, p) == pytest.approx(stats.binom.pmf(k, n, p), rel=1e-7, abs=1e-12)


@given(counts(), st.sampled_from((0.8, 0.9, 0.95, 0.99)))
def test_wilson(pair: tuple[int, int], confidence: float) -> None:
    k, n = pair
    assert wilson(k, n, confidence) == pytest.approx(proportion_confint(k, n, 1 - confidence, "wilson"), abs=1e-10)


@given(counts())
def test_clopper_pearson(pair: tuple[int, int]) -> None:
    k, n = pair
    assert clopper_pearson(k, n) == pytest.approx(proportion_confint(k, n, 0.05, "beta"), abs=1e-8)


@given(counts())
def test_jeffreys(pair: tuple[int, int]) -> None:
    k, n = pair
    found = jeffreys(k, n)
    lower, upper = proportion_confint(k, n, 0.05, "jeffreys")
    assert found == pytest.approx((0.0 if k == 0 else lower, 1.0 if k == n else upper), abs=1e-8)


@given(counts(400), chances)
def test_binomial_test(pair: tuple[int, int], p: float) -> None:
    k, n = pair
    expected = stats.binomtest(k, n, p).pvalue
    found = binomial_test(k, n, p)
    # At a tie of likelihoods the two may differ in one term; both then stand on the edge of their own rounding.
    assert found == pytest.approx(expected, abs=1e-7) or _is_tie(k, n, p)


def _is_tie(k: int, n: int, p: float) -> bool:
    seen = stats.binom.pmf(k, n, p)
    near = [j for j in range(n + 1) if j != k and math.isclose(stats.binom.pmf(j, n, p), seen, rel_tol=1e-5)]
    return bool(near)


@given(counts(), counts())
def test_newcombe(first: tuple[int, int], second: tuple[int, int]) -> None:
    found = newcombe(first, second)
    assert found is not None
    expected = confint_proportions_2indep(*first, *second, compare="diff", method="newcomb")
    assert found[1] == pytest.approx(expected, abs=1e-9)


@given(st.floats(0.05, 0.95), st.floats(0.01, 0.2))
def test_sample_size(p: float, half: float) -> None:
    assert sample_size(p, half) == pytest.approx(samplesize_confint_proportion(p, half), rel=1e-9)


@given(st.integers(2, 400), st.data())
def test_acceptance_sample_of_a_small_lot_is_the_smallest_that_will_do(lot: int, data: st.DataObject) -> None:
    defects = data.draw(st.integers(1, lot))
    n = acceptance_sample_of_lot(lot, defects)
    assert stats.hypergeom.pmf(0, lot, defects, n) <= 0.05 + 1e-9
    assert n == 0 or stats.hypergeom.pmf(0, lot, defects, n - 1) > 0.05 - 1e-9


@given(st.floats(0.002, 0.5), st.integers(1, 200), st.integers(0, 5))
def test_operating_characteristic(p: float, n: int, allowed: int) -> None:
    assert pass_probability(p, n, allowed) == pytest.approx(stats.binom.cdf(allowed, n, p), abs=1e-9)


def test_acceptance_sample_is_the_smallest_that_will_do() -> None:
    for share_of_defects in (0.01, 0.02, 0.05, 0.1, 0.3):
        n = acceptance_sample(share_of_defects)
        assert (1 - share_of_defects) ** n <= 0.05 < (1 - share_of_defects) ** (n - 1)


@st.composite
def strata(draw: st.DrawFn) -> Stratum:
    size = draw(st.integers(0, 400))
    audited = draw(st.integers(0, size))
    return Stratum(size, audited, draw(st.integers(0, audited)))


@given(st.lists(strata(), max_size=5))
def test_an_estimate_never_fails_and_stays_between_0_and_1(parts: list[Stratum]) -> None:
    found = estimate(parts)
    if found.interval is not None:
        assert 0 <= found.interval.lower <= found.interval.upper <= 1
    if sum(p.size for p in parts) == 0:
        assert (found.rate, found.interval) == (None, None)


@given(st.integers(2, 300), st.data())
def test_one_stratum_of_an_endless_population_is_jeffreys(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(1, n - 1))
    found = estimate([Stratum(10**12, n, k)]).interval
    assert found == pytest.approx(jeffreys(k, n), abs=1e-6)


def test_a_census_is_exact() -> None:
    found = estimate([Stratum(40, 40, 30), Stratum(10, 10, 10)])
    assert (found.rate, found.interval) == (0.8, Interval(0.8, 0.8))


def test_an_unaudited_part_leaves_the_rate_undefined_and_the_interval_wide() -> None:
    found = estimate([Stratum(50, 50, 45), Stratum(50, 0, 0)])
    assert found.rate is None
    assert found.interval is not None
    assert found.interval.upper - found.interval.lower > 0.4


def test_the_audited_rate_covers_the_truth_as_often_as_promised() -> None:
    """A small simulation with a fixed seed: at least 93 of 100 intervals hold the true rate."""
    draw = stats.hypergeom.rvs
    truth, hits = (0.85 * 120 + 0.92 * 380 + 0.98 * 1500) / 2000, 0
    for seed in range(400):
        good = [draw(n_all, round(n_all * p), n, random_state=seed * 3 + i) for i, (n_all, p, n) in enumerate(_MIX)]
        found = estimate([Stratum(n_all, n, int(k)) for (n_all, _, n), k in zip(_MIX, good, strict=True)]).interval
        assert found is not None
        hits += found.lower <= truth <= found.upper
    assert hits >= 0.93 * 400


_MIX: list[tuple[int, float, int]] = [(120, 0.85, 60), (380, 0.92, 76), (1500, 0.98, 75)]


def test_nothing_observed_is_no_data() -> None:
    nothing: list[Any] = [share(0, 0), wilson(0, 0), jeffreys(0, 0), clopper_pearson(0, 0), binomial_test(0, 0, 0.5)]
    assert nothing == [None] * 5
    assert against_market(0, 0, 0.5) is None
    assert estimate([]).rate is None


@pytest.mark.parametrize(
    ("k", "n", "market", "words"),
    [(152, 220, 0.63, LIKE_MARKET), (188, 200, 0.98, BELOW_MARKET), (199, 200, 0.9, ABOVE_MARKET)],
)
def test_the_market_is_named_in_words(k: int, n: int, market: float, words: str) -> None:
    found = against_market(k, n, market)
    assert found is not None
    assert found.verdict == words


@pytest.mark.parametrize(
    ("interval", "target", "words"),
    [
        ((0.8, 0.9), 0.8, "meets target"),
        ((0.7, 0.79), 0.8, "below target"),
        ((0.7, 0.9), 0.8, "not certain yet"),
        (None, 0.8, None),
        ((0.7, 0.9), None, None),
    ],
)
def test_a_target_is_met_only_by_the_lower_bound(
    interval: tuple[float, float] | None, target: float | None, words: str | None
) -> None:
    assert against_target(Interval(*interval) if interval else None, target) == words


@given(chances, shapes, shapes)
def test_a_quantile_is_where_the_distribution_has_that_much_below(p: float, a: float, b: float) -> None:
    x = d.beta_quantile(p, a, b)
    assume(1e-9 < x < 1 - 1e-9)
    assert d.beta_cdf(x, a, b) == pytest.approx(p, abs=1e-6)
