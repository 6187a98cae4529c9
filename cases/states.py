"""The words for what is known about a case."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Risk(TextChoices):
    """What a wrong answer can cost; decides how many reviewers it takes and how long a verdict lasts."""

    LOW = "low", _("low")
    MEDIUM = "medium", _("medium")
    HIGH = "high", _("high")


class State(TextChoices):
    """What the evidence says, taken together (first row that fits wins: `cases.assess`)."""

    OPEN = "open", _("Open")
    CLAIMED = "claimed", _("Claimed")
    CONFIRMED = "confirmed", _("Confirmed")
    CORRECT = "correct", _("Correct, asker silent")
    VERIFIED = "verified", _("Verified")
    REFUTED = "refuted", _("Refuted")
    DISPUTED = "disputed", _("Disputed")
    EXPIRED = "expired", _("Expired")
    UNKNOWN = "unknown", _("Unknown")
    EXCLUDED = "excluded", _("Excluded")


class Resolved(TextChoices):
    """The first axis: is the problem gone? Only the one who has it knows."""

    NONE = "none", _("nothing known")
    CLAIMED = "claimed", _("claimed")
    CONFIRMED = "confirmed", _("confirmed")
    DENIED = "denied", _("denied")


class Correct(TextChoices):
    """The second axis: is the answer right? Only a neutral reviewer decides."""

    UNRATED = "unrated", _("not checked")
    CORRECT = "correct", _("correct")
    WRONG = "wrong", _("wrong")
    DISPUTED = "disputed", _("reviewers disagree")


class Channel(TextChoices):
    """How a contact reached us: the eight of a company, the community and a booking."""

    COMMUNITY = "community", _("Community")
    BOOKING = "booking", _("Booking")
    PHONE = "phone", _("Phone")
    MAIL = "mail", _("Mail")
    LETTER = "letter", _("Letter")
    FAX = "fax", _("Fax")
    SMS = "sms", _("SMS")
    WEB = "web", _("Self-service")
    BLOG = "blog", _("Blog")
    CHAT = "chat", _("Chat")


class Method(TextChoices):
    """The seven ways of measuring service quality; each sees another corner."""

    TRANSACTION = "transaction", _("Transaction")
    COMMUNICATION = "communication", _("Communication")
    HANDLING = "handling", _("Handling")
    SURVEY = "survey", _("Satisfaction survey")
    MYSTERY = "mystery", _("Mystery")
    COMPLAINT_EXPLICIT = "complaint_explicit", _("Complaints, told")
    COMPLAINT_IMPLICIT = "complaint_implicit", _("Complaints, overheard")


class Kind(TextChoices):
    """What a piece of evidence is."""

    ANSWER = "answer", _("answered")
    EDIT = "edit", _("edited")
    ACCEPT = "accept", _("marked as the solution")
    UNACCEPT = "unaccept", _("no longer marked as the solution")
    ASKER_REPLY = "asker_reply", _("the asker said whether it held")
    VOTE = "vote", _("somebody else tried it")
    VERDICT = "verdict", _("a reviewer checked it")
    ADJUDICATE = "adjudicate", _("a third reviewer decided")
    TRIGGER = "trigger", _("something changed that it depends on")
    RECONTACT = "recontact", _("the asker came back with it")
    BOOKING = "booking", _("a booking ended")
    COMPLAINT = "complaint", _("a complaint was decided")
    WITHDRAW = "withdraw", _("withdrawn")
    MERGE = "merge", _("joined with another question")
    SPAM = "spam", _("found to be spam")
    RESTORE = "restore", _("restored")


METHOD_OF: dict[str, Method] = {
    Kind.ASKER_REPLY: Method.SURVEY,
    Kind.VERDICT: Method.HANDLING,
    Kind.ADJUDICATE: Method.HANDLING,
    Kind.TRIGGER: Method.HANDLING,
    Kind.COMPLAINT: Method.COMPLAINT_EXPLICIT,
}


class FollowUpKind(TextChoices):
    """When the asker is asked whether it held."""

    DAY_3 = "day3", _("after 3 days")
    DAY_14 = "day14", _("after 14 days")


class FollowUpState(TextChoices):
    """A question to the asker: planned, sent, answered; or dropped because it no longer makes sense."""

    PLANNED = "planned", _("planned")
    SENT = "sent", _("sent")
    ANSWERED = "answered", _("answered")
    DROPPED = "dropped", _("dropped")


class Held(TextChoices):
    """What the asker says."""

    YES = "yes", _("It works")
    PARTLY = "partly", _("Partly")
    NO = "no", _("It does not work")
