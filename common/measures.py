"""A number as people may see it: never alone, always with its interval, how many, and since when."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from common.figures import percent, whole

FEW = 10


class Verdict(StrEnum):
    """What an interval says about a target."""

    MEETS = "meets"
    BELOW = "below"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A rate in percent, 0 to 100. `value` None: nothing was observed.

    `label` is the word after the number ("solved"), `about` who or what it is about, `k` of `n` the count behind
    it, `low` to `high` the 95 % interval, `market` what comparable companies reach.
    """

    n: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    k: int | None = None
    target: float | None = None
    market: float | None = None
    label: str | Promise = ""
    about: str | Promise = ""
    window: str | Promise = ""
    method: str | Promise = ""
    bias: str | Promise = ""

    @classmethod
    def of_shares(
        cls, *, k: int, n: int, low: float | None, high: float | None, **words: str | Promise | float | None
    ) -> "Measure":
        """From a count and an interval given as shares of one, as the metrics compute them."""
        return cls(
            k=k,
            n=n,
            value=100 * k / n if n else None,
            low=None if low is None else 100 * low,
            high=None if high is None else 100 * high,
            **words,  # type: ignore[arg-type]
        )

    @property
    def is_known(self) -> bool:
        """Something was observed."""
        return self.n > 0 and None not in (self.value, self.low, self.high)

    @property
    def is_few(self) -> bool:
        """Too few to rank anybody by it."""
        return self.n < FEW

    @property
    def figure(self) -> str:
        """The number itself: `82 %`; below ten `5 of 7`, for a percentage of so few pretends to know more."""
        if not self.is_known or self.value is None:
            return _("no data")
        if self.is_few and self.k is not None:
            return _("%(k)s of %(n)s") % {"k": whole(self.k), "n": whole(self.n)}
        return percent(self.value)

    @property
    def verdict(self) -> Verdict | None:
        """None without a target, without data or with too few."""
        if self.target is None or self.low is None or self.high is None or self.is_few:
            return None
        if self.low >= self.target:
            return Verdict.MEETS
        return Verdict.BELOW if self.high < self.target else Verdict.UNSURE

    @property
    def verdict_words(self) -> str:
        """The verdict in three words."""
        words = {
            Verdict.MEETS: _("meets target"),
            Verdict.BELOW: _("below target"),
            Verdict.UNSURE: _("not certain yet"),
        }
        return words[self.verdict] if self.verdict else ""

    @property
    def tone(self) -> str:
        """How the band is drawn: plain, below, or hollow because the claim is hollow."""
        if self.is_few or self.verdict is Verdict.UNSURE:
            return "unsure"
        return "below" if self.verdict is Verdict.BELOW else ""

    @property
    def range_words(self) -> str:
        """`59 to 94 %, n 17, since 4 May`."""
        words = [] if self.low is None or self.high is None else [_range(self.low, self.high)]
        words.append(_("n %(n)s") % {"n": whole(self.n)})
        if self.is_few and self.n:
            words.append(_("too few to rank"))
        return ", ".join([*words, *([str(self.window)] if self.window else [])])

    @property
    def spoken(self) -> str:
        """All of it in words, for those who do not see the drawing."""
        words = [self.figure]
        if self.low is not None and self.high is not None:
            words.append(_("95 %% interval %(range)s") % {"range": _range(self.low, self.high)})
        if self.target is not None:
            words.append(_("target %(value)s") % {"value": percent(self.target)})
        if self.market is not None:
            words.append(_("market %(value)s") % {"value": percent(self.market)})
        said = ", ".join([*words, *([self.verdict_words] if self.verdict else [])])
        return f"{self.about}: {said}" if self.about else said


def _range(low: float, high: float) -> str:
    return _("%(low)s to %(high)s") % {"low": round(low), "high": percent(high)}
