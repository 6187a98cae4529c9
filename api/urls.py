"""Addresses of the API."""

from django.urls import URLPattern, URLResolver

from api.views import api
from common.access import anyone

app_name = "api"

urlpatterns: list[URLPattern | URLResolver] = api.urls[0]
for _pattern in urlpatterns:
    if isinstance(_pattern, URLPattern):
        # Ninja makes its views itself, so they get here what every view of the house wears.
        _pattern.callback = anyone(_pattern.callback)
