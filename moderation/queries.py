"""What a reviewer sees. Nothing here is found without its viewer, but for what chance draws from."""

import re
from collections.abc import Collection
from datetime import datetime
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet

from accounts.models import User
from cases.states import Risk, State
from community.models import Answer, Comment, Outcome, Question, Revision
from community.queries import questions_for
from marketplace.models import Booking
from moderation import plan
from moderation.models import Audit, Draw, Recusal
from moderation.models.audit import AuditQuerySet
from moderation.policies import Viewer, may_audit, may_open_desk

FILTERS = ("all", "risk", "mine")
_HREF = re.compile(r'href="([^"]+)"')


class Framed(NamedTuple):
    """A case that chance may take."""

    case_id: int
    risk: str
    state: str


class Source(NamedTuple):
    """A page that the answer names: the host is shown, so that no link pretends to be another."""

    address: str
    host: str


def sheets_for(viewer: Viewer) -> AuditQuerySet:
    """The sheets that `viewer` may judge, and those they have judged; for everybody else there are none."""
    if not isinstance(viewer, User) or not may_open_desk(viewer):
        return Audit.objects.none()
    return Audit.objects.filter(~ties_to(viewer)).exclude(case__state=State.EXCLUDED)


def queue_for(viewer: Viewer, *, show: str, at: datetime) -> AuditQuerySet:
    """The open sheets of `viewer`; `show` is one of `FILTERS`."""
    sheets = sheets_for(viewer).open().with_row()
    if show == "mine" and isinstance(viewer, User):
        return sheets.held_by(viewer, at)
    return sheets.filter(case__risk=Risk.HIGH) if show == "risk" else sheets


def next_for(viewer: Viewer, *, at: datetime) -> Audit | None:
    """The sheet that `viewer` should take next: the one that is due first among the free ones."""
    return sheets_for(viewer).free(at).order_by("due_at", "pk").first()


def ties_to(person: User) -> Q:
    """The sheets that `person` must leave to others, as a condition."""
    this = OuterRef("answer")
    return (
        Q(asker=person)
        | Q(author=person)
        | Q(Exists(Answer.objects.filter(question=OuterRef("question"), author=person)))
        | Q(Exists(Comment.objects.filter(answer=this, author=person)))
        | Q(Exists(Revision.objects.filter(answer=this, editor=person)))
        | Q(Exists(Outcome.objects.filter(revision__answer=this, person=person)))
        | Q(Exists(Audit.objects.filter(revision=OuterRef("revision"), reviewer=person).exclude(pk=OuterRef("pk"))))
        | Q(Exists(Booking.objects.filter(case=OuterRef("case"), helper__person=person)))
        | Q(Exists(Recusal.objects.filter(audit__answer=this, person=person)))
    )


def is_allowed(person: User, audit: Audit) -> bool:
    """Whether `person` may judge `audit`, as things stand now."""
    is_tied = Audit.objects.filter(ties_to(person), pk=audit.pk).exists()
    return may_audit(person, audit, is_tied=is_tied)


def sources_of(audit: Audit) -> list[Source]:
    """The pages that the judged text names, each once."""
    found = dict.fromkeys(unescape(address) for address in _HREF.findall(audit.revision.html))
    return [Source(address, urlsplit(address).netloc or address) for address in found][:10]


def verified_beside(viewer: Viewer, audit: Audit) -> QuerySet[Question]:
    """A few verified questions of the same topic, to check against."""
    beside = questions_for(viewer).filter(case__topic=audit.case.topic_id, case__state=State.VERIFIED)
    return beside.exclude(pk=audit.question_id).order_by("-active_at", "-pk")[:3]


def is_outdated(audit: Audit) -> bool:
    """Whether the answer says something else by now: a substantive edit came after the text of the sheet."""
    later = Revision.objects.filter(answer=audit.answer_id, number__gt=audit.revision.number)
    return later.filter(is_substantive=True).exists()


def frame_of(period: str, at: datetime) -> list[Framed]:
    """The claims of `period` that can be judged and were in no earlier frame of it.

    A claim without an answer that carries it (a booking without a question, several answers and none marked) has no
    text to judge.
    """
    begin, end = plan.bounds(period)
    seen = Draw.objects.filter(period=period).annotate(case=Func(F("frame_ids"), function="unnest"))
    rows = (
        _carrying()
        .filter(question__case__state__in=[State.CLAIMED, State.CONFIRMED])
        .filter(question__case__claimed_at__gte=begin, question__case__claimed_at__lt=end)
        .filter(question__case__claimed_at__lte=at)
        .exclude(question__case__in=seen.values("case"))
        .order_by("question__case__risk", "question__case__state", "question__case")
        .values_list("question__case", "question__case__risk", "question__case__state")
    )
    return [Framed(*row) for row in rows]


def carriers(case_ids: Collection[int]) -> QuerySet[Answer]:
    """The answers that carry these cases: the one marked as the solution, else the only one."""
    chosen = _carrying().filter(question__case__in=case_ids).select_related("question__case", "revision")
    return chosen.order_by("question__case")


def ran_out() -> QuerySet[Answer]:
    """The carriers of cases that were checked and whose check has run out, and that nobody is to look at yet."""
    waiting = Audit.objects.open().filter(answer=OuterRef("pk"))
    stale = _carrying().filter(question__case__state=State.EXPIRED, question__case__correct="correct")
    return stale.filter(~Exists(waiting)).select_related("question__case", "revision").order_by("pk")


def _carrying() -> QuerySet[Answer]:
    chosen = Q(accepted_at__isnull=False) | Q(question__answer_count=1)
    return Answer.objects.filter(chosen, hidden_at=None, question__hidden_at=None)
