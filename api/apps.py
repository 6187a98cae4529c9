"""The app's name for Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The room."""

    name = "api"
