"""Addresses of the desk."""

from django.urls import path

from moderation import views

app_name = "moderation"

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("audits/", views.desk, name="audits"),
    path("audits/<int:pk>/", views.audit, name="audit"),
    path("audits/<int:pk>/claim/", views.claim, name="claim"),
    path("audits/<int:pk>/release/", views.release, name="release"),
    path("audits/<int:pk>/decide/", views.decide, name="decide"),
    path("audits/<int:pk>/recuse/", views.recuse, name="recuse"),
    path("audits/questions/<int:pk>/ask/", views.ask_audit, name="ask_audit"),
]
