"""Production: behind a proxy that speaks TLS; everything secret comes from the environment."""

from config.env import read, whole
from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, FORM_ACTION
from config.settings.parts.logging import *  # noqa: F403

DEMO = False
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = read("HSTS_SECONDS", whole, 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": read("DATABASE_POOL", whole, 8)}}
# A browser holds the redirect that follows a form to this rule, and booking ends on Stripe's own page.
FORM_ACTION.append("https://checkout.stripe.com")
