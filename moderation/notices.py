"""How the desk speaks to people."""

from django.urls import reverse
from django.utils.translation import override

from common import jobs
from moderation.models import Verdict
from moderation.states import Result
from notifications.flows.telling import tell
from notifications.kinds import Kind


@jobs.task(queue="mail")
def verdict_given(verdict_id: int) -> None:
    """The author learns what was found, what it means and how to correct it; not by whom."""
    related = Verdict.objects.select_related("audit__author", "audit__question__case", "audit__case")
    verdict = related.get(pk=verdict_id)
    if verdict.value == Result.CANNOT_JUDGE:
        return
    audit = verdict.audit
    with override(audit.author.language):
        address = reverse("community:question", args=[audit.question_id, audit.question.slug])
    tell(
        person=audit.author,
        kind=Kind.VERDICT_GIVEN,
        key=f"verdict:{verdict.pk}",
        address=f"{address}#answer-{audit.answer_id}",
        context={"question": audit.question, "verdict": verdict, "case": audit.case},
        at=verdict.at,
    )
