"""The public API, version 1: questions, as guests read them."""

from typing import Annotated, Literal

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Path, Query

from api import reading, schemas
from common.pages import page_of
from community.queries import listed, question_page, questions_for

# Beyond 64 bits a number reaches the database as an error.
Number = Annotated[int, Path(ge=1, le=2**63 - 1)]
Size = Annotated[int, Query(ge=1, le=100, description="How many at most")]
Show = Annotated[Literal["all", "open", "unanswered", "solved"], Query(description="Which of them")]
Language = Annotated[Literal["", "de", "fr", "it", "en"], Query(description="Written in this language")]
Key = Annotated[str, Query(max_length=80, description="`older` or `newer` of an earlier answer")]

api = NinjaAPI(
    title="Mitenand",
    version="1",
    description="What customers asked, what helped, and how sure that is. Read only; no key is needed.",
    docs_url=None,
    urls_namespace="api",
)


@api.get("/questions", response={200: schemas.Questions, 422: schemas.Faults}, url_name="questions", tags=["questions"])
def questions(
    request: HttpRequest, show: Show = "all", language: Language = "", size: Size = 20, page: Key = ""
) -> schemas.Questions:
    """Questions, most recently active first; duplicates are left to their original."""
    rows = listed(AnonymousUser(), show=show, language=language)
    return reading.listed(page_of(rows, key=page, by="active_at", size=size))


@api.get(
    "/questions/{pk}",
    response={200: schemas.QuestionFull, 404: schemas.Fault, 422: schemas.Faults},
    url_name="question",
    tags=["questions"],
)
def question(request: HttpRequest, pk: Number) -> schemas.QuestionFull:
    """One question with its answers, the solution first."""
    guest = AnonymousUser()
    found = get_object_or_404(questions_for(guest).select_related("revision"), pk=pk)
    return reading.whole(question_page(guest, found))
