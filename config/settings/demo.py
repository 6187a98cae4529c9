"""The demo: one machine, the embedded PostgreSQL, mail caught, money played."""

import os
from typing import cast

os.environ.setdefault("SECRET_KEY", "demo-only-not-a-secret-0123456789-abcdefghijklmnopqrstuvwxyz")
os.environ.setdefault("STRIPE_API_KEY", "sk_test_demo")
os.environ.setdefault("STRIPE_API_BASE", "http://127.0.0.1:8002")
os.environ.setdefault("STRIPE_WEBHOOK_SECRETS", "whsec_demo")
os.environ.setdefault("EMAIL_PORT", "8003")

from config.settings.base import *  # noqa: F403
from config.settings.base import FORM_ACTION, INSTALLED_APPS, STRIPE_API_BASE, TEMPLATES

DEMO = True
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [*INSTALLED_APPS, "sandbox"]
STYLEGUIDE = True
cast("dict[str, list[str]]", TEMPLATES[0]["OPTIONS"])["context_processors"].append("sandbox.context.people")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
# The pay page of the double is another origin, and a browser holds a redirect after a form to this rule.
FORM_ACTION.append(STRIPE_API_BASE)
