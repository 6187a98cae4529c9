"""Every address of the house. Those for people begin with their language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from common.styleguide import styleguide
from config import health
from content import views as content

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("styleguide/", styleguide, name="styleguide"),
    path("staff/", include(wagtailadmin_urls)),
]

urlpatterns += i18n_patterns(
    path("", content.home, name="home"),
    path("account/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("notifications.urls")),
    path("", include("cases.urls")),
    path("", include("community.urls")),
    path("", include("search.urls")),
    path("", include(wagtail_urls)),
)
