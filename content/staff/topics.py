"""Topics in the CMS."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from cases.models import Topic


class TopicViewSet(ModelViewSet):  # type: ignore[misc]
    """The tree of topics: names, risk and how long a check lasts."""

    model = Topic
    name = "topics"
    icon = "tag"
    menu_label = _("Topics")
    menu_order = 300
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display: ClassVar = ["name_en", "slug", "parent", "risk", "review_days", "is_open"]
    list_filter: ClassVar = ["risk", "is_open"]
    search_fields: ClassVar = ["slug", "name_de", "name_fr", "name_it", "name_en"]
    panels: ClassVar = [
        FieldPanel("slug"),
        FieldPanel("parent"),
        MultiFieldPanel([FieldPanel(f"name_{code}") for code in ("de", "fr", "it", "en")], heading=_("Names")),
        FieldPanel("risk"),
        FieldPanel("review_days"),
        FieldPanel("is_open"),
    ]
