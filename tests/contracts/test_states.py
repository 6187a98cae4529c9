"""Every state case: evidence in, state out."""

from dataclasses import fields
from typing import Any

from cases.assess import Policy, assess, read_event, read_facts


def test_state(state_case: dict[str, Any], contract: dict[str, Any]) -> None:
    told = state_case["inputs"]
    policy = _policy({**contract.get("policy_defaults", {}), **told.get("policy", {})})
    found = assess(read_facts(told), [read_event(event) for event in told["events"]], told["now"], policy)
    everything = {
        "state": found.state,
        "R": found.resolved,
        "C": found.correct,
        "stale": found.stale,
        "ever_claimed": found.ever_claimed,
        "false_solved": found.false_solved,
    }
    assert {key: everything[key] for key in state_case["expected"]} == state_case["expected"]


def _policy(given: dict[str, Any]) -> Policy:
    known = {field.name for field in fields(Policy)}
    return Policy(**{name: value for name, value in given.items() if name in known})
