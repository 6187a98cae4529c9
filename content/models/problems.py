"""What is broken right now, for whom, and what to do until it is fixed."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from cases.models import Topic
from content.blocks import FEATURES
from content.models.pages import Written
from content.states import Status

_MOST = 50


class KnownProblems(Written):
    """All known problems of one language: those that last first, then what was fixed."""

    template = "content/problems.html"
    parent_page_types: ClassVar = ["content.HomePage"]
    subpage_types: ClassVar = ["content.KnownProblem"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of known problems")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the problems, as many as somebody reads."""
        problems = list(
            KnownProblem.objects.child_of(self).live().select_related("locale").order_by("-since", "-pk")[:_MOST]
        )
        return super().get_context(request, *args, **kwargs) | {
            "lasting": [problem for problem in problems if problem.status != Status.FIXED],
            "fixed": [problem for problem in problems if problem.status == Status.FIXED],
        }


class KnownProblem(Written):
    """One disturbance: since when, how far we are, what to do."""

    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("topic"))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.BEING_FIXED)
    since = models.DateTimeField(_("since"), default=timezone.now)
    to_do = models.TextField(_("what to do"), max_length=300)
    reach = models.CharField(_("how many it concerns"), max_length=40, blank=True)
    body = RichTextField(_("more about it"), features=FEATURES, blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("topic"),
        FieldPanel("status"),
        FieldPanel("since"),
        FieldPanel("to_do"),
        FieldPanel("reach"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("to_do"), index.SearchField("body")]
    template = "content/problem.html"
    parent_page_types: ClassVar = ["content.KnownProblems"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("known problem")
        indexes: ClassVar = [models.Index(fields=["-since"], name="problems_by_time")]
