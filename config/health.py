"""Is it alive, and is it ready: for load balancers and for people at night."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.access import anyone
from common.followers import lag
from common.models import FollowerCursor, HeartBeat, PeriodicJob

_SILENT = timedelta(minutes=5)
_MOST_LAG = 1000


@never_cache
@require_safe
@anyone
def healthz(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
@anyone
def readyz(_request: HttpRequest) -> JsonResponse:
    """200 when people can be served, 503 with the reasons when not."""
    now = timezone.now()
    try:
        report = {name: check(now) for name, check in _CHECKS.items()}
    except DatabaseError as error:
        report = {"database": {"ok": False, "reason": type(error).__name__}}
    reasons = [f"{name}: {part['reason']}" for name, part in report.items() if not part["ok"]]
    status = "ready" if not reasons else "not ready"
    return JsonResponse({"status": status, "reasons": reasons, **report}, status=503 if reasons else 200)


def _database(_now: datetime) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"ok": True}


def _migrations(_now: datetime) -> dict[str, Any]:
    executor = MigrationExecutor(connection)
    waiting = [f"{m.app_label}.{m.name}" for m, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    return {"ok": not waiting, "reason": f"{len(waiting)} not applied", "waiting": waiting[:10]}


def _worker(now: datetime) -> dict[str, Any]:
    return _beat("worker", now)


def _scheduler(now: datetime) -> dict[str, Any]:
    return _beat("scheduler", now)


def _beat(name: str, now: datetime) -> dict[str, Any]:
    last = HeartBeat.objects.filter(name=name).values_list("beat_at", flat=True).first()
    return {"ok": last is not None and now - last < _SILENT, "reason": "no sign of life", "last": last}


def _jobs(now: datetime) -> dict[str, Any]:
    jobs = {job.tag: job for job in PeriodicJob.objects.filter(tag__in=settings.SCHEDULE)}
    late = [tag for tag, (_path, every) in settings.SCHEDULE.items() if _is_late(jobs.get(tag), every, now)]
    succeeded = {tag: job.succeeded_at for tag, job in jobs.items()}
    return {"ok": not late, "reason": f"no recent success: {', '.join(late)}", "succeeded": succeeded}


def _is_late(job: PeriodicJob | None, every: timedelta, now: datetime) -> bool:
    """A job that has never run is only late once the clock has had time to come to it."""
    if job is None or job.succeeded_at is None:
        return bool(job and job.error)
    return now - job.succeeded_at > 3 * every + _SILENT


def _followers(_now: datetime) -> dict[str, Any]:
    lags = {name: lag(name) for name in settings.FOLLOWERS}
    errors = dict(FollowerCursor.objects.exclude(error="").values_list("name", "error"))
    behind = [name for name, count in lags.items() if count > _MOST_LAG] + list(errors)
    return {"ok": not behind, "reason": f"behind: {', '.join(behind)}", "lag": lags, "errors": errors}


_CHECKS: dict[str, Callable[[datetime], dict[str, Any]]] = {
    "database": _database,
    "migrations": _migrations,
    "worker": _worker,
    "scheduler": _scheduler,
    "jobs": _jobs,
    "followers": _followers,
}
