"""The app's name for Django."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    """The room."""

    name = "community"
