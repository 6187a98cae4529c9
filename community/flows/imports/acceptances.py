"""Which answer of a dump its asker called the solution, and since when."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from cases.flows import bulk
from cases.models import Evidence
from cases.states import Kind, Method
from community.flows.imports.answers import ANSWER
from community.flows.imports.known import batches, rows_of
from community.flows.imports.questions import QUESTION
from community.flows.imports.run import Run
from community.models import Answer
from community.stackexchange import rows


def bring(run: Run, questions: Iterable[rows.Question], days: Mapping[int, datetime]) -> int:
    """Mark the accepted answers and append the claims; how many are here now.

    `days` tells when answers were accepted. Without a day the claim is dated by its answer, the earliest it can
    have been, and marked so that figures about time leave it out.
    """
    count = 0
    for batch in batches(row for row in questions if row.accepted is not None):
        accepted = dict(_accepted(run.site, batch))
        count += len(accepted)
        known = bulk.known_sources(_source(run.site, number) for number in accepted)
        new = {number: answer for number, answer in accepted.items() if _source(run.site, number) not in known}
        for number, answer in new.items():
            answer.accepted_at = max(days.get(number, answer.answered_at), answer.answered_at)
        _mark(list(new.values()))
        run.cases.update(
            bulk.append([_claim(run, number, new[number], is_time_known=number in days) for number in new])
        )
    return count


def _accepted(site: str, batch: list[rows.Question]) -> Iterator[tuple[int, Answer]]:
    """The accepted answers that are here and do belong to their question: their number there, and our row."""
    asked = rows_of(site, QUESTION, [row.id for row in batch])
    answered = rows_of(site, ANSWER, [row.accepted for row in batch if row.accepted])
    answers = Answer.objects.select_related("question").in_bulk(answered.values())
    for row in batch:
        answer = answers.get(answered.get(str(row.accepted), 0))
        if row.accepted and answer and answer.question_id == asked.get(str(row.id)):
            yield row.accepted, answer


def _mark(answers: list[Answer]) -> None:
    """One solution a question: the mark of an earlier run goes where a newer dump has put it."""
    questions = [answer.question_id for answer in answers]
    Answer.objects.filter(question__in=questions).exclude(accepted_at=None).update(accepted_at=None)
    Answer.objects.bulk_update(answers, ["accepted_at"])


def _claim(run: Run, number: int, answer: Answer, *, is_time_known: bool) -> Evidence:
    return Evidence(
        case_id=answer.question.case_id,
        kind=Kind.ACCEPT,
        answer_id=answer.pk,
        revision_id=answer.revision_id,
        actor_id=answer.question.author_id,
        actor_role="asker",
        method=Method.TRANSACTION,
        occurred_at=answer.accepted_at or answer.answered_at,
        recorded_at=run.at,
        is_time_known=is_time_known,
        source=_source(run.site, number),
    )


def _source(site: str, number: int) -> str:
    return f"{site}:accept:{number}"
