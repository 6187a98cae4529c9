"""Question, answer, revision, comment, outcome, same problem, duplicate."""

from community.models.answer import Answer
from community.models.comment import Comment
from community.models.imported import Imported
from community.models.outcome import Outcome
from community.models.question import Duplicate, Question, SameProblem
from community.models.revision import Revision

__all__ = ["Answer", "Comment", "Duplicate", "Imported", "Outcome", "Question", "Revision", "SameProblem"]
