"""The app's name for Django."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    """The room."""

    name = "content"
