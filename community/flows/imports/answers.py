"""Answers of a dump, and which of them the asker called the solution."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count, Max

from cases.flows import bulk
from cases.models import Evidence
from cases.states import Kind, Method
from common import journal
from common.markdown import render
from community.flows.imports import people
from community.flows.imports.known import batches, remember, rows_of
from community.flows.imports.questions import NO_TEXT, QUESTION
from community.flows.imports.run import Run
from community.models import Answer, Imported, Question, Revision
from community.stackexchange import rows
from community.stackexchange.markdown import to_markdown

ANSWER = Imported.Kind.ANSWER


def bring(run: Run, answers: Iterable[rows.Answer]) -> int:
    """Bring those whose question is here and that are not; how many of them are here now."""
    count = 0
    for batch in batches(answers):
        parents = rows_of(run.site, QUESTION, [row.question for row in batch])
        known = rows_of(run.site, ANSWER, [row.id for row in batch])
        wanted = {row.id: row for row in batch if str(row.question) in parents}
        new = [row for row in wanted.values() if str(row.id) not in known]
        questions = Question.objects.in_bulk([parents[str(row.question)] for row in new])
        _create(run, {row.id: questions[parents[str(row.question)]] for row in new}, new)
        count += len(wanted)
        run.advance(len(batch))
    return count


def _create(run: Run, questions: Mapping[int, Question], new: Sequence[rows.Answer]) -> None:
    authors = people.bring(run.site, {row.id: row.writer for row in new}, "post")
    answers = [Answer(question=questions[row.id], author_id=authors[row.id], answered_at=row.at) for row in new]
    Answer.objects.bulk_create(answers)
    for answer, revision in zip(answers, _texts(answers, [row.html for row in new]), strict=True):
        answer.revision = revision
    Answer.objects.bulk_update(answers, ["revision"])
    remember(run.site, ANSWER, {row.id: answer for row, answer in zip(new, answers, strict=True)})
    run.cases.update(bulk.append([_answered(run, row, answer) for row, answer in zip(new, answers, strict=True)]))
    _count({answer.question_id for answer in answers})
    journal.write_many("community:answer:import", actor=None, subjects=list(answers), at=run.at)


def _texts(answers: Sequence[Answer], html_of_dump: Sequence[str]) -> list[Revision]:
    texts = []
    for answer, html in zip(answers, html_of_dump, strict=True):
        source = to_markdown(html) or NO_TEXT
        rendered, version = render(source)
        texts.append(
            Revision(
                answer=answer,
                number=1,
                source=source,
                html=rendered,
                renderer=version,
                editor_id=answer.author_id,
                made_at=answer.answered_at,
            )
        )
    return Revision.objects.bulk_create(texts)


def _answered(run: Run, row: rows.Answer, answer: Answer) -> Evidence:
    return Evidence(
        case_id=answer.question.case_id,
        kind=Kind.ANSWER,
        answer_id=answer.pk,
        revision_id=answer.revision_id,
        actor_id=answer.author_id,
        actor_role="answerer",
        method=Method.TRANSACTION,
        occurred_at=row.at,
        recorded_at=run.at,
        source=f"{run.site}:answer:{row.id}",
    )


def _count(question_ids: set[int]) -> None:
    """Bring the counters of these questions up to date."""
    answers = Answer.objects.filter(question__in=question_ids).order_by().values_list("question")
    counts = {pk: (count, last) for pk, count, last in answers.annotate(Count("pk"), Max("answered_at"))}
    questions = list(Question.objects.filter(pk__in=counts))
    for question in questions:
        question.answer_count, last_at = counts[question.pk]
        question.active_at = max(question.active_at, last_at)
    Question.objects.bulk_update(questions, ["answer_count", "active_at"])
