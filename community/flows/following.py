"""What the community does when the journal tells of something that happened below it."""

from collections.abc import Sequence

from cases.models import Case
from common.models import JournalEntry
from community import notices
from community.models import Question


def follow(entries: Sequence[JournalEntry]) -> None:
    """Tell the answerer whose accepted answer turned out not to hold. Told once: repeating is safe."""
    for entry in entries:
        if entry.tag != "cases:case:assess" or entry.after.get("resolved") != "denied":
            continue
        if entry.before.get("resolved") == "denied":
            continue
        _did_not_hold(entry)


def _did_not_hold(entry: JournalEntry) -> None:
    question = Question.objects.select_related("case").filter(case_id=entry.subject_id).first()
    if question is None or not Case.objects.filter(pk=entry.subject_id, resolved="denied").exists():
        return
    answer = question.answers.select_related("author").exclude(accepted_at=None).first()
    if answer is not None and answer.author_id != question.author_id:
        notices.did_not_hold(question=question, answer=answer, at=entry.at)
