"""The result is never better than the worst row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.rubric import CRITERIA, ORDER, best_result, fits, missing_characters
from moderation.states import Grade, Result

ALL_YES = dict.fromkeys(CRITERIA, Grade.YES.value)
sheets = st.fixed_dictionaries({name: st.sampled_from(Grade.values) for name in CRITERIA})


@pytest.mark.parametrize(
    ("row", "grade", "best"),
    [
        ("answered", "partly", Result.CORRECT_WITH_CAVEAT),
        ("safe", "partly", Result.CORRECT_WITH_CAVEAT),
        ("complete", "no", Result.INCOMPLETE),
        ("answered", "no", Result.INCORRECT),
        ("right", "no", Result.INCORRECT),
        ("current", "no", Result.INCORRECT),
        ("safe", "no", Result.HARMFUL),
    ],
)
def test_one_bad_row_caps_the_result(row: str, grade: str, best: Result) -> None:
    assert best_result(ALL_YES | {row: grade}) == best


def test_five_times_yes_may_be_correct() -> None:
    assert best_result(ALL_YES) == Result.CORRECT


@given(sheets, st.sampled_from(CRITERIA))
def test_a_worse_row_never_makes_the_result_better(grades: dict[str, str], row: str) -> None:
    worse = grades | {row: Grade.NO.value}
    assert ORDER.index(best_result(worse)) >= ORDER.index(best_result(grades))


@given(sheets, st.sampled_from(ORDER))
def test_a_result_fits_when_it_is_not_better_than_the_worst_row(grades: dict[str, str], result: Result) -> None:
    assert fits(result, grades) == all(
        ORDER.index(result) >= ORDER.index(best_result({n: g})) for n, g in grades.items()
    )


def test_a_sheet_with_an_empty_row_is_not_decided() -> None:
    assert not fits(Result.HARMFUL, ALL_YES | {"safe": ""})


def test_whoever_cannot_judge_fills_no_row() -> None:
    assert fits(Result.CANNOT_JUDGE, {})


def test_a_reason_is_needed_for_whatever_is_not_plainly_correct() -> None:
    assert missing_characters(Result.INCORRECT, "  too short  ") == 11
    assert missing_characters(Result.CORRECT, "") == 0
    assert missing_characters(Result.CANNOT_JUDGE, "") == 0
