"""Ask, correct, withdraw; have the same problem; be the same question."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from cases.flows import evidence, follow_ups, opening
from cases.models import Topic
from cases.states import Channel, Kind
from common import journal
from common.errors import ensure, refuse
from community import policies
from community.flows import texts
from community.models import Duplicate, Question, SameProblem

# A form that is sent again, because the answer to the first one never came, says the same within this time.
SENT_TWICE = timedelta(hours=1)


@transaction.atomic
def ask(*, by: User, topic: Topic, title: str, source: str, language: str, device: str = "", at: datetime) -> Question:
    """Put a problem before the others. It opens a case; the same words sent twice within an hour are one question.

    Raises: Refused, when the topic takes no questions.
    """
    User.objects.select_for_update().get(pk=by.pk)
    recent = Question.objects.filter(author=by, title=title, asked_at__gt=at - SENT_TWICE, asked_at__lte=at)
    sent_before = recent.filter(revision__source=source).select_related("case").first()
    if sent_before:
        return sent_before
    if not topic.is_open:
        refuse(_("This topic takes no new questions."))
    case = opening.open_case(topic=topic, asker=by, channel=Channel.COMMUNITY, title=title, at=at)
    question = Question.objects.create(
        case=case, author=by, language=language, title=title, device=device, asked_at=at, active_at=at
    )
    texts.first(question=question, source=source, title=title, by=by, at=at)
    journal.write("community:question:ask", actor=by.pk, subject=question, at=at, after={"topic": topic.slug})
    return question


@transaction.atomic
def edit(
    *, question: Question, by: User, title: str, source: str, note: str = "", says_minor: bool = False, at: datetime
) -> Question:
    """Correct or complete the question. Raises: NotAllowed; Refused, when the text is too long."""
    question = locked(question)
    ensure(policies.may_edit_question(by, question))
    revision = texts.next_of(thing=question, source=source, title=title, by=by, note=note, says_minor=says_minor, at=at)
    if revision is None:
        return question
    question.title, question.active_at = title, max(at, question.active_at)
    question.save(update_fields=["title", "active_at"])
    opening.retitle(case=question.case, title=title, by=by, at=at)
    journal.write("community:question:edit", actor=by.pk, subject=question, at=at, after={"revision": revision.number})
    return question


@transaction.atomic
def withdraw(*, question: Question, by: User, at: datetime) -> Question:
    """The asker takes the problem back; figures leave the case out. Twice is once. Raises: NotAllowed."""
    question = locked(question)
    ensure(policies.may_withdraw(by, question))
    if question.closed_at is None:
        question.closed_at = at
        question.save(update_fields=["closed_at"])
        follow_ups.drop(case=question.case, at=at)
        evidence.append(question.case_id, Kind.WITHDRAW, by=by, at=at, actor_role="asker")
        journal.write("community:question:withdraw", actor=by.pk, subject=question, at=at)
    return question


@transaction.atomic
def say_same_problem(*, question: Question, by: User, at: datetime) -> bool:
    """`by` has it too; saying so twice changes nothing. Raises: NotAllowed."""
    question = locked(question)
    ensure(policies.may_say_same_problem(by, question))
    try:
        with transaction.atomic():
            SameProblem.objects.create(question=question, person=by, said_at=at)
    except IntegrityError:
        return False
    _count_same_problems(question, by, 1, "say", at)
    return True


@transaction.atomic
def retract_same_problem(*, question: Question, by: User, at: datetime) -> bool:
    """`by` takes it back."""
    question = locked(question)
    if not SameProblem.objects.filter(question=question, person=by, retracted_at=None).update(retracted_at=at):
        return False
    _count_same_problems(question, by, -1, "retract", at)
    return True


@transaction.atomic
def link_duplicate(*, question: Question, original: Question, by: User | None, at: datetime) -> Duplicate:
    """`question` is the same as `original`, which stands for both from now on.

    Raises: NotAllowed; Refused, when the two are one, or when `original` is itself a duplicate.
    """
    ensure(by is None or policies.may_link_duplicates(by))
    first, second = sorted([question.pk, original.pk])
    list(Question.objects.select_for_update(of=["self"]).filter(pk__in=[first, second]).order_by("pk"))
    if first == second or Duplicate.objects.filter(question=original).exists():
        refuse(_("Choose the question that stands for the others, not one of its duplicates."))
    existing = Duplicate.objects.filter(question=question).first()
    if existing:
        return existing
    duplicate = Duplicate.objects.create(question=question, original=original, by=by, linked_at=at)
    Question.objects.filter(pk=question.pk).update(closed_at=at)
    evidence.append(question.case_id, Kind.MERGE, by=by, at=at, source=f"duplicate:{question.pk}")
    journal.write(
        "community:duplicate:link",
        actor=by.pk if by else None,
        subject=question,
        at=at,
        after={"original": original.pk},
    )
    return duplicate


def locked(question: Question) -> Question:
    """The question as it is now, and nobody else's until the end of this transaction."""
    return Question.objects.select_for_update(of=["self"]).select_related("case", "revision").get(pk=question.pk)


def _count_same_problems(question: Question, by: User, step: int, verb: str, at: datetime) -> None:
    Question.objects.filter(pk=question.pk).update(same_problem_count=F("same_problem_count") + step)
    journal.write(f"community:same_problem:{verb}", actor=by.pk, subject=question, at=at)
