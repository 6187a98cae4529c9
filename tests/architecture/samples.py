"""One thing of each kind from the demo, as the placeholders of an address; nobody of the test owns it."""

from typing import Any

from community.models import Answer, Question


def all_of_them() -> dict[str, dict[str, Any]]:
    """By the name that `access_table` uses."""
    answer = Answer.objects.filter(question__case__resolved="confirmed").order_by("pk").first()
    question = Question.objects.get(pk=answer.question_id) if answer else Question.objects.earliest("pk")
    return {
        "question": {"pk": question.pk},
        "answer": {"pk": answer.pk if answer else 0},
        "topic": {"slug": question.case.topic.slug},
        "token": {"token": "no-such-link"},
    }
