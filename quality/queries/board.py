"""What the cockpit puts on one page: the truth, where to act, the market, the methods, the weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cases.models import Topic
from cases.states import Channel
from common.measures import FEW, Measure
from quality.metrics.market import ABOVE_MARKET, BELOW_MARKET, against_market
from quality.models import Benchmark, Target
from quality.queries.coverage import Lights, lights
from quality.queries.figures import (
    ANSWERED,
    CLAIMED,
    CONFIRMED,
    FALSE_SOLVED,
    FIRST_CONTACT,
    HEARD,
    SAME_DAY,
    Figure,
)
from quality.queries.readings import Reading, read, read_audited, reading_of
from quality.queries.scope import Scope
from quality.queries.times import Waiting, waitings
from quality.queries.weeks import WeekChart, week_chart

TargetKey = tuple[str, int | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One figure with the address of its rows; `market_words` compares it with the market."""

    title: str | Promise
    url: str
    measure: Measure
    market_words: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The page. `gap` is claimed minus verified in points, `stay` how many of 100 claims are verified."""

    scope: Scope
    claimed: Tile
    verified: Tile
    correct: Tile
    audited: int
    gap: int | None
    stay: int | None
    not_ripe: int
    tiles: Sequence[Tile]
    market: Sequence[Tile]
    others: Sequence[Tile]
    waitings: Sequence[Waiting]
    lights: Lights
    weeks: WeekChart


def board(scope: Scope) -> Board:
    """Everything of the cockpit for one cohort."""
    targets, benchmarks = standing_targets(), _benchmarks()
    claimed, (verified, correct) = read(CLAIMED, scope), read_audited(scope)
    return Board(
        scope=scope,
        claimed=tile(claimed, targets, has_window=False),
        verified=tile(verified, targets, has_window=False),
        correct=tile(correct, targets, has_window=False),
        audited=verified.audited or 0,
        gap=_points(claimed, verified),
        stay=_stay(claimed, verified),
        not_ripe=CLAIMED.not_ripe(scope),
        tiles=worst_first(_topic_tiles(scope, targets)),
        market=_market_tiles(scope, targets, benchmarks),
        others=[tile(read(figure, scope), targets) for figure in (FIRST_CONTACT, ANSWERED, FALSE_SOLVED, HEARD)],
        waitings=waitings(scope),
        lights=lights(scope.now),
        weeks=week_chart(CONFIRMED, scope),
    )


def tile(
    reading: Reading,
    targets: Mapping[TargetKey, Target],
    benchmark: Benchmark | None = None,
    *,
    title: str = "",
    has_window: bool = True,
) -> Tile:
    """A reading as a tile, against its own target and the market; the window only where the page does not say it."""
    scope = reading.scope
    target = targets.get((reading.figure.slug, scope.topic.pk if scope.topic else None, scope.channel))
    words = {"about": title} if title else {}
    if has_window:
        words["window"] = scope.words
    return Tile(
        title=title or reading.figure.title,
        url=address(reading.figure, scope),
        measure=reading.measure(target=target, benchmark=benchmark, **words),
        market_words=market_words(reading, benchmark),
    )


def address(figure: Figure, scope: Scope, name: str = "quality:figure") -> str:
    """Where the rows of this figure are, with the same filter."""
    wanted = {"days": scope.days, "topic": scope.topic.slug if scope.topic else "", "channel": scope.channel}
    return reverse(name, args=[figure.slug]) + "?" + urlencode({key: value for key, value in wanted.items() if value})


def worst_first(tiles: Sequence[Tile]) -> list[Tile]:
    """By the lower bound against the target; without a target by the lower bound alone, and the few at the end."""

    def key(shown: Tile) -> tuple[bool, bool, float]:
        measure = shown.measure
        return measure.n < FEW, measure.target is None, (measure.low or 0) - (measure.target or 0)

    return sorted(tiles, key=key)


def standing_targets() -> dict[TargetKey, Target]:
    """The newest target of each figure, topic and channel."""
    rows = Target.objects.order_by("set_at", "pk")
    return {(row.figure, row.topic_id, row.channel): row for row in rows}


def benchmark_for(figure: Figure, scope: Scope) -> Benchmark | None:
    """The market's figure for this one, if there is one."""
    return Benchmark.objects.filter(figure=figure.slug, channel=scope.channel).first() if scope.channel else None


def market_words(reading: Reading, benchmark: Benchmark | None) -> str:
    """How the figure stands beside the market, in words; below ten cases nothing is said."""
    found = against_market(reading.k, reading.n, benchmark.share) if benchmark and reading.n >= FEW else None
    if found is None:
        return ""
    words = {ABOVE_MARKET: _("above market"), BELOW_MARKET: _("below market")}
    return words.get(found.verdict, _("not distinguishable from market"))


def _benchmarks() -> dict[str, Benchmark]:
    return {row.channel: row for row in Benchmark.objects.filter(figure=SAME_DAY.slug)}


def _topic_tiles(scope: Scope, targets: Mapping[TargetKey, Target]) -> list[Tile]:
    counts = CONFIRMED.count_by(scope, "topic")
    topics = Topic.objects.in_bulk([pk for pk in counts if isinstance(pk, int)])
    return [
        tile(reading_of(CONFIRMED, scope.only(topic=topic), *counts[pk]), targets, title=topic.name)
        for pk, topic in topics.items()
    ]


def _market_tiles(scope: Scope, targets: Mapping[TargetKey, Target], benchmarks: Mapping[str, Benchmark]) -> list[Tile]:
    """Same-day resolution of each channel that has cases or a figure of the market."""
    counts = SAME_DAY.count_by(scope, "channel")
    return [
        tile(
            reading_of(SAME_DAY, scope.only(channel=channel), *counts.get(channel.value, (0, 0))),
            targets,
            benchmarks.get(channel),
            title=str(channel.label),
        )
        for channel in Channel
        if channel.value in counts or channel in benchmarks
    ]


def _points(claimed: Reading, verified: Reading) -> int | None:
    if claimed.value is None or verified.value is None:
        return None
    return round(100 * claimed.value) - round(100 * verified.value)


def _stay(claimed: Reading, verified: Reading) -> int | None:
    if not claimed.value or verified.value is None:
        return None
    return min(100, round(100 * verified.value / claimed.value))
