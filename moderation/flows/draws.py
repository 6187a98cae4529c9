"""Chance decides which claims are checked, so that the checked ones speak for all."""

from datetime import datetime
from itertools import groupby

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from common import journal
from moderation import plan
from moderation.flows import sheets
from moderation.models import Draw
from moderation.queries import Framed, carriers, frame_of, ran_out
from moderation.states import Why

_MOST = 200


def draw_due(*, at: datetime) -> int:
    """Draw from the claims of this month and of the one before; how many sheets that put on the desk."""
    now = plan.period_of(at)
    drawn = [draw(period=period, at=at) for period in (plan.period_before(now), now)]
    return sum(len(row.drawn_ids) for rows in drawn for row in rows)


@transaction.atomic
def draw(*, period: str, at: datetime) -> list[Draw]:
    """Draw from the claims of `period` that no earlier draw has seen. Doing it again adds nothing.

    The frame is stored with the seed: whoever doubts a rate can do the draw over.
    """
    _one_at_a_time(period)
    seed = _seed(period)
    rows = []
    for stratum, framed in groupby(frame_of(period, at), key=lambda case: (case.risk, case.state)):
        rows.append(_draw_stratum(period, stratum, seed, list(framed), at))
    return rows


def recheck_due(*, at: datetime) -> int:
    """Put the checked answers whose check has run out on the desk again; how many."""
    stale = list(ran_out()[:_MOST])
    for answer in stale:
        sheets.put(answer=answer, why=Why.STALE, at=at)
    return len(stale)


def _draw_stratum(period: str, stratum: tuple[str, str], seed: str, framed: list[Framed], at: datetime) -> Draw:
    risk, share = stratum[0], plan.SHARES[stratum[0]]
    frame = [case.case_id for case in framed]
    row = Draw.objects.create(
        period=period,
        stratum=":".join(stratum),
        share=share,
        seed=seed,
        frame_ids=frame,
        frame_size=len(frame),
        drawn_ids=[case_id for case_id in frame if plan.is_drawn(seed, period, case_id, share)],
        drawn_at=at,
    )
    for answer in carriers(row.drawn_ids):
        sheets.put(answer=answer, why=Why.RISK if risk == "high" else Why.SAMPLED, at=at, draw=row)
    after = {"period": period, "stratum": row.stratum, "frame": len(frame), "drawn": len(row.drawn_ids)}
    journal.write("moderation:audit:draw", actor=None, subject=row, at=at, after=after)
    return row


def _seed(period: str) -> str:
    """The first draw of a period decides its seed, so that nobody can draw until they like what they see."""
    first = Draw.objects.filter(period=period).order_by("pk").values_list("seed", flat=True).first()
    return first or salted_hmac("moderation:draw", period, algorithm="sha256").hexdigest()


def _one_at_a_time(period: str) -> None:
    """A second drawer waits, and then finds nothing left to draw."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"moderation:draw:{period}"])
