"""Signs that a case carries, as conditions: drawn for an audit, found correct, answered in a day, came again."""

from datetime import timedelta
from typing import Final

from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from cases.models import Contact, Evidence, FollowUp
from cases.states import Correct, Kind
from moderation.models import Verdict
from moderation.states import DRAWN


def _evidence(**filters: object) -> Exists:
    return Exists(Evidence.objects.filter(case=OuterRef("pk"), **filters))


_POSITIVE: Final = ("correct", "correct_with_caveat")
_NEGATIVE: Final = ("incomplete", "incorrect", "harmful")

# A verdict on a sheet that somebody asked for, or whose check ran out, speaks for itself only: chance did not draw it.
_ASKED_FOR: Final = (
    Verdict.objects.exclude(audit__why__in=DRAWN)
    .annotate(name=Concat(Value("verdict:"), Cast("pk", CharField())))
    .values("name")
)


def _verdict(*values: str) -> Q:
    return Q(_evidence(kind=Kind.VERDICT, has_conflict=False, value__in=values))


AUDITED: Final = Q(
    Exists(
        Evidence.objects.filter(
            case=OuterRef("pk"), kind=Kind.VERDICT, has_conflict=False, value__in=(*_POSITIVE, *_NEGATIVE)
        ).exclude(source__in=_ASKED_FOR)
    )
)
FOUND_CORRECT: Final = Q(correct=Correct.CORRECT) | (
    Q(correct=Correct.UNRATED) & _verdict(*_POSITIVE) & ~_verdict(*_NEGATIVE)
)
ANSWERED_IN_A_DAY: Final = Q(
    _evidence(kind=Kind.ANSWER, is_time_known=True, occurred_at__lte=OuterRef("opened_at") + timedelta(days=1))
)
CAME_AGAIN: Final = Exists(
    Contact.objects.filter(
        case=OuterRef("pk"),
        at__gt=OuterRef("opened_at") + timedelta(minutes=30),
        at__lte=OuterRef("opened_at") + timedelta(days=14),
    )
)
_FOLLOW_UPS: Final = FollowUp.objects.filter(case=OuterRef("pk"))
DATELESS_CLAIM: Final = Q(_evidence(kind=Kind.ACCEPT, is_time_known=False))
WAS_ASKED: Final = Q(Exists(_FOLLOW_UPS.filter(sent_at__isnull=False)))
HAS_REPLIED: Final = Q(Exists(_FOLLOW_UPS.filter(answered_at__isnull=False)))
