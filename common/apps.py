"""The app's name for Django."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """The foundation."""

    name = "common"
