"""The app's name for Django."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """The room."""

    name = "notifications"
