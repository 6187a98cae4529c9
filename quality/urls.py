"""Addresses of the cockpit."""

from django.urls import path

from quality.views import cockpit, exporting

app_name = "quality"

urlpatterns = [
    path("cockpit/", cockpit.cockpit, name="cockpit"),
    path("cockpit/<slug:slug>/", cockpit.figure, name="figure"),
    path("cockpit/<slug:slug>/rows.csv", exporting.export, name="export"),
    path("cockpit/<slug:slug>/set-target/", cockpit.set_target, name="set_target"),
    path("how-we-count/", cockpit.how_we_count, name="how_we_count"),
]
