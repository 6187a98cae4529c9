"""How the community speaks to people: a notice each, and a mail where they want one."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from common import jobs
from community.models import Answer, Comment, Question
from notifications.flows.telling import tell
from notifications.kinds import Kind


@jobs.task(queue="mail")
def answer_posted(answer_id: int, at: str) -> None:
    """The asker learns that somebody answered."""
    answer = _answer(answer_id)
    question = answer.question
    if answer.author_id != question.author_id:
        _tell(question.author, Kind.ANSWER_POSTED, f"answer:{answer.pk}", question, answer, datetime.fromisoformat(at))


@jobs.task(queue="mail")
def answer_accepted(answer_id: int, at: str) -> None:
    """The answerer learns that it helped: a claim, and what comes next."""
    answer = _answer(answer_id)
    if answer.author_id != answer.question.author_id:
        key = f"accept:{answer.pk}:{at}"
        _tell(answer.author, Kind.ANSWER_ACCEPTED, key, answer.question, answer, datetime.fromisoformat(at))


@jobs.task(queue="mail")
def comment_posted(comment_id: int, at: str) -> None:
    """Whoever wrote what is remarked on learns of it."""
    related = Comment.objects.select_related("author", "answer__author", "question__author", "question__case")
    comment = related.get(pk=comment_id)
    person = comment.answer.author if comment.answer else comment.question.author
    if person.pk != comment.author_id:
        key = f"comment:{comment.pk}"
        _tell(person, Kind.COMMENT_POSTED, key, comment.question, comment, datetime.fromisoformat(at))


def did_not_hold(*, question: Question, answer: Answer, at: datetime) -> None:
    """The answerer learns that it did not hold after all."""
    _tell(answer.author, Kind.CASE_REOPENED, f"refuted:{question.case_id}:{at.timestamp():.0f}", question, answer, at)


def _answer(answer_id: int) -> Answer:
    return Answer.objects.select_related("author", "question__author", "question__case").get(pk=answer_id)


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
