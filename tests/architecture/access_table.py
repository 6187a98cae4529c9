"""Who gets which answer, at every address of the house, when what stands there belongs to somebody else.

A row says what GET and what POST (without any data) answer, and whose thing fills the address. `"200"` is for
everybody; in `"guest 302, reviewer 200, else 404"` the rest comes last. For a guest 302 is the way to the log-in; 404
says that there is nothing here for you; 422 shows the form again; 405 is a method that the address does not know.
"""

from typing import NamedTuple

ALL = "200"
MEMBERS = "guest 302, else 200"
NOT_YOURS = "guest 302, else 404"
DESK = "guest 302, reviewer moderator 200, else 404"
MODERATOR = "guest 302, moderator 200, else 404"
COCKPIT = "guest 302, quality_manager 200, else 404"
NOTHING = "404"
NO = "405"


class Row(NamedTuple):
    """What GET and POST answer, and what fills the placeholders (`samples`)."""

    get: str
    post: str
    args: str = ""


TABLE: dict[str, Row] = {
    "healthz": Row(ALL, NO),
    "readyz": Row("503", NO),
    "stripe": Row(NO, "400"),
    "styleguide": Row(ALL, ALL),
    "home": Row(ALL, ALL),
    "accounts:settings": Row(MEMBERS, MEMBERS),
    "notifications:notices": Row(MEMBERS, MEMBERS),
    "notifications:read": Row(NO, "302"),
    "notifications:mails": Row(MEMBERS, MEMBERS),
    "notifications:unsubscribe": Row(NOTHING, NOTHING, "token"),
    "cases:follow_up": Row(NOTHING, NOTHING, "token"),
    "community:questions": Row(ALL, ALL),
    "community:ask": Row(MEMBERS, MEMBERS),
    "community:question": Row(ALL, ALL, "page"),
    "community:question_history": Row(ALL, ALL, "question"),
    "community:edit_question": Row(MODERATOR, MODERATOR, "question"),
    "community:withdraw": Row(NO, NOT_YOURS, "question"),
    "community:say_same_problem": Row(NO, "302", "question"),
    "community:retract_same_problem": Row(NO, "302", "question"),
    "community:link_duplicate": Row(NO, "guest moderator 302, else 404", "question"),
    "community:post_answer": Row(NO, "guest 302, else 422", "question"),
    "community:comment_question": Row(NO, "guest 302, else 422", "question"),
    "community:answer": Row("302", "302", "answer"),
    "community:answer_history": Row(ALL, ALL, "answer"),
    "community:edit_answer": Row(MODERATOR, MODERATOR, "answer"),
    "community:accept": Row(NO, NOT_YOURS, "answer"),
    "community:unaccept": Row(NO, NOT_YOURS, "answer"),
    "community:report_outcome": Row(NO, MEMBERS, "answer"),
    "community:retract_outcome": Row(NO, "302", "answer"),
    "community:comment_answer": Row(NO, "guest 302, else 422", "answer"),
    "community:topic": Row(ALL, ALL, "topic"),
    "community:mine": Row(MEMBERS, MEMBERS),
    "marketplace:helpers": Row(ALL, NO),
    "marketplace:helper": Row(ALL, NO, "helper"),
    "marketplace:book": Row(NOT_YOURS, NOT_YOURS, "helper"),
    "marketplace:bookings": Row(MEMBERS, NO),
    "marketplace:booking": Row(NOT_YOURS, NO, "booking"),
    "marketplace:booking_paid": Row(NOT_YOURS, NO, "booking"),
    "marketplace:cancel": Row(NOT_YOURS, NOT_YOURS, "booking"),
    "marketplace:leave": Row(NO, NOT_YOURS, "booking"),
    "marketplace:say": Row(NO, NOT_YOURS, "booking"),
    "marketplace:complain": Row(NO, NOT_YOURS, "booking"),
    "marketplace:contested": Row("guest 302, operator 200, else 404", NO),
    "marketplace:decide": Row(NO, NOT_YOURS, "booking"),
    "marketplace:miss": Row(NO, NOT_YOURS, "booking"),
    "marketplace:today": Row(NOT_YOURS, NO),
    "marketplace:accept": Row(NO, NOT_YOURS, "booking"),
    "marketplace:decline": Row(NO, NOT_YOURS, "booking"),
    "marketplace:check_in": Row(NO, NOT_YOURS, "booking"),
    "marketplace:check_out": Row(NO, NOT_YOURS, "booking"),
    "marketplace:hand_back": Row(NO, NOT_YOURS, "booking"),
    "marketplace:money": Row(NOT_YOURS, NO),
    "marketplace:onboard": Row(NO, NOT_YOURS),
    "moderation:desk": Row(DESK, NO),
    "moderation:audits": Row(DESK, NO),
    "moderation:audit": Row(DESK, NO, "audit"),
    "moderation:claim": Row(NO, "guest reviewer moderator 302, else 404", "audit"),
    "moderation:release": Row(NO, NOT_YOURS, "audit"),
    "moderation:decide": Row(NO, "guest 302, reviewer moderator 422, else 404", "audit"),
    "moderation:recuse": Row(NO, DESK, "audit"),
    "moderation:ask_audit": Row(NO, "guest moderator 302, else 404", "question"),
    "api:api-root": Row(NOTHING, NOTHING),
    "api:openapi-json": Row(ALL, ALL),
    "api:questions": Row(ALL, NO),
    "api:question": Row(ALL, NO, "question"),
    "search:search": Row(ALL, NO),
    "search:similar": Row(ALL, NO),
    "quality:cockpit": Row(COCKPIT, NO),
    "quality:figure": Row(COCKPIT, NO, "figure"),
    "quality:export": Row(COCKPIT, NO, "figure"),
    "quality:set_target": Row(NO, "guest 302, quality_manager 422, else 404", "figure"),
    "quality:how_we_count": Row(ALL, NO),
}
