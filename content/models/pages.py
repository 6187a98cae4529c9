"""Home, articles and the pages that the law and honesty ask for."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from cases.models import Topic
from cases.states import Risk
from common.pages import page_of
from content.blocks import BODY, FEATURES


class Written(Page):  # type: ignore[misc]
    """What all pages of this room have in common: one address a language, and the way to the others."""

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        """The path of the page. Below the home page of its language a page's place is its address."""
        with override(self.locale.language_code):
            return reverse("home") + str(self.url_path).split("/", 2)[2]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Lead the menu of languages to the same page in each, or home where it is not written yet."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        written = {page.locale.language_code: page for page in self._in_all_languages()}
        context["languages"] = [
            (code, name, written[code].address if code in written else _home(code)) for code, name in settings.LANGUAGES
        ]
        context["translations"] = {code: page.address for code, page in written.items()}
        return context

    def _in_all_languages(self) -> "models.QuerySet[Written]":
        same = type(self).objects.filter(translation_key=self.translation_key).live()
        found: models.QuerySet[Written] = same.select_related("locale")
        return found


class HomePage(Written):
    """The headline of the front door; everything else there comes from the community."""

    headline = models.CharField(_("headline"), max_length=80)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("headline")]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["content.ArticleIndex", "content.KnownProblems", "content.LegalPage"]
    preview_modes: ClassVar[list[tuple[str, str]]] = []

    class Meta:
        verbose_name = _("home page")


class ArticleIndex(Written):
    """All articles of one language, newest first."""

    template = "content/articles.html"
    parent_page_types: ClassVar = ["content.HomePage"]
    subpage_types: ClassVar = ["content.Article"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of articles")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of articles."""
        articles = Article.objects.child_of(self).live().select_related("topic", "locale")
        rows = page_of(articles, key=request.GET.get("page", ""), by="first_published_at", size=20)
        return super().get_context(request, *args, **kwargs) | {"rows": rows}


class Article(Written):
    """What editors know and customers need: checked by somebody on a day, and with the risk of a mistake named."""

    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("topic"))
    summary = models.TextField(_("summary"), max_length=300)
    body = StreamField(BODY, verbose_name=_("text"))
    reviewed_at = models.DateField(_("checked on"), null=True, blank=True)
    risk = models.CharField(_("risk class"), max_length=6, choices=Risk.choices, default=Risk.LOW)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("topic"),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("reviewed_at"),
        FieldPanel("risk"),
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    template = "content/article.html"
    parent_page_types: ClassVar = ["content.ArticleIndex"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("article")


class LegalPage(Written):
    """A page that must be there: who we are, what we store, how we count."""

    body = RichTextField(_("text"), features=FEATURES)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("body")]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("body")]
    template = "content/legal.html"
    parent_page_types: ClassVar = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("legal page")


def _home(language: str) -> str:
    with override(language):
        return reverse("home")
