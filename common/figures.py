"""How figures are written: the Swiss apostrophe, no-break spaces, 24 hours."""

_NARROW = "\N{NO-BREAK SPACE}"


def whole(number: int) -> str:
    """`1120` as `1’120`."""
    return f"{number:,}".replace(",", "\N{RIGHT SINGLE QUOTATION MARK}")


def percent(value: float) -> str:
    """`81.6` as `82 %`, with a no-break space."""
    return f"{round(value)}{_NARROW}%"
