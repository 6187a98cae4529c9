"""How the community speaks to people: a notice each, and a mail where they want one."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from community.models import Answer, Comment, Question
from notifications.flows.telling import tell
from notifications.kinds import Kind


def answer_posted(*, question: Question, answer: Answer, at: datetime) -> None:
    """The asker learns that somebody answered."""
    if answer.author_id != question.author_id:
        _tell(question.author, Kind.ANSWER_POSTED, f"answer:{answer.pk}", question, answer, at)


def answer_accepted(*, question: Question, answer: Answer, at: datetime) -> None:
    """The answerer learns that it helped: a claim, and what comes next."""
    if answer.author_id != question.author_id:
        _tell(answer.author, Kind.ANSWER_ACCEPTED, f"accept:{answer.pk}:{at.timestamp():.0f}", question, answer, at)


def comment_posted(*, comment: Comment, at: datetime) -> None:
    """Whoever wrote what is remarked on learns of it."""
    person = comment.answer.author if comment.answer else comment.question.author
    if person.pk != comment.author_id:
        _tell(person, Kind.COMMENT_POSTED, f"comment:{comment.pk}", comment.question, comment, at)


def did_not_hold(*, question: Question, answer: Answer, at: datetime) -> None:
    """The answerer learns that it did not hold after all."""
    _tell(answer.author, Kind.CASE_REOPENED, f"refuted:{question.case_id}:{at.timestamp():.0f}", question, answer, at)


def _tell(person: User, kind: Kind, key: str, question: Question, about: Answer | Comment, at: datetime) -> None:
    with override(person.language):
        address = reverse("community:question", args=[question.pk, question.slug])
    anchor = f"#answer-{about.pk}" if isinstance(about, Answer) else f"#comment-{about.pk}"
    tell(
        person=person,
        kind=kind,
        key=key,
        address=address + anchor,
        context={"question": question, "about": about},
        at=at,
    )
