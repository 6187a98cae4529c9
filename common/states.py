"""A table of legal moves, and the error for every other one."""

from collections.abc import Iterable, Mapping


class IllegalMove(Exception):
    """The thing is not in a state from which this move is legal."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(f"{old} -> {new}")
        self.old, self.new = old, new


class Moves:
    """Which state may follow which. `Moves({"held": ["confirmed", "lapsed"]})`."""

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self._table = {old: frozenset(new) for old, new in table.items()}

    def allow(self, old: str, new: str) -> bool:
        """Whether `new` may follow `old`."""
        return new in self._table.get(old, frozenset())

    def check(self, old: str, new: str) -> None:
        """Raises: IllegalMove, when `new` may not follow `old`."""
        if not self.allow(old, new):
            raise IllegalMove(old, new)

    def after(self, old: str) -> frozenset[str]:
        """The states that may follow `old`; empty for a final one."""
        return self._table.get(old, frozenset())
