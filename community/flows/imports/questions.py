"""Questions of a dump, each with its case and its text."""

from collections.abc import Iterable, Sequence

from cases.flows import bulk
from cases.models import Case
from cases.states import Channel
from common import journal
from common.markdown import render
from community.flows.imports import people
from community.flows.imports.known import batches, remember, rows_of
from community.flows.imports.run import Run
from community.models import Imported, Question, Revision
from community.stackexchange import rows
from community.stackexchange.language import language_of
from community.stackexchange.markdown import to_markdown

QUESTION = Imported.Kind.QUESTION
NO_TEXT = "…"


def bring(run: Run, questions: Iterable[rows.Question]) -> tuple[int, int]:
    """Bring those that are not here; how many of them are here now, and how many of those are closed."""
    count = closed = 0
    for batch in batches(questions):
        known = rows_of(run.site, QUESTION, [row.id for row in batch])
        new = {row.id: row for row in batch if str(row.id) not in known}
        _create(run, list(new.values()))
        seen = {row.id: row for row in batch}
        count += len(seen)
        closed += sum(row.closed_at is not None for row in seen.values())
        run.advance(len(batch))
    return count, closed


def _create(run: Run, new: Sequence[rows.Question]) -> None:
    authors = people.bring(run.site, {row.id: row.writer for row in new}, "post")
    cases = [_case(run, row, authors[row.id]) for row in new]
    bulk.open_cases(cases)
    run.cases.update(case.pk for case in cases)
    sources = [to_markdown(row.html) or NO_TEXT for row in new]
    questions = [
        Question(
            case=case,
            author_id=authors[row.id],
            language=language_of(f"{row.title} {source}"),
            title=case.title,
            asked_at=row.at,
            active_at=row.at,
            closed_at=row.closed_at,
        )
        for row, case, source in zip(new, cases, sources, strict=True)
    ]
    Question.objects.bulk_create(questions)
    for question, revision in zip(questions, _texts(questions, sources), strict=True):
        question.revision = revision
    Question.objects.bulk_update(questions, ["revision"])
    remember(run.site, QUESTION, {row.id: question for row, question in zip(new, questions, strict=True)})
    journal.write_many("community:question:import", actor=None, subjects=list(questions), at=run.at)


def _case(run: Run, row: rows.Question, asker: int) -> Case:
    title = " ".join(row.title.split())[:200] or f"{run.topic.name_en} {row.id}"
    return Case(
        topic=run.topic,
        asker_id=asker,
        channel=Channel.COMMUNITY,
        title=title,
        risk=run.topic.risk,
        opened_at=row.at,
    )


def _texts(questions: Sequence[Question], sources: Sequence[str]) -> list[Revision]:
    texts = []
    for question, source in zip(questions, sources, strict=True):
        html, version = render(source)
        texts.append(
            Revision(
                question=question,
                number=1,
                title=question.title,
                source=source,
                html=html,
                renderer=version,
                editor_id=question.author_id,
                made_at=question.asked_at,
            )
        )
    return Revision.objects.bulk_create(texts)
