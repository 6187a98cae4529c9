"""Work after the response: tried again, put back, run by the clock once."""

from datetime import datetime, timedelta

import pytest
from django.test import override_settings
from django_tasks_db.models import DBTaskResult

from common import jobs
from common.models import HeartBeat, PeriodicJob

QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
tried: list[str] = []


@jobs.task()
def stumble(word: str) -> None:
    tried.append(word)
    raise RuntimeError(word)


def count(*, at: datetime) -> int:
    tried.append(at.isoformat())
    return 3


def break_down(*, at: datetime) -> int:
    raise RuntimeError("broken")


@pytest.fixture(autouse=True)
def _forget() -> None:
    tried.clear()


@pytest.mark.django_db
@override_settings(TASKS=QUEUE)
def test_a_task_that_fails_is_tried_again_later_with_the_same_words() -> None:
    stumble.func("hello")
    waiting = DBTaskResult.objects.get()
    assert waiting.args_kwargs == {"args": ["hello"], "kwargs": {"attempt_number": 1}}
    assert waiting.run_after > waiting.enqueued_at


@pytest.mark.django_db
@override_settings(TASKS=QUEUE)
def test_a_task_gives_up_after_the_last_pause_and_stays_visible() -> None:
    with pytest.raises(RuntimeError):
        stumble.func("hello", attempt_number=4)
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
@override_settings(TASKS=QUEUE)
def test_a_task_whose_worker_was_killed_is_put_back(at: datetime) -> None:
    stumble.enqueue("hello")
    task = DBTaskResult.objects.get()
    task.claim("a worker")
    DBTaskResult.objects.update(started_at=at)
    assert jobs.sweep(at=at + timedelta(minutes=9)) == 0
    assert jobs.sweep(at=at + timedelta(minutes=11)) == 1
    assert DBTaskResult.objects.ready().count() == 1


@pytest.mark.django_db
@override_settings(SCHEDULE={"test:count": ("tests.common.test_jobs.count", timedelta(minutes=5))})
def test_the_clock_runs_a_job_when_its_time_has_come_and_not_before(at: datetime) -> None:
    assert jobs.run_due(at=at) == ["test:count"]
    assert jobs.run_due(at=at + timedelta(minutes=4)) == []
    assert jobs.run_due(at=at + timedelta(minutes=5)) == ["test:count"]
    assert len(tried) == 2
    job = PeriodicJob.objects.get()
    assert (job.moved, job.error, job.succeeded_at) == (3, "", at + timedelta(minutes=5))


@pytest.mark.django_db
@override_settings(
    SCHEDULE={
        "test:broken": ("tests.common.test_jobs.break_down", timedelta(minutes=5)),
        "test:count": ("tests.common.test_jobs.count", timedelta(minutes=5)),
    }
)
def test_a_broken_job_says_so_and_stops_nobody_else(at: datetime) -> None:
    jobs.run_due(at=at)
    assert tried == [at.isoformat()]
    broken = PeriodicJob.objects.get(tag="test:broken")
    assert (broken.error, broken.succeeded_at) == ("RuntimeError: broken", None)


@pytest.mark.django_db
def test_the_worker_proves_that_it_is_alive_by_doing_a_task(at: datetime) -> None:
    assert jobs.ask_worker(at=at) == 1
    assert set(HeartBeat.objects.values_list("name", flat=True)) == {"worker", "worker_asked"}


@pytest.mark.django_db
@override_settings(TASKS=QUEUE)
def test_a_worker_that_has_not_answered_is_not_asked_twice(at: datetime) -> None:
    assert jobs.ask_worker(at=at) == 1
    assert jobs.ask_worker(at=at + timedelta(seconds=30)) == 0
