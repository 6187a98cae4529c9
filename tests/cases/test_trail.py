"""The trail tells in sentences exactly what the state says."""

from datetime import datetime, timedelta

from accounts.models import User
from cases.flows import evidence
from cases.models import Case, Topic
from cases.queries import evidence_of
from cases.states import Kind
from cases.trail import is_half_checked, trail_of
from common.marks import Half, Moment, TrailStep
from community.flows import answers, outcomes
from community.models import Answer, Question


def told(question: Question, at: datetime) -> list[TrailStep]:
    case = Case.objects.get(pk=question.case_id)
    return trail_of(case, list(evidence_of(case)), asked_by=question.author.name, at=at)


def verdict(answer: Answer, by: User, at: datetime, value: str = "correct") -> None:
    evidence.append(
        answer.question.case_id, Kind.VERDICT, by=by, at=at, value=value, answer_id=answer.pk,
        revision_id=answer.revision_id, actor_role="reviewer",
    )  # fmt: skip


def held(answer: Answer, at: datetime, value: str) -> None:
    case, asker = answer.question.case_id, answer.question.author
    evidence.append(case, Kind.ASKER_REPLY, by=asker, at=at, value=value, answer_id=answer.pk, actor_role="asker")


def test_a_new_question_has_two_steps(question: Question, at: datetime) -> None:
    asked, today = told(question, at + timedelta(hours=1))
    assert str(asked.words) == "Reto Brunner asked."
    assert (today.moment, today.words) == (Moment.NOW, "Open.")


def test_from_a_claim_to_a_proof(
    answer: Answer, asker: User, reviewer: User, second_reviewer: User, at: datetime
) -> None:
    answers.accept(answer=answer, by=asker, at=at + timedelta(hours=2))
    held(answer, at + timedelta(days=14, hours=3), "yes")
    verdict(answer, reviewer, at + timedelta(days=16))
    verdict(answer, second_reviewer, at + timedelta(days=17))
    steps = told(answer.question, at + timedelta(days=20))
    assert [(str(step.words), step.solved, step.correct) for step in steps] == [
        ("Reto Brunner asked.", Half.EMPTY, Half.EMPTY),
        (
            "Ursina Caduff answered, Reto Brunner marked it as the solution. A claim, not yet a fact.",
            Half.HALF,
            None,
        ),
        ("After 14 days Reto Brunner confirmed that it held.", Half.FULL, None),
        ("Two reviewers, who did not know the author: correct and safe.", None, Half.FULL),
        ("Verified: solved and correct.", Half.FULL, Half.FULL),
        ("Next check, or at once if the answer is edited.", Half.CLOCK, Half.CLOCK),
    ]


def test_a_claim_without_a_day_says_so(answer: Answer, asker: User, at: datetime) -> None:
    evidence.append(
        answer.question.case_id,
        Kind.ACCEPT,
        by=asker,
        at=at,
        answer_id=answer.pk,
        actor_role="asker",
        is_time_known=False,
    )
    steps = told(answer.question, at + timedelta(days=1))
    assert str(steps[1].words).endswith("A claim, not yet a fact. On which day, nobody wrote down.")


def test_what_came_back_is_said_and_crossed(answer: Answer, asker: User, at: datetime) -> None:
    answers.accept(answer=answer, by=asker, at=at + timedelta(hours=2))
    held(answer, at + timedelta(days=3, hours=3), "no")
    steps = told(answer.question, at + timedelta(days=4))
    assert str(steps[-2].words) == "After 3 days Reto Brunner said that it came back."
    assert (steps[-1].solved, steps[-1].words) == (Half.CROSSED, "Not solved.")


def test_who_took_it_back_is_not_counted(answer: Answer, stranger: User, helper: User, at: datetime) -> None:
    outcomes.report(answer=answer, by=stranger, worked=True, at=at + timedelta(hours=1))
    outcomes.report(answer=answer, by=helper, worked=False, at=at + timedelta(hours=2))
    outcomes.retract(answer=answer, by=helper, at=at + timedelta(hours=3))
    words = [str(step.words) for step in told(answer.question, at + timedelta(hours=4))]
    assert "1 other person tried it, it worked for 1." in words


def test_one_of_two_reviewers_of_a_dangerous_topic_fills_half(
    question: Question, risky_topic: Topic, answerer: User, asker: User, reviewer: User, at: datetime
) -> None:
    Case.objects.filter(pk=question.case_id).update(topic=risky_topic, risk="high")
    answer = answers.post(question=question, by=answerer, source="Switch the fuse off before you touch it.", at=at)
    answers.accept(answer=answer, by=asker, at=at + timedelta(hours=2))
    held(answer, at + timedelta(days=3), "yes")
    verdict(answer, reviewer, at + timedelta(days=4))
    steps = told(question, at + timedelta(days=5))
    assert is_half_checked(steps)
    assert str(steps[-1 if steps[-1].moment is Moment.NOW else -2].words) == "One of two reviewers done."


def test_the_other_answers_stay_out_of_the_trail(answer: Answer, asker: User, stranger: User, at: datetime) -> None:
    answers.accept(answer=answer, by=asker, at=at + timedelta(hours=2))
    answers.post(
        question=answer.question, by=stranger, source="Have you tried another socket?", at=at + timedelta(hours=3)
    )
    words = " ".join(str(step.words) for step in told(answer.question, at + timedelta(hours=4)))
    assert "Nils" not in words
