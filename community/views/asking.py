"""Ask, correct, withdraw, join."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.access import signed_in
from common.errors import Refused, ensure
from common.http import Request
from community import policies, queries
from community.flows import questions as flows
from community.forms import AskForm, DuplicateForm, EditForm


@require_http_methods(["GET", "POST"])
@signed_in
def ask(request: Request) -> HttpResponse:
    """One problem, one page; as one types, existing solutions appear."""
    first = {"language": get_language(), "title": request.GET.get("title", ""), "topic": request.GET.get("topic")}
    form = AskForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            question = flows.ask(by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("topic", refused.reason)
        else:
            messages.success(request, _("Your question is out. You get a mail when somebody answers."))
            return redirect(question)
    return render(request, "community/ask.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@signed_in
def edit_question(request: Request, pk: int) -> HttpResponse:
    """Another text for a question."""
    question = get_object_or_404(queries.questions_for(request.user).select_related("revision"), pk=pk)
    ensure(policies.may_edit_question(request.user, question))
    form = EditForm(request.POST or None, initial={"title": question.title, "source": question.text.source})
    form.fields["title"].required = True
    if request.method == "POST" and form.is_valid():
        flows.edit(question=question, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved. The earlier text stays in the history."))
        return redirect(question)
    context = {"form": form, "question": question}
    return render(request, "community/edit.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a question back."""
    question = get_object_or_404(queries.questions_for(request.user), pk=pk)
    flows.withdraw(question=question, by=request.user, at=timezone.now())
    messages.success(request, _("Withdrawn. The question stays readable and counts in no figure."))
    return redirect(question)


@require_POST
@signed_in
def say_same_problem(request: Request, pk: int) -> HttpResponse:
    """I have it too."""
    question = get_object_or_404(queries.questions_for(request.user), pk=pk)
    flows.say_same_problem(question=question, by=request.user, at=timezone.now())
    messages.success(request, _("Noted. We tell you when there is a solution."))
    return redirect(question)


@require_POST
@signed_in
def retract_same_problem(request: Request, pk: int) -> HttpResponse:
    """I do not have it any more, or never had."""
    question = get_object_or_404(queries.questions_for(request.user), pk=pk)
    flows.retract_same_problem(question=question, by=request.user, at=timezone.now())
    return redirect(question)


@require_POST
@signed_in
def link_duplicate(request: Request, pk: int) -> HttpResponse:
    """Two questions are one."""
    question = get_object_or_404(queries.questions_for(request.user), pk=pk)
    ensure(policies.may_link_duplicates(request.user))
    form = DuplicateForm(request.POST)
    original = form.is_valid() and queries.questions_for(request.user).filter(pk=form.cleaned_data["original"]).first()
    if not original:
        messages.error(request, _("There is no question with this number."))
        return redirect(question)
    try:
        flows.link_duplicate(question=question, original=original, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect(question)
