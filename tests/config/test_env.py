"""A bad setting stops the start with its name and the reason."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env
from sandbox.environment import ROOT


@pytest.mark.parametrize(("raw", "value"), [("true", True), ("YES", True), ("0", False), ("off", False)])
def test_yes_and_no_are_said_in_the_usual_ways(raw: str, value: object) -> None:
    assert env.flag(raw) is value


@pytest.mark.parametrize(
    ("kind", "raw", "reason"),
    [
        (env.flag, "perhaps", "true or false"),
        (env.whole, "-1", "zero or more"),
        (env.whole, "many", "invalid literal"),
        (env.address, "example.ch", "http"),
        (env.address, "https://", "http"),
    ],
)
def test_a_bad_value_is_named_with_its_reason(
    kind: object, raw: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_SETTING", raw)
    with pytest.raises(ImproperlyConfigured, match=f"SOME_SETTING.*{reason}"):
        env.read("SOME_SETTING", kind)  # type: ignore[arg-type]


def test_a_missing_value_without_a_default_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOME_SETTING", raising=False)
    with pytest.raises(ImproperlyConfigured, match="SOME_SETTING is not set"):
        env.read("SOME_SETTING", env.text)


def test_production_does_not_start_with_a_bad_setting() -> None:
    surroundings = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "x" * 60,
        "DATABASE_URL": "postgres://somebody@localhost/mitenand",
        "EMAIL_USE_TLS": "perhaps",
    }
    start = [sys.executable, "-c", "import django; django.setup()"]
    ended = subprocess.run(start, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode != 0
    assert "EMAIL_USE_TLS='perhaps' cannot be used: say true or false" in ended.stderr
