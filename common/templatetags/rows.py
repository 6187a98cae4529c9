"""Rows of long lists, written as strings: twenty of them cost the template language more than all their data."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from common.templatetags.marks import mark
from common.templatetags.ui import moment

register = template.Library()

_QUESTION = (
    '<li><a class="list__title" href="{}" lang="{}">{}</a>'
    '<div class="list__meta">{} <span>{}</span> <span>{}</span> {}</div></li>'
)


@register.simple_tag
def question_row(question: Any) -> SafeString:
    """One `li`: title, what is known, topic, answers, and when something last happened."""
    answers = question.answer_count
    return format_html(
        _QUESTION,
        question.get_absolute_url(),
        question.language,
        question.title,
        mark(question.case, "s"),
        question.case.topic.name,
        ngettext("%(n)s answer", "%(n)s answers", answers) % {"n": answers},
        moment(question.active_at, "day"),
    )
