"""Comments of a dump, and which of its questions are the same."""

from collections.abc import Iterable

from cases.flows import bulk
from cases.models import Evidence
from cases.states import Kind, Method
from common import journal
from common.markdown import render
from community.flows.imports import people
from community.flows.imports.answers import ANSWER
from community.flows.imports.known import batches, remember, rows_of
from community.flows.imports.questions import QUESTION
from community.flows.imports.run import Run
from community.models import Answer, Comment, Duplicate, Imported, Question
from community.stackexchange import rows

COMMENT = Imported.Kind.COMMENT
LONGEST = 1_000


def comments(run: Run, remarks: Iterable[rows.Comment]) -> None:
    """Bring the comments on what is here. Their text is Markdown already."""
    for batch in batches(remarks):
        known = rows_of(run.site, COMMENT, [row.id for row in batch])
        questions = rows_of(run.site, QUESTION, [row.post for row in batch])
        answers = rows_of(run.site, ANSWER, [row.post for row in batch])
        parents = dict(Answer.objects.filter(pk__in=answers.values()).values_list("pk", "question_id"))
        new = {row.id: row for row in batch if str(row.id) not in known and str(row.post) in questions | answers}
        authors = people.bring(run.site, {row.id: row.writer for row in new.values()}, "comment")
        made: dict[int | str, Comment] = {}
        for row in new.values():
            answer = answers.get(str(row.post))
            question = parents[answer] if answer else questions[str(row.post)]
            made[row.id] = _comment(row, authors[row.id], question, answer)
        Comment.objects.bulk_create(made.values())
        remember(run.site, COMMENT, made)
        run.advance(len(batch))


def _comment(row: rows.Comment, author: int, question: int, answer: int | None) -> Comment:
    source = row.text.strip()[:LONGEST] or "…"
    html, version = render(source)
    return Comment(
        question_id=question,
        answer_id=answer,
        author_id=author,
        source=source,
        html=html,
        renderer=version,
        said_at=row.at,
    )


def duplicates(run: Run, links: Iterable[rows.Duplicate]) -> None:
    """Join the questions that were closed as duplicates with what they are duplicates of."""
    for batch in batches(links):
        here = rows_of(run.site, QUESTION, [number for row in batch for number in (row.question, row.original)])
        for row in batch:
            question, original = here.get(str(row.question)), here.get(str(row.original))
            if question and original:
                _join(run, row, question, original)
        run.advance(len(batch))


def _join(run: Run, row: rows.Duplicate, question_id: int, original_id: int) -> None:
    """One link, unless the question stands for others, stands already for another, or would for itself."""
    standing = Duplicate.objects.filter(question=original_id).values_list("original_id", flat=True).first()
    original_id = standing or original_id
    if original_id == question_id or Duplicate.objects.filter(question=question_id).exists():
        return
    Duplicate.objects.filter(original=question_id).update(original=original_id)
    Duplicate.objects.create(question_id=question_id, original_id=original_id, linked_at=row.at)
    question = Question.objects.get(pk=question_id)
    run.cases.update(
        bulk.append(
            [
                Evidence(
                    case_id=question.case_id,
                    kind=Kind.MERGE,
                    method=Method.TRANSACTION,
                    occurred_at=row.at,
                    recorded_at=run.at,
                    source=f"duplicate:{question_id}",
                )
            ]
        )
    )
    if question.closed_at is None:
        question.closed_at = row.at
        question.save(update_fields=["closed_at"])
    journal.write("community:duplicate:link", actor=None, subject=question, at=run.at, after={"original": original_id})
