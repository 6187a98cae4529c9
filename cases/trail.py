"""The story of a case in plain sentences: what became known, from whom, since when, and what comes next.

The halves of each step are what `assess` says right after it, so the trail cannot tell another story than the state.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.assess import Assessment
from cases.models import Case, Evidence
from cases.queries import assessment_of
from cases.states import Correct, Held, Kind, State
from common.marks import Half, Mark, Moment, TrailStep, mark_of

_GOOD = {"correct", "correct_with_caveat"}


def trail_of(case: Case, evidence: Sequence[Evidence], *, asked_by: str, at: datetime) -> list[TrailStep]:
    """Every step from the question of `asked_by` to today, and the next check when one is due."""
    steps = [TrailStep(case.opened_at, _("%(name)s asked.") % {"name": asked_by}, Half.EMPTY, Half.EMPTY)]
    known = (Half.EMPTY, Half.EMPTY)
    for run in _runs(_of_the_carrier(evidence)):
        so_far = [row for row in evidence if (row.occurred_at, row.pk) <= (run[-1].occurred_at, run[-1].pk)]
        now = _halves(assessment_of(case, so_far, run[-1].occurred_at), so_far)
        words = _words(run, case, so_far)
        if words and not all(row.is_time_known for row in run):
            words = f"{words} {_('On which day, nobody wrote down.')}"
        if not words and now == known:
            continue
        solved, correct = (after if after != before else None for before, after in zip(known, now, strict=True))
        steps.append(TrailStep(run[-1].occurred_at, words or _("Something changed."), solved, correct))
        known = now
    return [*steps, *_today(case, known, at)]


def is_half_checked(trail: Sequence[TrailStep]) -> bool:
    """One of the two reviewers that a high risk needs is done."""
    return next((step.correct is Half.HALF for step in reversed(trail) if step.moment is Moment.NOW), False)


def _of_the_carrier(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Without the other answers: the trail tells how one solution came to be trusted."""
    accepted = [row.answer_id for row in evidence if row.kind == Kind.ACCEPT]
    answers = [row.answer_id for row in evidence if row.kind == Kind.ANSWER]
    carrier = next(iter(accepted[-1:] or answers[:1]), None)
    return [row for row in evidence if row.answer_id in {None, carrier}]


def _runs(evidence: Sequence[Evidence]) -> Iterable[list[Evidence]]:
    """Votes that follow each other are one step; so are verdicts, and an answer that is marked right away."""
    together: dict[str, str] = {
        Kind.ANSWER: "claim",
        Kind.ACCEPT: "claim",
        Kind.VOTE: "votes",
        Kind.VERDICT: "verdicts",
    }
    for _key, run in groupby(evidence, key=lambda row: together.get(row.kind, str(row.pk))):
        yield list(run)


def _halves(found: Assessment, so_far: Sequence[Evidence]) -> tuple[Half, Half]:
    first_review = found.correct == Correct.UNRATED and _has_standing_verdict(so_far)
    mark = mark_of(
        state=found.state, resolved=found.resolved, correct=found.correct, stale=found.stale, one_review=first_review
    )
    return mark.solved, mark.correct


def _has_standing_verdict(so_far: Sequence[Evidence]) -> bool:
    """A reviewer found the present text right, and no edit of substance came since."""
    for row in reversed(so_far):
        if row.kind == Kind.VERDICT and row.value in _GOOD:
            return True
        if row.kind == Kind.EDIT and row.value != "typo":
            return False
    return False


def _today(case: Case, known: tuple[Half, Half], at: datetime) -> list[TrailStep]:
    half_checked = known[1] is Half.HALF and case.correct == Correct.UNRATED
    mark = mark_of(
        state=case.state, resolved=case.resolved, correct=case.correct, stale=case.is_stale, one_review=half_checked
    )
    words = _("Verified: solved and correct.") if case.state == State.VERIFIED else f"{mark.word}."
    today = TrailStep(at, words, mark.solved, mark.correct, Moment.NOW)
    next_check = case.looks_again_at
    if next_check is None or next_check <= at or case.state in {State.OPEN, State.UNKNOWN, State.REFUTED}:
        return [today]
    return [today, _next(mark, next_check)]


