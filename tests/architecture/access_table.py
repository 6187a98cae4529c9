"""Who gets which answer, at every address of the house, for a stranger who owns nothing there.

A row says what GET and what POST (without any data) answer. `"200"` is for everybody; in
`"guest 302, reviewer 200, else 404"` the rest comes last. 302 for a guest is the way to the log-in; 404 says that there
is nothing here for you; 422 shows the form again.
"""

from typing import NamedTuple

ALL = "200"
MEMBERS = "guest 302, else 200"
ONLY_GET = "405"
ONLY_POST = "guest 302, else 405"
NEVER = "404"
NOT_YOURS = "guest 302, else 404"
TO_LOG_IN = "guest 302, else "


class Row(NamedTuple):
    """One address: what fills its placeholders (a fixture of the test), and what GET and POST answer."""

    get: str
    post: str
    args: str = ""


TABLE: dict[str, Row] = {
    "healthz": Row(ALL, "405"),
    "readyz": Row("503", "405"),
    "styleguide": Row(ALL, "405"),
    "home": Row(ALL, "405"),
    "accounts:settings": Row(MEMBERS, "guest 302, else 422"),
    "notifications:notices": Row(MEMBERS, "guest 302, else 405"),
    "notifications:read": Row("guest 302, else 405", "302"),
    "notifications:mails": Row("guest 302, else 405", "302"),
    "notifications:unsubscribe": Row("410", "410", "token"),
    "cases:follow_up": Row("410", "410", "token"),
    "community:questions": Row(ALL, "405"),
    "community:ask": Row(MEMBERS, "guest 302, else 422"),
    "community:question": Row(ALL, "405", "question"),
    "community:question_history": Row(ALL, "405", "question"),
    "community:edit_question": Row(NOT_YOURS, NOT_YOURS, "question"),
    "community:withdraw": Row(ONLY_POST, NOT_YOURS, "question"),
    "community:same_problem": Row(ONLY_POST, "302", "question"),
}
