"""What people can be told, in the words of the flows that tell it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """`room:thing:verb`; the mail's template is `emails/<room>/<thing>_<verb>`."""

    ANSWER_POSTED = "community:answer:post", _("Somebody answers my question")
    COMMENT_POSTED = "community:comment:post", _("Somebody comments on what I wrote")
    ANSWER_ACCEPTED = "community:answer:accept", _("My answer is marked as the solution")
    CASE_REOPENED = "community:question:reopen", _("My answer turned out not to hold")
    FOLLOW_UP = "cases:follow_up:ask", _("We ask whether a solution held")
    VERDICT_GIVEN = "moderation:verdict:give", _("A reviewer has checked my answer")
    BOOKING_REQUESTED = "marketplace:booking:request", _("Somebody asks me for help")
    BOOKING_CONFIRMED = "marketplace:booking:confirm", _("A booking is confirmed")
    BOOKING_CANCELLED = "marketplace:booking:cancel", _("A booking is cancelled")
    BOOKING_LAPSED = "marketplace:booking:lapse", _("A booking was not paid in time")
    BOOKING_REPORTED = "marketplace:booking:report", _("The helper has reported an outcome")
    BOOKING_CONTESTED = "marketplace:booking:complain", _("A booking is being looked into")
    BOOKING_CLOSED = "marketplace:booking:close", _("A booking is closed and paid out")

    @property
    def template(self) -> str:
        """Where its words are, without the ending."""
        room, thing, verb = str(self.value).split(":")
        return f"emails/{room}/{thing}_{verb}"


# A contract needs its mails; these can be read, not refused.
ESSENTIAL = frozenset(
    {
        Kind.BOOKING_REQUESTED,
        Kind.BOOKING_CONFIRMED,
        Kind.BOOKING_CANCELLED,
        Kind.BOOKING_LAPSED,
        Kind.BOOKING_REPORTED,
        Kind.BOOKING_CONTESTED,
        Kind.BOOKING_CLOSED,
    }
)
REFUSABLE = [kind for kind in Kind if kind not in ESSENTIAL]
