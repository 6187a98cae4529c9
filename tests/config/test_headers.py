"""What every answer carries, also to those who made a mistake."""

import pytest
from django.test import Client

from cases.models import Topic

PATHS = ["/en/", "/en/questions/", "/en/helpers/", "/en/search/?q=x", "/en/account/login/", "/en/nowhere/", "/healthz"]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_inline_runs_and_nothing_is_loaded_from_elsewhere(path: str, topic: Topic) -> None:
    answer = Client().get(path)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "http" not in policy.replace("http://127.0.0.1", "")


@pytest.mark.parametrize("path", PATHS)
def test_browsers_are_told_to_be_careful(path: str, topic: Topic) -> None:
    answer = Client().get(path)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Request-ID"]


def test_the_request_keeps_the_plain_name_that_a_proxy_gave_it() -> None:
    assert Client().get("/healthz", headers={"X-Request-ID": "abc-123"})["X-Request-ID"] == "abc-123"
    assert Client().get("/healthz", headers={"X-Request-ID": "a\tb"})["X-Request-ID"] != "a\tb"
