"""What the CMS shows beside its pages, and to whom."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from accounts.models import User
from accounts.roles import Role
from common.models import PeriodicJob
from content.staff.jobs import JobsReport
from content.staff.topics import TopicViewSet


class RoleMenuItem(MenuItem):  # type: ignore[misc]
    """Shown to those with one of `roles`."""

    def __init__(self, *args: Any, roles: frozenset[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = roles

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether to show it."""
        return isinstance(request.user, User) and not self.roles.isdisjoint(request.user.roles)


def desk() -> MenuItem:
    """The moderators' queue."""
    roles = frozenset({Role.MODERATOR})
    return RoleMenuItem(_("Desk"), reverse("moderation:desk"), name="desk", icon_name="tasks", order=10, roles=roles)


def cockpit() -> MenuItem:
    """The quality managers' figures."""
    roles = frozenset({Role.QUALITY_MANAGER, Role.OPERATOR})
    return RoleMenuItem(
        _("Cockpit"), reverse("quality:cockpit"), name="cockpit", icon_name="view", order=20, roles=roles
    )


def topics() -> ViewSet:
    """The tree of topics."""
    return TopicViewSet()


def job_urls() -> list[URLPattern]:
    """Where the report of periodic jobs is."""
    return [
        path("reports/jobs/", JobsReport.as_view(), name="staff_jobs"),
        path("reports/jobs/results/", JobsReport.as_view(results_only=True), name="staff_jobs_results"),
    ]


class JobsMenuItem(MenuItem):  # type: ignore[misc]
    """Shown to those who may see the jobs."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether to show it."""
        return request.user.has_perm(f"common.view_{PeriodicJob._meta.model_name}")


def jobs() -> MenuItem:
    """The report of periodic jobs."""
    return JobsMenuItem(_("Periodic jobs"), reverse("staff_jobs"), name="jobs", icon_name="history", order=10)


def only_what_is_used(_request: HttpRequest, items: list[MenuItem]) -> None:
    """No images and documents: pages have none yet."""
    items[:] = [item for item in items if item.name not in {"images", "documents"}]


def one_person_at_a_time(_request: HttpRequest, _action_type: str, objects: list[Any], _action: Any) -> None:
    """Roles are granted by a flow that writes the journal, which Wagtail's bulk actions would pass by."""
    if any(isinstance(each, User) for each in objects):
        raise PermissionDenied


for _hook, _act in (
    ("register_admin_menu_item", desk),
    ("register_admin_menu_item", cockpit),
    ("register_admin_viewset", topics),
    ("register_admin_urls", job_urls),
    ("register_reports_menu_item", jobs),
    ("construct_main_menu", only_what_is_used),
    ("before_bulk_action", one_person_at_a_time),
):
    hooks.register(_hook, _act)
