"""Every text becomes a revision: source, safe HTML, and who wrote it when."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from common import markdown
from common.errors import refuse
from community.edits import is_substantive
from community.models import Answer, Question, Revision


def first(
    *,
    question: Question | None = None,
    answer: Answer | None = None,
    source: str,
    title: str = "",
    by: User,
    at: datetime,
) -> Revision:
    """The first text of a question or an answer."""
    return _write(question=question, answer=answer, number=1, source=source, title=title, by=by, at=at)


def next_of(
    *, thing: Question | Answer, source: str, title: str = "", by: User, note: str, says_minor: bool, at: datetime
) -> Revision | None:
    """The next text; None when nothing changed. Raises: Refused, when it is too long."""
    current = thing.text
    if (current.source, current.title) == (source, title):
        return None
    old, new = f"{current.title}\n{current.source}", f"{title}\n{source}"
    return _write(
        question=thing if isinstance(thing, Question) else None,
        answer=thing if isinstance(thing, Answer) else None,
        number=current.number + 1,
        source=source,
        title=title,
        by=by,
        at=at,
        note=note,
        is_substantive=is_substantive(old, new, says_minor=says_minor),
    )


def rendered(source: str) -> markdown.Rendered:
    """Safe HTML. Raises: Refused, with a sentence for the writer."""
    try:
        return markdown.render(source)
    except ValueError:
        refuse(_("The text is too long: at most %(count)d characters.") % {"count": markdown.LONGEST})


def _write(
    *,
    question: Question | None,
    answer: Answer | None,
    number: int,
    source: str,
    title: str,
    by: User,
    at: datetime,
    note: str = "",
    is_substantive: bool = True,
) -> Revision:
    html, version = rendered(source)
    revision = Revision.objects.create(
        question=question, answer=answer, number=number, source=source, title=title, html=html, renderer=version,
        editor=by, note=note, is_substantive=is_substantive, made_at=at,
    )  # fmt: skip
    for thing in (question, answer):
        if thing is not None:
            thing.revision = revision
            thing.save(update_fields=["revision"])
    return revision
