"""Where the lines of a control chart run. Pure geometry; what the numbers mean is decided elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, STEP = 720, 26
TOP, BOTTOM = 44.5, 214.5
LEFT, RIGHT = 16, 54


@dataclass(frozen=True, slots=True)
class Point:
    """One week: its rate and its limits in percent, and how many cases stand behind it."""

    label: str
    value: float
    n: int
    low: float
    high: float
    is_signal: bool = False
    action: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart ready to draw, in the units of its view box."""

    width: int
    line: str
    lower: str
    upper: str
    mean_y: float
    scale: list[tuple[float, int]]
    dots: list[tuple[float, float, Point]]
    weeks: list[tuple[float, str]]


def plot(points: Sequence[Point], mean: float) -> Plot:
    """Oldest week left, the scale in tens from just below everything to just above it.

    Weeks stand 26 units apart, further when there are few, so that the drawing is never narrower than its place.
    """
    step = max(STEP, (WIDTH - LEFT - RIGHT) // max(len(points) - 1, 1)) if len(points) < 26 else STEP
    floor, ceiling = _span(points)

    def y(value: float) -> float:
        return round(BOTTOM - (value - floor) / (ceiling - floor) * (BOTTOM - TOP), 1)

    def x(number: int) -> int:
        return LEFT + step * number

    dots = [(float(x(number)), y(point.value), point) for number, point in enumerate(points)]
    return Plot(
        width=max(WIDTH, x(len(points) - 1) + RIGHT),
        line=_path((across, down) for across, down, _ in dots),
        lower=_stairs([y(point.low) for point in points], step),
        upper=_stairs([y(point.high) for point in points], step),
        mean_y=y(mean),
        scale=[(y(tick), tick) for tick in range(floor, ceiling + 1, 10 if ceiling - floor <= 60 else 20)],
        dots=dots,
        weeks=[(x(number), point.label) for number, point in enumerate(points) if (len(points) - 1 - number) % 4 == 0],
    )


def _span(points: Sequence[Point]) -> tuple[int, int]:
    low = min((min(point.value, point.low) for point in points), default=0)
    high = max((max(point.value, point.high) for point in points), default=100)
    floor, ceiling = max(0, int(low // 10) * 10), min(100, int(-(-high // 10)) * 10)
    return (floor, ceiling) if ceiling > floor else (max(0, floor - 10), min(100, ceiling + 10))


def _path(points: object) -> str:
    return "M" + "L".join(f"{across:g} {down:g}" for across, down in points)  # type: ignore[attr-defined]


def _stairs(heights: Sequence[float], step: int) -> str:
    edges = [max(0, LEFT - step // 2 + step * number) for number in range(len(heights) + 1)]
    return _path(
        (across, height) for number, height in enumerate(heights) for across in (edges[number], edges[number + 1])
    )
