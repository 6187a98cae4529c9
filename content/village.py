"""Eight houses at dusk: every window is a problem of this week, and the light goes on when it works again.

Pure geometry, in the units of the drawing's view box.
"""

from dataclasses import dataclass
from itertools import chain
from typing import Final

MOST = 64
_GROUND = 228
# left edge, eaves, columns of windows, rows of windows
_HOUSES: Final = (
    (20, 141, 2, 3), (69, 134, 3, 3), (134, 162, 2, 2), (183, 137, 4, 3),
    (264, 163, 3, 2), (329, 120, 3, 4), (394, 132, 2, 3), (443, 138, 3, 3),
)  # fmt: skip
# The order in which windows are filled: 29 steps on a ring of 64, so that light is spread over all houses.
_ORDER: Final = tuple(29 * number % MOST for number in range(MOST))


@dataclass(frozen=True, slots=True)
class Week:
    """The problems that came in during seven days, by what their askers say; and how to draw them."""

    works: int
    answered: int
    waiting: int

    @property
    def all(self) -> int:
        """How many came in."""
        return self.works + self.answered + self.waiting

    @property
    def is_scaled(self) -> bool:
        """Whether one window stands for more than one problem."""
        return self.all > MOST

    @property
    def walls(self) -> str:
        """The houses, as one path."""
        return "".join(_wall(*house) for house in _HOUSES)

    @property
    def roofs(self) -> str:
        """Their roofs."""
        return "".join(_roof(*house) for house in _HOUSES)

    @property
    def lit(self) -> str:
        """Windows with light: whole ones where it works, lower halves where there is an answer and no word yet."""
        works, answered, _waiting = self._windows()
        whole = (_box(x, y, 10, 13) for x, y in works)
        half = (_box(x, y + 6.5, 10, 6.5) for x, y in answered)
        return "".join(chain(whole, half))

    @property
    def dark(self) -> str:
        """Frames of the windows without light, and of the half lit ones."""
        _works, answered, waiting = self._windows()
        return "".join(_box(x + 0.6, y + 0.6, 8.8, 11.8) for x, y in chain(answered, waiting))

    def _windows(self) -> tuple[list[tuple[float, float]], ...]:
        works, answered, waiting = self._shares()
        places = [_PLACES[number] for number in _ORDER]
        return (
            places[:works],
            places[works : works + answered],
            places[works + answered : works + answered + waiting],
        )

    def _shares(self) -> tuple[int, int, int]:
        if not self.is_scaled:
            return self.works, self.answered, self.waiting
        works = round(self.works / self.all * MOST)
        answered = min(round(self.answered / self.all * MOST), MOST - works)
        return works, answered, MOST - works - answered


def _windows_of(left: int, eaves: int, columns: int, rows: int) -> list[tuple[float, float]]:
    return [(left + 7 + 16 * column, eaves + 8 + 19 * row) for row in range(rows) for column in range(columns)]


def _edges(left: int, eaves: int, columns: int) -> tuple[int, float, float]:
    """Right edge, middle, height of the ridge."""
    right = left + 8 + 16 * columns
    return right, (left + right) / 2, eaves - (right - left) * 0.35


def _wall(left: int, eaves: int, columns: int, _rows: int) -> str:
    right, middle, ridge = _edges(left, eaves, columns)
    return f"M{left} {eaves}L{middle:g} {ridge:g} {right} {eaves}V{_GROUND}H{left}Z"


def _roof(left: int, eaves: int, columns: int, _rows: int) -> str:
    right, middle, ridge = _edges(left, eaves, columns)
    over, under = f"{eaves + 2.5:g}", f"{eaves + 5}"
    return (
        f"M{left - 4} {over}L{middle:g} {ridge - 3:g} {right + 4} {over} {right + 1.5:g} {under} "
        f"{middle:g} {ridge + 3:g} {left - 1.5:g} {under}Z"
    )


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:g} {y:g}h{width:g}v{height:g}h-{width:g}z"


_PLACES: Final = [window for house in _HOUSES for window in _windows_of(*house)]
