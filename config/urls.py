"""Every address of the house. Those for people begin with their language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from common.access import anyone
from common.styleguide import styleguide
from config import health
from content import views as content
from marketplace import webhooks

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("payments/stripe/", webhooks.stripe, name="stripe"),
    path("styleguide/", styleguide, name="styleguide"),
    path("api/v1/", include("api.urls")),
    path("staff/login/", anyone(RedirectView.as_view(pattern_name="account_login", query_string=True))),
    path("staff/account/", anyone(RedirectView.as_view(pattern_name="accounts:settings"))),
    path("staff/", include(wagtailadmin_urls)),
]

urlpatterns += i18n_patterns(
    path("", content.home, name="home"),
    path("account/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("notifications.urls")),
    path("", include("cases.urls")),
    path("", include("community.urls")),
    path("", include("marketplace.urls")),
    path("", include("moderation.urls")),
    path("", include("search.urls")),
    path("", include("quality.urls")),
    path("", include(wagtail_urls)),
)
