"""Survival, charts and first contacts against lifelines, statsmodels and reasoning."""

import math
import warnings
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from lifelines import AalenJohansenFitter, KaplanMeierFitter
    from lifelines.utils import median_survival_times

from quality.metrics.charts import laney_chart, p_chart, share_chart, xmr_chart
from quality.metrics.contacts import first_contact, first_contact_rate, handoffs, is_same_day
from quality.metrics.survival import incidence, kaplan_meier, log_rank

observations = st.lists(
    st.tuples(st.integers(1, 40).map(float), st.booleans(), st.booleans()), min_size=2, max_size=40
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(observations)
def test_kaplan_meier_and_its_band(rows: list[tuple[float, bool, bool]]) -> None:
    times, ended, _ = zip(*rows, strict=True)
    curve = kaplan_meier(times, ended)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = KaplanMeierFitter().fit(times, ended)
        bands = oracle.confidence_interval_survival_function_
    # Where exactly half are still open, the last bit of a float decides in the oracle; here the definition does.
    if not any(abs(step.open_share - 0.5) < 1e-9 for step in curve.steps):
        assert curve.quantile() == oracle.median_survival_time_
    for time in sorted(set(times)):
        assert curve.open_at(time) == pytest.approx(float(oracle.predict(time)), abs=1e-9)
        band, expected = curve.band_at(time), bands.loc[time].to_numpy()
        if not np.isnan(expected).any():
            assert band == pytest.approx(tuple(expected), abs=1e-7)


@settings(deadline=None, max_examples=60)
@given(observations)
def test_the_interval_of_the_median(rows: list[tuple[float, bool, bool]]) -> None:
    times, ended, _ = zip(*rows, strict=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = KaplanMeierFitter().fit(times, ended)
        bands = oracle.confidence_interval_survival_function_.fillna(0.0)
        lower, upper = median_survival_times(bands).to_numpy()[0]
    assert kaplan_meier(times, ended).quantile_interval() == (lower, upper)


@settings(deadline=None)
@given(observations)
def test_kaplan_meier_in_a_second_library(rows: list[tuple[float, bool, bool]]) -> None:
    times, ended, _ = zip(*rows, strict=True)
    if not any(ended):
        return
    oracle = SurvfuncRight(np.array(times), np.array(ended, dtype=int))
    curve = kaplan_meier(times, ended)
    for time, share in zip(oracle.surv_times, oracle.surv_prob, strict=True):
        assert curve.open_at(float(time)) == pytest.approx(float(share), abs=1e-9)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from((0, 1, 2)), min_size=4, max_size=40))
def test_aalen_johansen(codes: list[int]) -> None:
    times = [float(i + 1) for i in range(len(codes))]
    if 1 not in codes:
        assert incidence(times, codes, 1, by=times[-1]) == 0
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = AalenJohansenFitter(calculate_variance=False).fit(times, codes, event_of_interest=1)
    for time, expected in oracle.cumulative_density_.iloc[:, 0].items():
        assert incidence(times, codes, 1, by=float(time)) == pytest.approx(float(expected), abs=1e-9)


@settings(deadline=None)
@given(observations)
def test_log_rank(rows: list[tuple[float, bool, bool]]) -> None:
    times, ended, second = zip(*rows, strict=True)
    found = log_rank(times, ended, second)
    if found is None:
        return
    chi_square, p_value = survdiff(np.array(times), np.array(ended, dtype=int), np.array(second, dtype=int))
    assert (found.chi_square, found.p_value) == pytest.approx((float(chi_square), float(p_value)), abs=1e-7)


def test_where_all_are_still_open_the_median_is_not_reached() -> None:
    curve = kaplan_meier([3, 5, 8], [False, False, False])
    assert (curve.quantile(), curve.quantile_interval(), curve.done_by(8)) == (math.inf, (math.inf, math.inf), 0)


def test_without_cases_there_is_no_curve() -> None:
    curve = kaplan_meier([], [])
    assert (curve.quantile(), curve.quantile_interval(), curve.done_by(8), curve.band_at(8)) == (None,) * 4
    assert incidence([], [], 1, by=3) is None
    assert log_rank([1, 2], [True, True], [False, False]) is None


weeks = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 400)), max_size=12)


@given(weeks)
def test_charts_never_fail(rows: list[tuple[int, int]]) -> None:
    counts, sizes = [min(k, n) for k, n in rows], [n for _, n in rows]
    plain = p_chart(counts, sizes)
    if plain is None:
        assert sum(sizes) == 0
        return
    for limit in plain.limits:
        assert limit is None or 0 <= limit.lower <= plain.centre <= limit.upper <= 1


def test_many_cases_a_week_do_not_cry_wolf() -> None:
    counts = [1180, 1290, 1105, 1340, 1220, 1150, 1310, 1265]
    plain, laney = p_chart(counts, [10_000] * 8), laney_chart(counts, [10_000] * 8)
    assert plain is not None
    assert laney is not None
    assert (any(plain.signals), any(laney.signals)) == (True, False)
    assert share_chart(counts, [10_000] * 8) == laney


def test_one_value_makes_no_chart() -> None:
    assert xmr_chart([3.0]) is None
    assert p_chart([], []) is None


NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@given(st.lists(st.integers(0, 60 * 24 * 40), min_size=1, max_size=6), st.booleans())
def test_an_issue_has_one_label_and_the_order_of_contacts_does_not_matter(minutes: list[int], claimed: bool) -> None:
    contacts = [NOON + timedelta(minutes=m) for m in minutes]

    def label(order: list[datetime]) -> str:
        now, window = NOON + timedelta(days=60), timedelta(days=14)
        return first_contact(order, is_claimed=claimed, now=now, window=window)

    assert label(contacts) == label(contacts[::-1]) in {"fcr", "recontact", "not resolved"}


def test_nobody_asked_is_no_rate() -> None:
    assert first_contact_rate([]).rate is None
    assert first_contact_rate(["immature"]).interval is None
    assert handoffs([]) is None


def test_what_is_not_resolved_is_not_resolved_the_same_day() -> None:
    assert not is_same_day(NOON, None, UTC)
