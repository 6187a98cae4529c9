"""The house's things as the API's words."""

from django.conf import settings

from api import schemas
from common.marks import mark_of
from common.pages import Page
from community.models import Question
from community.queries import QuestionPage, ShownAnswer


def listed(page: "Page[Question]") -> schemas.Questions:
    """One page of a list."""
    return schemas.Questions(items=[_question(row) for row in page.rows], older=page.older, newer=page.newer)


def whole(page: QuestionPage) -> schemas.QuestionFull:
    """A question with everything below it, the solution first."""
    question = page.question
    shown = [*([page.solution] if page.solution else []), *page.others]
    return schemas.QuestionFull(
        **_question(question).model_dump(),
        by=question.author.name,
        html=question.text.html,
        all_answers=[_answer(each) for each in shown],
    )


def _question(question: Question) -> schemas.Question:
    case = question.case
    return schemas.Question(
        id=question.pk,
        url=settings.SITE_URL + question.get_absolute_url(),
        title=question.title,
        language=question.language,
        topic=case.topic.slug,
        device=question.device,
        known=_known(question),
        answers=question.answer_count,
        asked_at=question.asked_at,
        active_at=question.active_at,
    )


def _known(question: Question) -> schemas.Known:
    case = question.case
    mark = mark_of(state=case.state, resolved=case.resolved, correct=case.correct, stale=case.is_stale)
    return schemas.Known(
        state=case.state,
        resolved=case.resolved,
        correct=case.correct,
        is_stale=case.is_stale,
        words=str(mark.word),
    )


def _answer(shown: ShownAnswer) -> schemas.Answer:
    answer = shown.answer
    return schemas.Answer(
        id=answer.pk,
        by=answer.author.name,
        html=answer.text.html,
        is_solution=shown.is_solution,
        outcomes=schemas.Tried(worked=shown.tried.worked, tried=shown.tried.tried),
        answered_at=answer.answered_at,
    )
