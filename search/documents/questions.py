"""Questions, with their solution where there is one that still stands, and their other answers."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Prefetch

from cases.states import State
from common.models import JournalEntry
from community.models import Answer, Question
from community.queries import questions_for
from search.documents.shown import Shown, Viewer
from search.documents.text import plain
from search.models import Document, Kind

KIND = Kind.QUESTION.value
LONGEST_MORE = 60_000

# Among equal matches: what was proven first. A match in the title is worth about five in the body, so what is
# verified wins against a claim unless the claim fits much better.
STANDING = {
    State.VERIFIED: 32,
    State.CORRECT: 20,
    State.CONFIRMED: 16,
    State.CLAIMED: 8,
    State.EXPIRED: 4,
    State.OPEN: 3,
    State.UNKNOWN: 3,
    State.DISPUTED: 2,
    State.REFUTED: 1,
}
# What was refuted or contradicted is never offered as the solution.
_STILL_A_SOLUTION = {State.VERIFIED, State.CORRECT, State.CONFIRMED, State.CLAIMED, State.EXPIRED}


def touched(entries: Sequence[JournalEntry]) -> set[int]:
    """The questions whose text, answers or case the entries tell of."""
    ids: dict[str, set[int]] = {"community.question": set(), "community.answer": set(), "cases.case": set()}
    for entry in entries:
        if entry.subject_kind in ids:
            ids[entry.subject_kind].add(entry.subject_id)
    answered = Answer.objects.filter(pk__in=ids["community.answer"]).values_list("question_id", flat=True)
    cases = Question.objects.filter(case__in=ids["cases.case"]).values_list("pk", flat=True)
    return ids["community.question"].union(answered, cases)


def ids_after(last: int, size: int) -> list[int]:
    return list(Question.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:size])


def documents_of(ids: Iterable[int]) -> list[Document]:
    """Hidden ones are left out; so are duplicates and withdrawn ones, which nobody counts or needs."""
    answers = Answer.objects.filter(hidden_at=None).select_related("revision").order_by("answered_at", "pk")
    questions = (
        Question.objects.filter(pk__in=list(ids), hidden_at=None)
        .exclude(case__state=State.EXCLUDED)
        .select_related("case", "revision")
        .prefetch_related(Prefetch("answers", answers, to_attr="shown_answers"))
    )
    return [_document(question) for question in questions]


def shown_to(viewer: Viewer, ids: Iterable[int]) -> Mapping[int, Shown]:
    return {
        question.pk: Shown(
            url=question.get_absolute_url(),
            title=question.title,
            language=question.language,
            at=question.asked_at,
            topic=question.case.topic.name,
            case=question.case,
            answers=question.answer_count,
        )
        for question in questions_for(viewer).filter(pk__in=list(ids)).exclude(case__state=State.EXCLUDED)
    }


def _document(question: Question) -> Document:
    answers: list[Answer] = getattr(question, "shown_answers", [])
    state = State(question.case.state)
    solution = next((a for a in answers if a.accepted_at and state in _STILL_A_SOLUTION), None)
    others = " ".join(_text(answer) for answer in answers if answer is not solution)
    return Document(
        kind=KIND,
        object_id=question.pk,
        language=question.language,
        topic_id=question.case.topic_id,
        title=question.title,
        solution=_text(solution) if solution else "",
        body=_text(question),
        more=others[:LONGEST_MORE],
        standing=STANDING[state],
        written_at=question.asked_at,
    )


def _text(thing: Question | Answer) -> str:
    return plain(thing.revision.html) if thing.revision else ""
