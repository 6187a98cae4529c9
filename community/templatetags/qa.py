"""A question for machines that read (schema.org QAPage), so that a search engine shows what was proven."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from cases.states import State
from community.queries import QuestionPage, ShownAnswer

register = template.Library()

_ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


@register.simple_tag
def qa_page(page: QuestionPage, site_url: str) -> SafeString:
    """The question and its answers. An answer that did not hold is offered, never called accepted."""
    question = page.question
    address = site_url + question.get_absolute_url()
    entity: dict[str, Any] = {
        "@type": "Question",
        "name": question.title,
        "text": question.revision.source if question.revision else "",
        "inLanguage": question.language,
        "answerCount": question.answer_count,
        "upvoteCount": question.same_problem_count,
        "datePublished": question.asked_at.isoformat(),
        "author": {"@type": "Person", "name": question.author.name},
    }
    solution, others = page.solution, list(page.others)
    if solution and question.case.state in {State.REFUTED, State.DISPUTED, State.EXCLUDED}:
        others, solution = [solution, *others], None
    if solution:
        entity["acceptedAnswer"] = _answer(solution, address)
    if others:
        entity["suggestedAnswer"] = [_answer(shown, address) for shown in others]
    return _script({"@context": "https://schema.org", "@type": "QAPage", "mainEntity": entity})


def _answer(shown: ShownAnswer, address: str) -> dict[str, Any]:
    answer = shown.answer
    return {
        "@type": "Answer",
        "text": answer.revision.source if answer.revision else "",
        "url": f"{address}#answer-{answer.pk}",
        "upvoteCount": shown.tried.worked,
        "datePublished": answer.answered_at.isoformat(),
        "author": {"@type": "Person", "name": answer.author.name},
    }


def _script(data: dict[str, Any]) -> SafeString:
    """What people wrote cannot end the script: the three characters that could are escaped."""
    safe = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{safe}</script>')  # noqa: S308
