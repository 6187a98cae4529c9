"""Rappen in, francs out, and nothing lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.money import show_money, split_fee


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(6500, "CHF 65.00"), (5, "CHF 0.05"), (0, "CHF 0.00"), (123456789, "CHF 1’234’567.89"), (-250, "CHF -2.50")],
)
def test_money_reads_the_swiss_way(amount: int, shown: str) -> None:
    assert show_money(amount).replace("\N{NO-BREAK SPACE}", " ") == shown


@given(st.integers(0, 10**12), st.integers(0, 100))
def test_share_and_fee_always_add_up(amount: int, percent: int) -> None:
    share, fee = split_fee(amount, percent)
    assert share + fee == amount
    assert 0 <= share <= amount


def test_the_share_is_rounded_down() -> None:
    assert split_fee(999, 20) == (799, 200)


@pytest.mark.parametrize(("amount", "percent"), [(-1, 20), (100, 101), (100, -1)])
def test_nonsense_is_refused(amount: int, percent: int) -> None:
    with pytest.raises(ValueError, match="amount"):
        split_fee(amount, percent)
