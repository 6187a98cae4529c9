"""Lists and pages: for guests too."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cases.models import Topic
from cases.trail import is_half_checked, trail_of
from common.access import anyone, signed_in
from common.http import GuestRequest, Request
from common.pages import page_of
from community import policies, queries
from community.forms import CommentForm, TextForm
from community.models import Question

_PAGE = 20


@anyone
def questions(request: GuestRequest) -> HttpResponse:
    """All questions, newest activity first."""
    return _list(request, None)


@anyone
def topic(request: GuestRequest, slug: str) -> HttpResponse:
    """The questions of one topic."""
    return _list(request, get_object_or_404(Topic, slug=slug))


@anyone
def question(request: GuestRequest, pk: int, slug: str = "") -> HttpResponse:
    """One question; an old or missing slug leads to the right address, a duplicate says what it is one of."""
    found = get_object_or_404(
        queries.questions_for(request.user).select_related("revision", "duplicate__original"), pk=pk
    )
    if slug != found.slug:
        return redirect(found, permanent=True)
    return show_question(request, found)


def show_question(
    request: GuestRequest,
    found: Question,
    *,
    answer_form: TextForm | None = None,
    comment_form: CommentForm | None = None,
) -> HttpResponse:
    """The page, also when a form on it came back with errors: nothing that was typed is lost."""
    forms_failed = bool((answer_form and answer_form.errors) or (comment_form and comment_form.errors))
    page = queries.question_page(request.user, found)
    trail = trail_of(found.case, page.trail, asked_by=found.author.name, at=timezone.now())
    context = {
        "page": page,
        "trail": trail,
        "is_half_checked": is_half_checked(trail),
        "question": found,
        "may": _permissions(request, found),
        "original": _original(found),
        "answer_form": answer_form or TextForm(),
        "comment_form": comment_form or CommentForm(),
    }
    return render(request, "community/question.html", context, status=422 if forms_failed else 200)


@anyone
def answer(request: GuestRequest, pk: int) -> HttpResponse:
    """A lasting address of one answer: leads to its place on the page."""
    found = queries.answers_for(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return redirect(f"{found.question.get_absolute_url()}#answer-{found.pk}")


@anyone
def question_history(request: GuestRequest, pk: int) -> HttpResponse:
    """Every text of a question."""
    found = get_object_or_404(queries.questions_for(request.user), pk=pk)
    context = {"question": found, "revisions": queries.revisions_for(request.user, found)}
    return render(request, "community/history.html", context)


@anyone
def answer_history(request: GuestRequest, pk: int) -> HttpResponse:
    """Every text of an answer."""
    found = get_object_or_404(queries.answers_for(request.user), pk=pk)
    revisions = queries.revisions_for(request.user, found)
    return render(
        request, "community/history.html", {"question": found.question, "answer": found, "revisions": revisions}
    )


@signed_in
def mine(request: Request) -> HttpResponse:
    """What I asked, what I answered and what became of it, and who needs what I know."""
    context = {
        "asked": queries.asked_by(request.user).order_by("-asked_at", "-pk")[:_PAGE],
        "answered": queries.answered_by(request.user)[:_PAGE],
        "for_me": queries.for_me(request.user).order_by("-active_at", "-pk")[:_PAGE],
    }
    return render(request, "community/mine.html", context)


def _list(request: GuestRequest, topic: Topic | None) -> HttpResponse:
    show = request.GET.get("show", "all")
    show = show if show in queries.FILTERS else "all"
    language = request.GET.get("language", "")[:2]
    rows = queries.listed(request.user, show=show, topic=topic, language=language)
    context = {
        "page": page_of(rows, key=request.GET.get("page", ""), by="active_at", size=_PAGE),
        "topic": topic,
        "topics": Topic.objects.filter(parent=topic),
        "show": show,
        "language": language,
    }
    return render(request, "community/questions.html", context)


def _original(found: Question) -> dict[str, str] | None:
    """The link to the question that stands for this one, if it is a duplicate that may be read."""
    duplicate = getattr(found, "duplicate", None)
    if duplicate is None or duplicate.original.hidden_at:
        return None
    return {"url": duplicate.original.get_absolute_url(), "label": duplicate.original.title}


def _permissions(request: GuestRequest, found: Question) -> dict[str, bool]:
    user = request.user
    return {
        "answer": policies.may_answer(user, found),
        "comment": policies.may_comment(user, found),
        "accept": policies.may_accept(user, found),
        "edit": policies.may_edit_question(user, found),
        "withdraw": policies.may_withdraw(user, found) and found.closed_at is None,
        "same_problem": policies.may_say_same_problem(user, found),
        "link_duplicates": policies.may_link_duplicates(user),
        "moderate": policies.may_link_duplicates(user),
    }
