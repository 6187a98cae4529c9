"""What a viewer sees of the community. Nothing here is found without its viewer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import Evidence, FollowUp, Topic
from cases.queries import evidence_of
from cases.states import State
from common.intervals import Interval, wilson
from common.measures import Measure
from community import policies
from community.models import Answer, Comment, Outcome, Question, Revision, SameProblem
from community.models.answer import AnswerQuerySet
from community.models.question import QuestionQuerySet

Viewer = User | AnonymousUser

FILTERS: dict[str, Q] = {
    "all": Q(),
    "open": Q(case__state__in=[State.OPEN, State.UNKNOWN, State.REFUTED], closed_at=None),
    "unanswered": Q(answer_count=0, closed_at=None),
    "solved": Q(case__state__in=[State.VERIFIED, State.CONFIRMED]),
}


@dataclass(frozen=True)
class DeviceCount:
    """For how many of those with one device an answer worked."""

    label: str
    worked: int
    tried: int


@dataclass(frozen=True)
class Tried:
    """What people said who tried one answer: counts, the share that it worked for, by device, and what I said."""

    worked: int
    tried: int
    share: Interval | None
    devices: Sequence[DeviceCount]
    mine: Outcome | None

    @property
    def measure(self) -> Measure:
        """The share as it is shown: with its interval, how many, and what it means."""
        low, high = (self.share.low, self.share.high) if self.share else (None, None)
        return Measure.of_shares(k=self.worked, n=self.tried, low=low, high=high, label=_("worked"))


@dataclass(frozen=True)
class ShownAnswer:
    """An answer with everything its place on the page shows."""

    answer: Answer
    tried: Tried
    comments: Sequence[Comment]
    is_solution: bool
    may_report: bool
    may_edit: bool


@dataclass(frozen=True)
class QuestionPage:
    """One question with everything its page shows."""

    question: Question
    solution: ShownAnswer | None
    others: Sequence[ShownAnswer]
    comments: Sequence[Comment]
    trail: Sequence[Evidence]
    has_same_problem: bool
    follow_up: FollowUp | None


def questions_for(viewer: Viewer) -> QuestionQuerySet:
    """The questions that `viewer` may read, with what a list shows."""
    return Question.objects.visible_to(viewer).with_row()


def answers_for(viewer: Viewer) -> AnswerQuerySet:
    """The answers that `viewer` may read, with their question."""
    return Answer.objects.visible_to(viewer).with_text().select_related("question__case", "question__author")


def listed(viewer: Viewer, *, show: str = "all", topic: Topic | None = None, language: str = "") -> QuestionQuerySet:
    """Questions for a list: `show` is one of `FILTERS`; duplicates are left to their original."""
    questions = questions_for(viewer).filter(FILTERS.get(show, Q()), duplicate=None)
    if topic:
        questions = questions.filter(Q(case__topic=topic) | Q(case__topic__parent=topic))
    return questions.filter(language=language) if language else questions


def for_me(viewer: User) -> QuestionQuerySet:
    """Open questions of others, in topics where `viewer` has answered before."""
    mine = Answer.objects.filter(author=viewer, question__case__topic=OuterRef("case__topic"))
    return listed(viewer, show="open").exclude(author=viewer).filter(Exists(mine))


def asked_by(viewer: User) -> QuestionQuerySet:
    """What `viewer` asked."""
    return questions_for(viewer).filter(author=viewer)


def answered_by(viewer: User) -> AnswerQuerySet:
    """What `viewer` answered, with what became of it."""
    shown = Answer.objects.filter(author=viewer, hidden_at=None).select_related("question__case__topic", "revision")
    return shown.order_by("-answered_at", "-pk")


def question_page(viewer: Viewer, question: Question) -> QuestionPage:
    """Everything the page of `question` shows to `viewer`, in four queries for a guest and two more for a member."""
    comments = list(
        Comment.objects.filter(question=question, hidden_at=None).select_related("author").order_by("said_at", "pk")
    )
    answers = list(
        Answer.objects.visible_to(viewer)
        .filter(question=question)
        .with_text()
        .prefetch_related(Prefetch("revision__outcomes", Outcome.objects.standing(), to_attr="standing"))
        .order_by("answered_at", "pk")
    )
    for answer in answers:
        answer.question = question
    shown = [_shown(answer, comments, viewer) for answer in answers]
    solution = next((answer for answer in shown if answer.is_solution), None)
    return QuestionPage(
        question=question,
        solution=solution,
        others=sorted((a for a in shown if a is not solution), key=lambda a: (-a.tried.worked, a.answer.pk)),
        comments=[comment for comment in comments if comment.answer_id is None],
        trail=list(evidence_of(question.case)),
        has_same_problem=_has_same_problem(viewer, question),
        follow_up=_my_follow_up(viewer, question),
    )


def revisions_for(viewer: Viewer, thing: Question | Answer) -> list[Revision]:
    """Every text of it, newest first."""
    return list(thing.revisions.select_related("editor").order_by("-number"))


def _shown(answer: Answer, comments: Sequence[Comment], viewer: Viewer) -> ShownAnswer:
    return ShownAnswer(
        answer=answer,
        tried=_tried(getattr(answer.revision, "standing", []), viewer),
        comments=[comment for comment in comments if comment.answer_id == answer.pk],
        is_solution=answer.accepted_at is not None,
        may_report=policies.may_report_outcome(viewer, answer),
        may_edit=policies.may_edit_answer(viewer, answer),
    )


def _tried(standing: Sequence[Outcome], viewer: Viewer) -> Tried:
    tried, worked = Counter(row.device for row in standing), Counter(row.device for row in standing if row.worked)
    devices = [DeviceCount(device or _("device not said"), worked[device], n) for device, n in tried.most_common(6)]
    mine = next((row for row in standing if row.person_id == viewer.pk), None)
    return Tried(worked.total(), tried.total(), wilson(worked.total(), tried.total()), devices, mine)


def _has_same_problem(viewer: Viewer, question: Question) -> bool:
    if not isinstance(viewer, User):
        return False
    return SameProblem.objects.filter(question=question, person=viewer, retracted_at=None).exists()


def _my_follow_up(viewer: Viewer, question: Question) -> FollowUp | None:
    """The question that waits for my answer, if I asked."""
    if not isinstance(viewer, User) or viewer.pk != question.author_id:
        return None
    return FollowUp.objects.filter(case=question.case_id, state="sent").order_by("-sent_at").first()
