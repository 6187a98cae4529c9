"""A control chart is drawn as wide as its place, whatever it has to show."""

import pytest

from common.charts import Point, plot


def weeks(n: int) -> list[Point]:
    return [Point(label=f"w {number}", value=70, n=50, low=52, high=88) for number in range(1, n + 1)]


@pytest.mark.parametrize("n", [1, 2, 8, 25, 26, 40])
def test_a_chart_is_never_narrower_than_its_place_and_ends_with_the_newest_week(n: int) -> None:
    drawn = plot(weeks(n), mean=70)
    assert drawn.width >= 720
    assert all(0 <= across <= drawn.width - 41 for across, _down, _point in drawn.dots)
    assert drawn.weeks[-1][1] == f"w {n}"


def test_everything_lies_between_the_ends_of_the_scale() -> None:
    points = [
        Point(label="w 1", value=49, n=20, low=33, high=97),
        Point(label="w 2", value=100, n=20, low=33, high=100),
    ]
    drawn = plot(points, mean=70)
    assert [tick for _y, tick in drawn.scale] == [30, 50, 70, 90]
    assert all(44 <= down <= 215 for _across, down, _point in drawn.dots)


def test_a_flat_line_at_the_top_still_has_a_scale() -> None:
    drawn = plot([Point(label="w 1", value=100, n=3, low=100, high=100)], mean=100)
    assert drawn.scale
