"""What the desk does when the journal tells of something that happened below it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from common.models import JournalEntry
from community.models import Answer
from moderation.flows import sheets
from moderation.models import Audit
from moderation.states import AuditState, Slot, Why


def follow(entries: Sequence[JournalEntry]) -> None:
    """A rewritten answer is looked at again, and so is the one that a claim moves to. Repeating is safe."""
    for entry in entries:
        if entry.tag == "community:answer:edit" and entry.after.get("is_substantive"):
            look_again(answer_id=entry.subject_id, at=entry.at)
        elif entry.tag == "community:answer:accept":
            look_elsewhere(answer_id=entry.subject_id, at=entry.at)


@transaction.atomic
def look_again(*, answer_id: int, at: datetime) -> None:
    """Open sheets get the new text and go back to the desk; what was decided on the old text is asked again."""
    answer = Answer.objects.select_related("question__case").get(pk=answer_id)
    text = sheets.text_of(answer)
    on_old_text = Audit.objects.filter(answer=answer, revision__number__lt=text.number)
    for audit in on_old_text.open().select_for_update(of=["self"]).order_by("pk"):
        sheets.renew(audit, answer)
    is_known = Audit.objects.filter(answer=answer, revision=text).exists()
    if not is_known and on_old_text.filter(state=AuditState.DECIDED).exists():
        sheets.put(answer=answer, why=Why.STALE, at=at)


@transaction.atomic
def look_elsewhere(*, answer_id: int, at: datetime) -> None:
    """The claim moved to another answer: what was to be checked about the first is checked about this one.

    Open sheets move along. A third reviewer's does not: two disagreed about the text that is no longer the solution.
    """
    answer = Answer.objects.select_related("question__case").get(pk=answer_id)
    before = Audit.objects.filter(question=answer.question).exclude(answer=answer).order_by("-pk")
    last = before.first()
    if answer.accepted_at is None or last is None or Audit.objects.filter(answer=answer).exists():
        return
    for audit in before.open().exclude(slot=Slot.THIRD).select_for_update(of=["self"]):
        sheets.renew(audit, answer)
    sheets.put_whole(answer=answer, why=Why(last.why), at=at, draw=last.draw)
