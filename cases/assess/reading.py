"""Read events from plain mappings: exports, imports and the published contract cases."""

import math
from collections.abc import Mapping
from typing import Any, Final

from cases.assess import events as kinds
from cases.assess.events import CaseFacts, Event, Value

_ALIASES: Final = {
    "withdrawn": kinds.WITHDRAW, "merged": kinds.MERGE, "adjudicated": kinds.ADJUDICATE,
    "adjudication": kinds.ADJUDICATE, "re-contact": kinds.RECONTACT, "re_contact": kinds.RECONTACT,
    "reply": kinds.ASKER_REPLY, "follow_up": kinds.ASKER_REPLY,
}  # fmt: skip
_GROUPS: Final = ("group", "weight_group", "vote_group", "network", "net", "household", "org", "organisation")
_VALUES: Final = {
    kinds.VOTE: ("worked", "value", "outcome"),
    kinds.VERDICT: ("value", "verdict", "outcome"),
    kinds.ADJUDICATE: ("value", "verdict", "outcome"),
    kinds.BOOKING: ("outcome", "value"),
    kinds.EDIT: ("substantive", "value", "kind"),
    kinds.RECONTACT: ("same_issue", "value"),
    kinds.COMPLAINT: ("upheld", "outcome", "decision", "value"),
    kinds.TRIGGER: ("kind", "value", "reason"),
}


def read_facts(source: Mapping[str, Any]) -> CaseFacts:
    """The facts of a case from `asker`, `risk` and `created`."""
    asker = _text(source, "asker")
    return CaseFacts(asker=asker, risk=str(source.get("risk", "medium")), created=_days(source.get("created") or 0))


def read_event(source: Mapping[str, Any]) -> Event:
    """One event; fields nobody knows are left aside, fields that are missing are empty.

    An event without a readable time gets none (NaN) and will not be counted: nobody can say when it was.
    """
    kind = str(_first(source, ("type", "event")) or source.get("kind") or "")
    kind = _ALIASES.get(kind, kind)
    return Event(
        at=_days(_first(source, ("t", "at", "time"))),
        kind=kind,
        answer=_text(source, "a", "answer"),
        by=_text(source, "confirmed_by", "by", "actor") if kind == kinds.BOOKING else _text(source, "by", "actor"),
        value=_value(source, kind),
        group=_text(source, *_GROUPS),
        conflict=bool(source.get("conflict") or source.get("conflicted")),
        revision=_text(source, "revision", "rev"),
        is_implicit=source.get("explicit") is False or "implicit" in (source.get("kind"), source.get("method")),
    )


def _days(found: Any) -> float:
    try:
        return float(found)
    except (TypeError, ValueError):
        return math.nan


def _value(source: Mapping[str, Any], kind: str) -> Value:
    found = _first(source, _VALUES.get(kind, ("value", "reply", "outcome")))
    return found if found is None or isinstance(found, bool) else str(found)


def _text(source: Mapping[str, Any], *names: str) -> str | None:
    found = _first(source, names)
    return None if found is None else str(found)


def _first(source: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((source[name] for name in names if source.get(name) is not None), None)
