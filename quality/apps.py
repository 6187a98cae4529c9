"""The app's name for Django."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """The room."""

    name = "quality"
