"""Is it alive, is it ready, and if not, why."""

from datetime import datetime, timedelta

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from common import jobs
from common.models import FollowerCursor, HeartBeat, PeriodicJob

QUIET = {"SCHEDULE": {"test:nothing": ("tests.config.test_health.nothing", timedelta(minutes=1))}, "FOLLOWERS": {}}


def nothing(*, at: datetime) -> int:
    return 0


@pytest.fixture
def alive(db: None) -> datetime:
    """Worker and scheduler have just said so, and the one job has run."""
    now = timezone.now()
    for name in ("worker", "scheduler"):
        jobs.beat(name, at=now)
    with override_settings(**QUIET):
        jobs.run_due(at=now)
    return now


def ready() -> tuple[int, list[str]]:
    with override_settings(**QUIET):
        answer = Client().get("/readyz")
    return answer.status_code, answer.json()["reasons"]


def test_the_process_says_that_it_is_alive_without_asking_the_database() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


def test_all_is_well(alive: datetime) -> None:
    assert ready() == (200, [])


@pytest.mark.parametrize("name", ["worker", "scheduler"])
def test_a_process_that_went_silent_is_named(name: str, alive: datetime) -> None:
    HeartBeat.objects.filter(name=name).update(beat_at=alive - timedelta(minutes=6))
    assert ready() == (503, [f"{name}: no sign of life"])


def test_a_job_that_has_not_succeeded_for_long_is_named(alive: datetime) -> None:
    PeriodicJob.objects.update(succeeded_at=alive - timedelta(minutes=9))
    assert ready() == (503, ["jobs: no recent success: test:nothing"])


def test_a_job_that_fails_from_the_start_is_named(alive: datetime) -> None:
    PeriodicJob.objects.update(succeeded_at=None, error="RuntimeError: broken")
    assert ready()[0] == 503


def test_a_follower_that_failed_is_named(alive: datetime) -> None:
    FollowerCursor.objects.create(name="search", error="RuntimeError: broken", failed_at=alive)
    assert ready() == (503, ["followers: behind: search"])


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_writes_nothing(path: str, db: None) -> None:
    assert Client().post(path).status_code == 405
