"""Tests: fast hashing, mail in memory, jobs at once."""

import os

os.environ.setdefault("SECRET_KEY", "test-only-not-a-secret-0123456789-abcdefghijklmnopqrstuvwxyz")
os.environ.setdefault("STRIPE_API_KEY", "sk_test_tests")
os.environ.setdefault("STRIPE_API_BASE", "http://127.0.0.1:9")
os.environ.setdefault("STRIPE_WEBHOOK_SECRETS", "whsec_tests")
os.environ.setdefault("DATABASE_URL", "postgres:///mitenand")

from config.settings.base import *  # noqa: F403
from config.settings.base import INSTALLED_APPS, MIDDLEWARE

DEMO = False
INSTALLED_APPS = [*INSTALLED_APPS, "sandbox"]
ALLOWED_HOSTS = ["*"]
MIDDLEWARE = [each for each in MIDDLEWARE if "whitenoise" not in each]
STYLEGUIDE = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "mail"]}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ACCOUNT_RATE_LIMITS = False
