"""What every noun of the double shares: the store, the movable clock, the events, the faults."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

from .store import Json, Store, new_id

API_VERSION = "2026-10-28.endive"
DAY = 86_400


@dataclass
class Faults:
    """Switches of the control page; counters fall as they are used up."""

    fail_next: int = 0  # answer 500 before doing anything
    lose_next: int = 0  # do it, keep it, then hang up without an answer
    only_path: str = ""  # the two above apply to addresses that contain this
    drop_next: int = 0  # events that are never delivered (they stay listed)
    delay_seconds: float = 0.0  # every delivery waits this long
    is_duplicating: bool = False  # every event is delivered twice
    is_reordering: bool = False  # later events first


@dataclass
class Bank:
    """The double itself, without HTTP."""

    store: Store
    base: str = field(default="http://127.0.0.1")

    def now(self) -> int:
        """Unix seconds on the double's own clock: real time plus what the control page added."""
        return int(time.time()) + int(self.store.setting("clock_offset", 0))

    def advance(self, seconds: int) -> None:
        """Move the clock; it never goes back."""
        if seconds > 0:
            self.store.set("clock_offset", int(self.store.setting("clock_offset", 0)) + seconds)

    def faults(self) -> Faults:
        """The switches as they stand."""
        return Faults(**self.store.setting("faults", {}))

    def set_faults(self, **changes: Any) -> Faults:
        """Change some switches and keep the others."""
        faults = Faults(**{**vars(self.faults()), **changes})
        self.store.set("faults", vars(faults))
        return faults

    def tell(self, kind: str, thing: Json) -> Json:
        """Keep a snapshot event and queue its delivery, in the transaction of the change itself."""
        event: Json = {
            "id": new_id("evt"),
            "object": "event",
            "api_version": API_VERSION,
            "created": self.now(),
            "data": {"object": json.loads(json.dumps(thing))},
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
        }
        return self._queue(event)

    def tell_thin(self, kind: str, about: Json) -> Json:
        """Keep a v2 event: it names the object and carries none of it."""
        event: Json = {
            "id": new_id("evt"),
            "object": "v2.core.event",
            "created": stamp(self.now()),
            "livemode": False,
            "type": kind,
            "related_object": {
                "id": about["id"],
                "type": about["object"],
                "url": f"/v2/core/accounts/{about['id']}",
            },
        }
        return self._queue(event)

    def _queue(self, event: Json) -> Json:
        faults = self.faults()
        self.store.put(event)
        if faults.drop_next:
            self.set_faults(drop_next=faults.drop_next - 1)
            return event
        due = time.time() + faults.delay_seconds
        for _ in range(2 if faults.is_duplicating else 1):
            self.store.query("INSERT INTO delivery (event, due) VALUES (?, ?)", event["id"], due)
        return event


def stamp(unix: int) -> str:
    """ISO time as the v2 API writes it."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(unix))
