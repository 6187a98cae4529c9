"""Request fields: form encoding in, names checked against the typed dicts of the real library."""

import re
import sys
import typing
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

from stripe._request_options import RequestOptions
from typing_extensions import is_typeddict

from .errors import Refusal
from .store import Json

OPTIONS = frozenset(RequestOptions.__annotations__)


def parse_form(encoded: str) -> Json:
    """`a[b][0]=c` as nested dicts; indices become lists."""
    tree: Json = {}
    for name, value in parse_qsl(encoded, keep_blank_values=True):
        *path, last = name.replace("]", "").split("[")
        node = tree
        for step in path:
            node = node.setdefault(step, {})
        node[last or str(len(node))] = value
    return typing.cast(Json, _with_lists(tree))


def _with_lists(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    if node and all(name.isdigit() for name in node):
        return [_with_lists(node[name]) for name in sorted(node, key=int)]
    return {name: _with_lists(value) for name, value in node.items()}


def check(given: Json, shape: type, where: str = "") -> None:
    """Refuse a field that the real API does not know. Raises: Refusal with status 400."""
    known = _known(shape)
    for name, value in given.items():
        full = f"{where}[{name}]" if where else name
        if name not in known:
            raise Refusal(
                f"Received unknown parameter: {full}",
                code="parameter_unknown",
                param=full,
            )
        inner = known[name]
        for item in value if isinstance(value, list) else [value]:
            if inner is not None and isinstance(item, dict):
                check(item, inner, full)


@cache
def _known(shape: type) -> dict[str, type | None]:
    """Field names of a typed dict with the typed dict below each, None where anything goes."""
    home = vars(sys.modules[shape.__module__])
    return {name: _below(note, home) for name, note in shape.__annotations__.items() if name not in OPTIONS}


def _below(note: object, home: dict[str, Any]) -> type | None:
    """The typed dict an annotation names, read off its text: the library quotes most of them."""
    names = re.findall(r"\w+Params\w*", repr(note))
    return next((home[name] for name in names if is_typeddict(home.get(name))), None)


def whole(given: Json, name: str, default: int | None = None) -> int:
    """A positive integer amount. Raises: Refusal when it is missing, no integer or below one."""
    raw = given.get(name, default)
    try:
        value = int(typing.cast(Any, raw))
    except (TypeError, ValueError):
        raise Refusal(f"Invalid integer: {raw}", code="parameter_invalid_integer", param=name) from None
    if value < 1:
        raise Refusal("This value must be greater than or equal to 1.", param=name)
    return value


def needed(given: Json, name: str) -> str:
    """A field that may not be left out."""
    value = given.get(name)
    if not value:
        raise Refusal(f"Missing required param: {name}.", code="parameter_missing", param=name)
    return str(value)
