"""The mark says the same as the assessment, in a drawing and in words."""

import pytest

from common.marks import Half, Mark, Moment, TrailStep, mark_of, trail

CASES = [
    ("open", "none", "unrated", False, "empty", "empty", "Open"),
    ("unknown", "none", "unrated", False, "empty", "empty", "No word for 30 days"),
    ("claimed", "claimed", "unrated", False, "half", "empty", "Claimed, nobody confirmed"),
    ("confirmed", "confirmed", "unrated", False, "full", "empty", "Confirmed, not yet checked"),
    ("correct", "none", "correct", False, "empty", "full", "Checked, nobody confirmed yet"),
    ("correct", "claimed", "correct", False, "half", "full", "Checked, nobody confirmed yet"),
    ("verified", "confirmed", "correct", False, "full", "full", "Verified"),
    ("expired", "confirmed", "correct", True, "full", "clock", "Confirmed, check ran out"),
    ("expired", "confirmed", "unrated", True, "clock", "empty", "Expired"),
    ("expired", "claimed", "correct", True, "clock", "clock", "Expired"),
    ("expired", "none", "correct", True, "empty", "clock", "Expired"),
    ("refuted", "denied", "unrated", False, "crossed", "empty", "Not solved"),
    ("refuted", "denied", "correct", False, "crossed", "full", "Not solved"),
    ("refuted", "confirmed", "wrong", False, "full", "crossed", "Works, but wrong"),
    ("refuted", "denied", "wrong", False, "crossed", "crossed", "Refuted"),
    ("refuted", "claimed", "wrong", True, "half", "crossed", "Refuted"),
    ("disputed", "claimed", "disputed", False, "half", "half", "Reviewers disagree"),
    ("excluded", "none", "unrated", False, "empty", "empty", "Not counted"),
]


@pytest.mark.parametrize(("state", "resolved", "correct", "stale", "left", "right", "word"), CASES)
def test_every_state_has_its_drawing_and_its_word(
    state: str, resolved: str, correct: str, stale: bool, left: str, right: str, word: str
) -> None:
    mark = mark_of(state=state, resolved=resolved, correct=correct, stale=stale)
    assert (mark.solved, mark.correct, str(mark.word)) == (Half(left), Half(right), word)


def test_one_of_two_reviewers_fills_half_of_the_right_half() -> None:
    mark = mark_of(state="confirmed", resolved="confirmed", correct="unrated", one_review=True)
    assert mark == Mark(Half.FULL, Half.HALF, mark.word, mark.short)
    assert str(mark.word) == "One of two reviewers done"


def test_a_rail_is_a_hairline_until_something_proves_it_and_dashed_after_today() -> None:
    rows = trail(
        [
            TrailStep(None, "asked", Half.EMPTY, Half.EMPTY),
            TrailStep(None, "confirmed", Half.FULL),
            TrailStep(None, "today", Half.FULL, Half.EMPTY, Moment.NOW),
            TrailStep(None, "next check", None, Half.CLOCK, Moment.NEXT),
        ]
    )
    left = [[(rail.start, rail.end, rail.kind) for rail in row.rails if rail.x == 6] for row in rows]
    assert left == [
        [(20, None, "open")],
        [(0, 6, "open"), (20, None, "proven")],
        [(0, 6, "proven"), (20, None, "next")],
        [(0, 22, "next")],
    ]


def test_a_rail_that_broke_is_a_hairline_again() -> None:
    rows = trail(
        [TrailStep(None, "confirmed", Half.FULL), TrailStep(None, "came back", Half.CROSSED), TrailStep(None, "")]
    )
    assert [rail.kind for row in rows for rail in row.rails if rail.x == 6] == ["proven", "proven", "open", "open"]
