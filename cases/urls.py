"""Addresses of the follow-up."""

from django.urls import path

from cases import views

app_name = "cases"

urlpatterns = [
    path("follow-ups/<str:token>/", views.follow_up, name="follow_up"),
]
