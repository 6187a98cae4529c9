"""Full text by PostgreSQL: stems of four languages, rank times standing, at most 1,000 matches a language ranked."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import chain
from typing import Any

from django.db import connection

from search.engines import HIT_BEGINS, HIT_ENDS, Asked, Hit, Match
from search.models import CONFIGS, Kind

# Ranking reads every matching vector, so it is bounded: per language, those of the best standing and the newest.
RANKED = 1_000
EXCERPT_FROM = 1_500
MOST_WORDS = 12
# Where not all words fit, one of two must weigh much less than both.
POWER = {Match.ALL: 1, Match.TYPED: 2, Match.ANY: 2}

_WORD = re.compile(r"\w+")
_READ = {Match.ALL: "websearch_to_tsquery", Match.TYPED: "to_tsquery", Match.ANY: "to_tsquery"}
# One part a language, with the query spelt out in it: then PostgreSQL knows how common the words are, and walks the
# order of standing for a common word and the index of words for a rare one.
_FITTING = """
    (SELECT id, %s::regconfig AS config, {read} AS query, (language = %s)::int AS own, standing,
            ts_rank(vector, {read}) AS rank
    FROM (
        SELECT id, language, standing, vector FROM search_document
        WHERE language = %s AND vector @@ {read} AND kind = ANY(%s)
        ORDER BY standing DESC, written_at DESC LIMIT %s
    ) AS fitting)
"""
_FIND = """
WITH ranked AS ({fitting}),
scored AS (
    SELECT id, config, query, own, rank, round((power(rank, %s) * standing)::numeric, 6) AS score FROM ranked
),
best AS (
    SELECT * FROM scored WHERE (own, score, id) < (%s, %s, %s)
    ORDER BY own DESC, score DESC, id DESC LIMIT %s
)
SELECT kind, object_id, rank, own, score, best.id, left(read.text, 20),
    ts_headline(best.config, read.text, best.query, %s || CASE WHEN length(read.text) > 200 THEN %s ELSE %s END)
FROM best JOIN search_document ON search_document.id = best.id
CROSS JOIN LATERAL (SELECT left(CASE WHEN solution <> '' THEN solution ELSE body END, %s) AS text) AS read
ORDER BY own DESC, score DESC, best.id DESC
"""
_MARKS = f'StartSel="{HIT_BEGINS}", StopSel="{HIT_ENDS}", '
_PART, _WHOLE = "MinWords=18, MaxWords=32, ShortWord=0, MaxFragments=1", "HighlightAll=true"


class Postgres:
    """Finds among `search.models.Document`."""

    def find(self, asked: Asked) -> list[Hit]:
        fits, weighs = _words(asked)
        if not fits:
            return []
        part = _FITTING.format(read=f"{_READ[asked.match]}(%s::regconfig, %s)")
        sql = _FIND.format(fitting=" UNION ALL ".join([part] * len(CONFIGS)))
        with connection.cursor() as cursor:
            cursor.execute(sql, _parameters(asked, fits, weighs))
            return list(map(_hit, cursor.fetchall()))


def _parameters(asked: Asked, fits: str, weighs: str) -> list[Any]:
    kinds = list(asked.kinds or Kind.values)
    parts = [
        (config, config, fits, asked.language, config, weighs, language, config, fits, kinds, RANKED)
        for language, config in CONFIGS.items()
    ]
    order = (POWER[asked.match], *_edge(asked.after), asked.size)
    return [*chain.from_iterable(parts), *order, _MARKS, _PART, _WHOLE, EXCERPT_FROM]


def _words(asked: Asked) -> tuple[str, str]:
    """What must fit and what is weighed, in the language of the query function; only words go into a raw query."""
    if asked.match is Match.ALL:
        words = asked.words.replace("\x00", "")
        return words, words
    quoted = [f"'{word}'" for word in _WORD.findall(asked.words)[:MOST_WORDS]]
    if asked.match is Match.TYPED and quoted:
        quoted[-1] += ":*"
    some = " | ".join(quoted)
    return (" & ".join(quoted), some) if asked.match is Match.TYPED else (some, some)


def _hit(row: tuple[Any, ...]) -> Hit:
    kind, object_id, rank, own, score, pk, beginning, excerpt = row
    return Hit(kind, object_id, rank, (own, score, pk), _with_ellipses(excerpt, beginning))


def _with_ellipses(excerpt: str, beginning: str) -> str:
    """Say where the excerpt leaves text out."""
    bare = excerpt.replace(HIT_BEGINS, "").replace(HIT_ENDS, "")
    before = "" if bare.startswith(beginning[: len(bare)]) else "… "
    after = "" if not bare or bare.endswith((".", "!", "?", "…")) else " …"
    return f"{before}{excerpt}{after}"


def _edge(key: str) -> Iterator[Any]:
    """The place after which to go on; before everything, when `key` is empty or makes no sense."""
    try:
        own, score, pk = key.split("_")
        place = int(own), Decimal(score), int(pk)
    except (ValueError, InvalidOperation):
        place = 2, Decimal(0), 0
    sound = place[0] in {0, 1, 2} and place[1].is_finite() and abs(place[1]) < 1_000_000 and 0 <= place[2] < 2**63
    return iter(place if sound else (2, Decimal(0), 0))