def _next(mark: Mark, at: datetime) -> TrailStep:
    solved, correct = (Half.CLOCK if half is Half.FULL else None for half in (mark.solved, mark.correct))
    words = _("Next check, or at once if the answer is edited.")
    return TrailStep(at, words, solved or Half.EMPTY, correct or Half.EMPTY, Moment.NEXT)


def _words(run: Sequence[Evidence], case: Case, so_far: Sequence[Evidence]) -> str:
    row = run[-1]
    name = {"name": _name(row)}
    if row.kind == Kind.VOTE:
        return _voted(run)
    if row.kind == Kind.ASKER_REPLY:
        return _replied(row, case, so_far, name)
    if row.kind in {Kind.VERDICT, Kind.ADJUDICATE}:
        return _judged(run, so_far)
    if row.kind == Kind.EDIT:
        return _("%(name)s changed the answer: it is checked again.") % name if row.value != "typo" else ""
    if row.kind == Kind.ACCEPT and run[0].kind == Kind.ANSWER:
        both = {"answerer": _name(run[0]), "asker": _name(row)}
        return _("%(answerer)s answered, %(asker)s marked it as the solution. A claim, not yet a fact.") % both
    return _SENTENCES[row.kind]() % name if row.kind in _SENTENCES else f"{row.get_kind_display().capitalize()}."


def _name(row: Evidence) -> str:
    return row.actor.name if row.actor else _("Somebody")


def _voted(run: Sequence[Evidence]) -> str:
    last_words = {row.actor_id: row.value for row in run}
    said = [value for value in last_words.values() if value != "retracted"]
    if not said:
        return ""
    return ngettext(
        "%(n)s other person tried it, it worked for %(worked)s.",
        "%(n)s others tried it, it worked for %(worked)s.",
        len(said),
    ) % {"n": len(said), "worked": said.count("worked")}


def _replied(row: Evidence, case: Case, so_far: Sequence[Evidence], name: dict[str, str]) -> str:
    claims = [earlier.occurred_at for earlier in so_far if earlier.kind == Kind.ACCEPT]
    days = (row.occurred_at - claims[-1]).days if claims else (row.occurred_at - case.opened_at).days
    after = {**name, "days": days}
    if row.value == Held.YES:
        sentence = _("After %(days)s days %(name)s confirmed that it held.") if days else _("%(name)s confirmed it.")
        return sentence % after
    if row.value == Held.NO:
        return _("After %(days)s days %(name)s said that it came back.") % after
    return _("After %(days)s days %(name)s said that it works in part.") % after


def _judged(run: Sequence[Evidence], so_far: Sequence[Evidence]) -> str:
    good = [row.value in _GOOD for row in run]
    if run[-1].kind == Kind.ADJUDICATE:
        return _("A third reviewer decided: correct.") if good[-1] else _("A third reviewer decided: wrong.")
    if len(run) > 1 and all(good):
        return _("Two reviewers, who did not know the author: correct and safe.")
    if len(run) > 1 and any(good):
        return _("Two reviewers, who did not know the author, do not agree.")
    if not good[-1]:
        return _("A reviewer, who did not know the author, found it wrong or incomplete.")
    if sum(row.kind == Kind.VERDICT and row.value in _GOOD for row in so_far) > 1:
        return _("A second reviewer agrees: correct and safe.")
    return _("A reviewer, who did not know the author: correct and safe.")


_SENTENCES: dict[str, Callable[[], str]] = {
    Kind.ANSWER: lambda: _("%(name)s answered."),
    Kind.ACCEPT: lambda: _("%(name)s marked it as the solution. A claim, not yet a fact."),
    Kind.UNACCEPT: lambda: _("%(name)s took that back."),
    Kind.TRIGGER: lambda: _("Something changed that the answer depends on."),
    Kind.RECONTACT: lambda: _("%(name)s came back with the same problem."),
    Kind.WITHDRAW: lambda: _("%(name)s withdrew the question."),
    Kind.MERGE: lambda: _("Joined with another question."),
}
