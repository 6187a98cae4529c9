"""The app's name for Django."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """The room."""

    name = "moderation"
