"""Lists with cursors and filters, and the expanding of ids into objects."""

from collections.abc import Callable
from typing import Any

from .bank import Bank
from .errors import missing
from .fields import whole
from .store import Json

FILTERS = (
    "payment_intent",
    "charge",
    "transfer_group",
    "destination",
    "status",
    "type",
    "source",
)
HIDDEN = "_"  # fields that begin with this stay inside


def of(kind: str) -> Callable[[Bank, Json], Json]:
    """A list handler for one kind of object, newest first."""

    def listed(bank: Bank, given: Json) -> Json:
        rows = bank.store.all(kind, **{name: given[name] for name in FILTERS if name in given})
        return _page(
            [row for row in rows if _is_created_within(row, given.get("created"))],
            given,
        )

    return listed


def events(bank: Bank, given: Json) -> Json:
    """Snapshot events; `types` narrows, `created[gte]` begins."""
    kinds = given.get("types") or ([given["type"]] if "type" in given else None)
    rows = [row for row in bank.store.all("event") if kinds is None or row["type"] in kinds]
    return _page([row for row in rows if _is_created_within(row, given.get("created"))], given)


def _is_created_within(row: Json, asked: Any) -> bool:
    if not isinstance(asked, dict):
        return asked is None or row["created"] == int(asked)
    tests = {"gte": int.__ge__, "gt": int.__gt__, "lte": int.__le__, "lt": int.__lt__}
    return all(tests[name](row["created"], int(value)) for name, value in asked.items())


def _page(rows: list[Json], given: Json) -> Json:
    limit = min(whole(given, "limit", 10), 100)
    if "starting_after" in given:
        ids = [row["id"] for row in rows]
        if given["starting_after"] not in ids:
            raise missing("object", given["starting_after"])
        rows = rows[ids.index(given["starting_after"]) + 1 :]
    return {
        "object": "list",
        "data": rows[:limit],
        "has_more": len(rows) > limit,
        "url": "/v1",
    }


def shown(bank: Bank, thing: Json, expand: list[str]) -> Json:
    """The object as answered: without inner fields, with the asked ids replaced by their objects."""
    clear: Json = {name: value for name, value in thing.items() if not name.startswith(HIDDEN)}
    if isinstance(clear.get("data"), list):
        inner = [path.removeprefix("data.") for path in expand]
        clear["data"] = [shown(bank, row, inner) for row in clear["data"]]
        return clear
    for path in expand:
        name, _, rest = path.partition(".")
        found = bank.store.any_kind(clear[name]) if isinstance(clear.get(name), str) else clear.get(name)
        if found is not None:
            clear[name] = shown(bank, found, [rest] if rest else [])
    return clear
