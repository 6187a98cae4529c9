"""Headers, cookies and the content security policy, in one place."""

from typing import Any

from csp.constants import NONCE, NONE, SELF

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Kept in a cookie of its own, so that showing a message touches no session.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Where a form may lead; those who pay leave for another origin, and each way of running names its own.
FORM_ACTION: list[str] = [SELF]

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    # Below /staff/ config/staff.py answers with a looser policy, and what is set already is kept.
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": FORM_ACTION,
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
