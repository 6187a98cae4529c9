"""What the clock did: a report, to look at and never to change."""

from typing import ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from common.models import PeriodicJob


class JobsReport(ReportView):  # type: ignore[misc]
    """One row for each periodic job: when it last ran, how long it took, what came of it."""

    page_title = _("Periodic jobs")
    header_icon = "history"
    model = PeriodicJob
    index_url_name = "staff_jobs"
    index_results_url_name = "staff_jobs_results"
    permission_policy = ModelPermissionPolicy(PeriodicJob)
    permission_required = "view"
    columns: ClassVar = [
        Column("tag", label=_("Job")),
        Column("every_seconds", label=_("Every (seconds)")),
        DateColumn("started_at", label=_("Last run")),
        DateColumn("succeeded_at", label=_("Last success")),
        Column("seconds", label=_("Took (seconds)"), accessor=lambda job: f"{job.seconds:.2f}"),
        Column("moved", label=_("Rows moved")),
        Column("error", label=_("Error")),
    ]
    list_export: ClassVar = ["tag", "every_seconds", "started_at", "succeeded_at", "seconds", "moved", "error"]

    def get_base_queryset(self) -> QuerySet[PeriodicJob]:
        """The jobs of the present settings; rows of former ones are history."""
        return PeriodicJob.objects.filter(tag__in=settings.SCHEDULE).order_by("tag")
