"""Work after the response: tasks that try again, a sweeper for those whose worker died, and the clock's jobs.

The queue itself (django-tasks) runs a task once and forgets one whose worker was killed. So every task here is
idempotent, tries again with a growing pause, and is put back when its worker has gone silent.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import wraps
from time import monotonic
from typing import Any

import structlog
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks import task as queue_task
from django_tasks.backends.dummy import DummyBackend
from django_tasks.base import Task, TaskResultStatus

from common.models import HeartBeat, PeriodicJob

log = structlog.get_logger()

LONGEST_RUN = timedelta(minutes=10)
_PAUSES = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))


def task(queue: str = "default") -> Callable[[Callable[..., None]], Task[..., None]]:
    """A background task that is tried again up to four times, after 10 s, 1 min, 10 min and 1 h.

    The decorated function must be safe to run twice with the same arguments.
    """

    def decorate(work: Callable[..., None]) -> Task[..., None]:
        @wraps(work)
        def attempt(*args: Any, attempt_number: int = 0, **kwargs: Any) -> None:
            try:
                work(*args, **kwargs)
            except Exception as error:
                if attempt_number >= len(_PAUSES) or not queued.get_backend().supports_defer:
                    raise
                log.warning("task_failed", task=work.__name__, attempt=attempt_number, error=str(error))
                later = queued.using(run_after=timezone.now() + _PAUSES[attempt_number])
                later.enqueue(*args, attempt_number=attempt_number + 1, **kwargs)

        queued: Task[..., None] = queue_task(queue_name=queue)(attempt)
        return queued

    return decorate


@contextmanager
def by_hand() -> Iterator[None]:
    """For a past that is written afterwards (the demo): whoever plays it does the work, and nothing is queued."""
    usual = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
    queues = {"QUEUES": sorted(usual.queues)}
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = DummyBackend(DEFAULT_TASK_BACKEND_ALIAS, queues)
    try:
        yield
    finally:
        task_backends[DEFAULT_TASK_BACKEND_ALIAS] = usual


def sweep(*, at: datetime) -> int:
    """Put back the tasks whose worker was killed: still "running" after `LONGEST_RUN`. How many there were."""
    from django_tasks_db.models import DBTaskResult

    stuck = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=at - LONGEST_RUN)
    return stuck.update(status=TaskResultStatus.READY, started_at=None)


def beat(name: str, *, at: datetime) -> None:
    """Say that the process `name` is alive."""
    HeartBeat.objects.update_or_create(name=name, defaults={"beat_at": at})


@task()
def say_worker_is_alive() -> None:
    """A task whose only work is to be done: it proves that the queue moves."""
    beat("worker", at=timezone.now())


def ask_worker(*, at: datetime) -> int:
    """Have the worker say that it is alive; nothing is asked twice while it has not answered."""
    last = HeartBeat.objects.filter(name="worker_asked").first()
    answered = HeartBeat.objects.filter(name="worker").first()
    if last and (answered is None or answered.beat_at < last.beat_at) and last.beat_at > at - LONGEST_RUN:
        return 0
    beat("worker_asked", at=at)
    say_worker_is_alive.enqueue()
    return 1


def run_due(*, at: datetime) -> list[str]:
    """Run every row of `settings.SCHEDULE` whose time has come; the tags that ran."""
    return [tag for tag, (path, every) in settings.SCHEDULE.items() if _run_if_due(tag, path, every, at)]


def _run_if_due(tag: str, path: str, every: timedelta, at: datetime) -> bool:
    """Two schedulers may look at the same second; the one whose UPDATE finds the old time runs the job.

    No transaction is open while it runs: a job may call the outside world, and owns its own transactions.
    """
    PeriodicJob.objects.get_or_create(tag=tag, defaults={"every_seconds": every.total_seconds()})
    due = Q(started_at=None) | Q(started_at__lte=at - every)
    if not PeriodicJob.objects.filter(due, tag=tag).update(started_at=at, every_seconds=int(every.total_seconds())):
        return False
    _run(PeriodicJob.objects.get(tag=tag), path, at)
    return True


def _run(job: PeriodicJob, path: str, at: datetime) -> None:
    begin = monotonic()
    try:
        job.moved = import_string(path)(at=at) or 0
        job.succeeded_at, job.error = at, ""
    except Exception as error:
        job.error = f"{type(error).__name__}: {error}"[:2000]
        log.exception("periodic_job_failed", job=job.tag)
    job.seconds = monotonic() - begin
    job.save(update_fields=["succeeded_at", "seconds", "moved", "error"])
