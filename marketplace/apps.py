"""The app's name for Django, and what it refuses to start with."""

from django.apps import AppConfig
from django.core import checks


class MarketplaceConfig(AppConfig):
    """Helpers and bookings."""

    name = "marketplace"

    def ready(self) -> None:
        """Look at the payment settings before the first request does."""
        checks.register(_payment_settings)


def _payment_settings(app_configs: object, **_: object) -> list[checks.CheckMessage]:
    from marketplace import gateway

    try:
        gateway.ensure_safe()
    except gateway.Unsafe as error:
        return [checks.Critical(str(error), id="marketplace.E001")]
    return []
