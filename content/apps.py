"""The apps' names for Django."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class ContentConfig(AppConfig):
    """The room."""

    name = "content"
    default = True

    def ready(self) -> None:
        """Hear what Wagtail publishes."""
        from content import publishing

        publishing.listen()


class PeopleOfWagtail(WagtailUsersAppConfig):  # type: ignore[misc]
    """Wagtail's own pages about people, with the forms of our User."""

    user_viewset = "content.staff.people.PeopleViewSet"
