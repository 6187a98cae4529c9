"""Ask back, add a detail."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from common import journal
from common.errors import ensure
from community import notices, policies
from community.flows.questions import locked
from community.flows.texts import rendered
from community.models import Answer, Comment, Question
from notifications.flows.telling import soon


@transaction.atomic
def say(*, question: Question, answer: Answer | None, by: User, source: str, at: datetime) -> Comment:
    """Remark on a question, or on one of its answers; the same words sent twice are one remark.

    Raises: NotAllowed, when `by` cannot read it.
    """
    question = locked(question)
    ensure(policies.may_comment(by, question) and (answer is None or answer.question_id == question.pk))
    sent_before = Comment.objects.filter(question=question, answer=answer, author=by, source=source).first()
    if sent_before:
        return sent_before
    html, version = rendered(source)
    comment = Comment.objects.create(
        question=question, answer=answer, author=by, source=source, html=html, renderer=version, said_at=at
    )
    journal.write("community:comment:post", actor=by.pk, subject=comment, at=at, after={"question": question.pk})
    soon(notices.comment_posted, comment.pk, at.isoformat())
    return comment
