"""Topic, case, contact, evidence, follow-up."""

from cases.models.case import Case, Contact
from cases.models.evidence import Evidence
from cases.models.follow_up import FollowUp
from cases.models.topic import Topic

__all__ = ["Case", "Contact", "Evidence", "FollowUp", "Topic"]
