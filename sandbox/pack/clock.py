"""The demo's calendar: days ago and times of day in Zürich, so that it is as old on every day it is loaded."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

ZURICH = ZoneInfo("Europe/Zurich")
NIGHT = timedelta(hours=7)  # from half past eleven to half past six
EARLY = timedelta(minutes=30)


def awake(moment: datetime) -> datetime:
    """The same moment by day; what falls into the night is done one after the other from half past six on."""
    local = moment.astimezone(ZURICH)
    evening = datetime.combine(local.date(), time(23, 30), ZURICH)
    if local < evening:
        evening -= timedelta(days=1)
    slept = local - evening
    return evening + NIGHT + slept * (EARLY / NIGHT) if slept < NIGHT else moment


@dataclass(frozen=True, slots=True)
class Calendar:
    """Everything is told from `now`."""

    now: datetime

    def day(self, ago: int, at: str) -> datetime:
        """The moment `at` ("20:41") of the day `ago` days before today; a negative `ago` lies ahead."""
        date = (self.now.astimezone(ZURICH) - timedelta(days=ago)).date()
        return datetime.combine(date, time.fromisoformat(at), ZURICH)

    def before(self, days: float) -> datetime:
        """`days` before now, to the second."""
        return (self.now - timedelta(days=days)).replace(microsecond=0)
