"""Answer, comment, mark as the solution, say whether it worked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.access import signed_in
from common.errors import ensure
from common.http import Request
from community import policies, queries
from community.flows import answers as flows
from community.flows import comments, outcomes
from community.forms import CommentForm, EditForm, OutcomeForm, TextForm
from community.models import Answer
from community.views.reading import show_question


@require_POST
@signed_in
def post_answer(request: Request, pk: int) -> HttpResponse:
    """Propose a solution."""
    question = get_object_or_404(queries.questions_for(request.user).select_related("revision"), pk=pk)
    form = TextForm(request.POST)
    if not form.is_valid():
        return show_question(request, question, answer_form=form)
    answer = flows.post(question=question, by=request.user, source=form.cleaned_data["source"], at=timezone.now())
    messages.success(request, _("Thank you. We tell you whether it helped."))
    return redirect(f"{question.get_absolute_url()}#answer-{answer.pk}")


@require_http_methods(["GET", "POST"])
@signed_in
def edit_answer(request: Request, pk: int) -> HttpResponse:
    """Another text for an answer."""
    answer = _answer(request, pk)
    ensure(policies.may_edit_answer(request.user, answer))
    form = EditForm(request.POST or None, initial={"source": answer.text.source})
    del form.fields["title"]
    if request.method == "POST" and form.is_valid():
        flows.edit(answer=answer, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved. The earlier text stays in the history."))
        return redirect(answer)
    context = {"form": form, "question": answer.question, "answer": answer}
    return render(request, "community/edit.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def accept(request: Request, pk: int) -> HttpResponse:
    """This is the solution."""
    answer = flows.accept(answer=_answer(request, pk), by=request.user, at=timezone.now())
    messages.success(request, _("Marked as the solution. We ask you in 3 and in 14 days whether it held."))
    return redirect(answer)


@require_POST
@signed_in
def unaccept(request: Request, pk: int) -> HttpResponse:
    """It is not, after all."""
    answer = flows.unaccept(answer=_answer(request, pk), by=request.user, at=timezone.now())
    return redirect(answer)


@require_POST
@signed_in
def report_outcome(request: Request, pk: int) -> HttpResponse:
    """It worked for me, or it did not."""
    answer = _answer(request, pk)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return show_question(request, answer.question)
    outcomes.report(answer=answer, by=request.user, at=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Noted, with today's date. You can take it back."))
    return redirect(answer)


@require_POST
@signed_in
def retract_outcome(request: Request, pk: int) -> HttpResponse:
    """I take it back."""
    answer = _answer(request, pk)
    outcomes.retract(answer=answer, by=request.user, at=timezone.now())
    return redirect(answer)


@require_POST
@signed_in
def comment_question(request: Request, pk: int) -> HttpResponse:
    """Ask back, below the question."""
    return _comment(request, pk, None)


@require_POST
@signed_in
def comment_answer(request: Request, pk: int) -> HttpResponse:
    """Ask back, below an answer."""
    answer = _answer(request, pk)
    return _comment(request, answer.question_id, answer)


def _comment(request: Request, question_id: int, answer: Answer | None) -> HttpResponse:
    question = get_object_or_404(queries.questions_for(request.user).select_related("revision"), pk=question_id)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return show_question(request, question, comment_form=form)
    said = comments.say(
        question=question, answer=answer, by=request.user, source=form.cleaned_data["source"], at=timezone.now()
    )
    return redirect(f"{question.get_absolute_url()}#comment-{said.pk}")


def _answer(request: Request, pk: int) -> Answer:
    return get_object_or_404(queries.answers_for(request.user), pk=pk)
