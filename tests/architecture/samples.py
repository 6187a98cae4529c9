"""One thing of each kind from the demo, as the placeholders of an address; nobody of the test owns it."""

from typing import Any

from django.urls import resolve

from community.models import Answer
from marketplace.models import Booking, Helper
from moderation.models import Audit


def all_of_them() -> dict[str, dict[str, Any]]:
    """By the name that `access_table` uses."""
    answer = (
        Answer.objects.filter(question__case__state="confirmed").select_related("question__case__topic").earliest("pk")
    )
    return {
        "page": dict(resolve(answer.question.get_absolute_url()).kwargs),
        "question": {"pk": answer.question_id},
        "answer": {"pk": answer.pk},
        "topic": {"slug": answer.question.case.topic.slug},
        "token": {"token": "no-such-link"},
        "helper": {"slug": Helper.objects.earliest("pk").slug},
        "booking": {"pk": Booking.objects.filter(status="confirmed").earliest("pk").pk},
        "audit": {"pk": Audit.objects.earliest("pk").pk},
        "figure": {"slug": "confirmed"},
    }
