"""Draw, audit (the sheet), recusal, verdict."""

from moderation.models.audit import Audit, Recusal
from moderation.models.draw import Draw
from moderation.models.verdict import Verdict

__all__ = ["Audit", "Draw", "Recusal", "Verdict"]
