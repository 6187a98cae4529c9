"""Where a sheet can stand, why it exists, and the words of a verdict."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from common.states import Moves


class AuditState(TextChoices):
    """A sheet waits, is held by one reviewer for ten minutes, or is decided for good."""

    WAITING = "waiting", _("waiting")
    CLAIMED = "claimed", _("being read")
    DECIDED = "decided", _("decided")


OPEN = (AuditState.WAITING, AuditState.CLAIMED)
# A claim that has run out may be taken over, so "claimed" follows "claimed".
MOVES = Moves(
    {
        AuditState.WAITING: [AuditState.CLAIMED],
        AuditState.CLAIMED: [AuditState.WAITING, AuditState.CLAIMED, AuditState.DECIDED],
    }
)


class Why(TextChoices):
    """What put the sheet on the desk. Only the drawn ones speak for all; see `DRAWN`."""

    SAMPLED = "sampled", _("drawn at random")
    RISK = "risk", _("every claim of a high risk is checked")
    ASKED = "asked", _("a moderator asked")
    STALE = "stale", _("its check ran out, or its text changed")


DRAWN = (Why.SAMPLED, Why.RISK)


class Slot(IntegerChoices):
    """Which reviewer a sheet is for. The third one decides where two disagree."""

    FIRST = 1, _("first reviewer")
    SECOND = 2, _("second reviewer")
    THIRD = 3, _("third reviewer")


class Result(TextChoices):
    """What a reviewer finds, from best to worst; the last one is no finding."""

    CORRECT = "correct", _("Correct")
    CORRECT_WITH_CAVEAT = "correct_with_caveat", _("Correct, with a caveat")
    INCOMPLETE = "incomplete", _("Incomplete")
    INCORRECT = "incorrect", _("Not correct")
    HARMFUL = "harmful", _("Harmful")
    CANNOT_JUDGE = "cannot_judge", _("Cannot be judged")


class Grade(TextChoices):
    """One row of the rubric."""

    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")


class Tie(TextChoices):
    """Why somebody leaves a sheet to others. What the house knows by itself is never asked."""

    KNOWS = "knows", _("I know who wrote it")
    EMPLOYER = "employer", _("We work for the same company")
    COMPETES = "competes", _("I offer the same for money")
    OTHER = "other", _("Another reason")
