"""Which cases a page is about: those that came in during so many days, of one topic or channel if wanted."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import Topic
from cases.states import Channel

EVER: Final = 18_250  # fifty years: no case is older, imported ones neither
WINDOWS: Final = (30, 90, 365, EVER)
USUAL_WINDOW: Final = 90


def window_words(days: int) -> str:
    """A window as pages name it."""
    return _("all time") if days == EVER else ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """An entry cohort as of `now`. `topic` None and `channel` "" mean all."""

    now: datetime
    days: int = USUAL_WINDOW
    topic: Topic | None = None
    channel: str = ""

    def start(self, maturity: int) -> datetime:
        """The first moment whose cases count."""
        return self.end(maturity) - timedelta(days=self.days)

    def end(self, maturity: int) -> datetime:
        """From here on cases are not ripe yet: they have not had `maturity` days to be solved in."""
        return self.now - timedelta(days=maturity)

    def only(self, *, topic: Topic | None = None, channel: str = "") -> "Scope":
        """The same days, narrowed down."""
        return replace(self, topic=topic or self.topic, channel=channel or self.channel)

    @property
    def channel_name(self) -> str:
        """The channel in the language of the page; "" for all."""
        return str(Channel(self.channel).label) if self.channel else ""

    @property
    def narrowing(self) -> Q:
        """The filter for topic and channel."""
        narrowed = Q(topic=self.topic) if self.topic else Q()
        return narrowed & Q(channel=self.channel) if self.channel else narrowed

    @property
    def words(self) -> str:
        """The window as pages name it."""
        return window_words(self.days)
