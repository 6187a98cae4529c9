"""Every numeric case: the metric it names is computed and each expected value compared."""

import math
from typing import Any

import pytest

from tests.contracts.numbers import compute

# Expected values are rounded to four decimals; half a digit more is what rounding itself can cost.
_ROUNDING = 1e-9


def test_number(numeric_case: dict[str, Any]) -> None:
    found = compute(numeric_case["metric"], numeric_case["inputs"], numeric_case["expected"])
    if found is None:
        pytest.fail(f"nobody computes {numeric_case['metric']!r} from {sorted(numeric_case['inputs'])}")
    expected = numeric_case["expected"]
    missing = sorted(set(expected) - set(found))
    assert not missing, f"not computed: {', '.join(missing)}"
    tolerance = float(numeric_case.get("tolerance", 5e-5)) + _ROUNDING
    differences = [d for key in expected for d in _differences(key, found[key], expected[key], tolerance)]
    assert not differences, "; ".join(differences)


def _differences(where: str, found: Any, expected: Any, tolerance: float) -> list[str]:
    """Each place where the two differ, in words."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return [d for key in expected for d in _differences(f"{where}.{key}", found.get(key), expected[key], tolerance)]
    if isinstance(expected, list) and isinstance(found, list | tuple):
        if len(expected) != len(found):
            return [f"{where}: {found!r} instead of {expected!r}"]
        pairs = enumerate(zip(found, expected, strict=True))
        return [d for i, (f, e) in pairs for d in _differences(f"{where}[{i}]", f, e, tolerance)]
    return [] if _is_same(found, expected, tolerance) else [f"{where}: {found!r} instead of {expected!r}"]


def _is_same(found: Any, expected: Any, tolerance: float) -> bool:
    if expected in ("inf", "-inf"):
        return bool(found == float(expected))
    if isinstance(expected, bool) or isinstance(found, bool) or expected is None or isinstance(expected, str):
        return bool(found == expected and type(found) is type(expected))
    is_number = isinstance(found, int | float) and math.isfinite(found)
    return is_number and abs(found - expected) <= tolerance
