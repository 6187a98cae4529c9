"""Money is a whole number of Rappen. It is never a float, and it is rounded in one place."""

from decimal import Decimal

from babel.numbers import format_currency

Rappen = int


def show_money(amount: Rappen) -> str:
    """`6500` as people write it in all four languages: `CHF 65.00`, with a no-break space and the Swiss apostrophe."""
    shown = format_currency(Decimal(amount) / 100, "CHF", format="¤ #,##0.00;¤ -#,##0.00", locale="de_CH")
    return shown.replace(" ", "\N{NO-BREAK SPACE}")


def split_fee(amount: Rappen, fee_percent: int) -> tuple[Rappen, Rappen]:
    """`(helper's share, our fee)`: the share is rounded down, the rest is the fee, so that the two always add up."""
    if amount < 0 or not 0 <= fee_percent <= 100:
        raise ValueError("an amount is zero or more, and a fee is a percentage")
    share = amount * (100 - fee_percent) // 100
    return share, amount - share
