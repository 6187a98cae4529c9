"""A number is never alone, and never says more than it knows."""

import pytest

from common.measures import Measure, Verdict


@pytest.mark.parametrize(
    ("low", "high", "target", "verdict", "tone"),
    [
        (87, 96, 85, Verdict.MEETS, ""),
        (85, 96, 85, Verdict.MEETS, ""),
        (45, 59, 70, Verdict.BELOW, "below"),
        (77, 84, 80, Verdict.UNSURE, "unsure"),
        (59, 70, 70, Verdict.UNSURE, "unsure"),
    ],
)
def test_the_interval_decides_about_the_target(
    low: float, high: float, target: float, verdict: Verdict, tone: str
) -> None:
    measure = Measure(value=(low + high) / 2, low=low, high=high, n=155, target=target)
    assert (measure.verdict, measure.tone) == (verdict, tone)


def test_without_a_target_there_is_no_verdict() -> None:
    assert Measure(value=82, low=59, high=94, n=17).verdict is None


def test_nine_are_too_few_for_a_verdict_or_a_rank() -> None:
    measure = Measure(value=100, low=70, high=100, n=9, target=50)
    assert measure.verdict is None
    assert measure.tone == "unsure"
    assert "too few to rank" in measure.range_words


def test_nothing_observed_is_said_and_not_drawn() -> None:
    measure = Measure.of_shares(k=0, n=0, low=None, high=None)
    assert not measure.is_known
    assert measure.spoken == "no data"


def test_all_of_it_is_said_in_words() -> None:
    measure = Measure(value=52, low=45, high=59, n=198, target=70, market=63, about="Bills by mail")
    said = "Bills by mail: 52 %, 95 % interval 45 to 59 %, target 70 %, market 63 %, below target"
    assert measure.spoken.replace("\N{NO-BREAK SPACE}", " ") == said


def test_shares_of_one_become_percent() -> None:
    measure = Measure.of_shares(k=14, n=17, low=0.59, high=0.94, label="worked")
    assert (round(measure.value or 0), measure.low, measure.high) == (82, 59, 94)
    assert measure.range_words.replace("\N{NO-BREAK SPACE}", " ") == "59 to 94 %, n 17"
