"""Documents follow the journal: idempotent, replayable, and never more than one may find."""

from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from common.followers import catch_up, rewind
from community.flows import answers, questions
from community.models import Question
from search.flows import indexing
from search.models import Document
from tests.search.conftest import Ask, Bring, Follow


def documents() -> list[tuple[object, ...]]:
    about_questions = Document.objects.filter(kind="question").order_by("object_id")
    return list(about_questions.values_list("object_id", "title", "solution", "more", "standing"))


def test_a_question_becomes_a_document_with_its_solution_and_its_other_answers(
    bring: Bring, follow: Follow, stranger: User, at: datetime
) -> None:
    question = bring("claimed", "Internet drops", "Order a **new** adapter.")
    answers.post(question=question, by=stranger, source="Mine too.", at=at + timedelta(days=1))
    follow()

    document = Document.objects.get()
    assert (document.title, document.body) == ("Internet drops", "Since Monday.")
    assert (document.solution, document.more) == ("Order a new adapter.", "Mine too.")
    assert (document.kind, document.object_id, document.language) == ("question", question.pk, "en")


def test_following_twice_changes_nothing(bring: Bring, follow: Follow) -> None:
    bring("verified", "Internet drops")
    follow()
    before = documents()
    follow()

    assert documents() == before


def test_the_standing_moves_with_the_case(bring: Bring, follow: Follow) -> None:
    for state in ("refuted", "disputed", "open", "expired", "claimed", "confirmed", "verified"):
        bring(state, state)
    follow()

    by_standing = Document.objects.order_by("standing").values_list("title", flat=True)
    assert list(by_standing) == ["refuted", "disputed", "open", "expired", "claimed", "confirmed", "verified"]


@pytest.mark.parametrize("state", ["refuted", "disputed"])
def test_what_did_not_hold_is_no_solution_any_more(bring: Bring, follow: Follow, state: str) -> None:
    bring(state, "Internet drops", "Pull the plug.")
    follow()

    document = Document.objects.get()
    assert (document.solution, document.more) == ("", "Pull the plug.")


def test_an_edit_is_found_by_its_new_words(ask: Ask, follow: Follow, asker: User, at: datetime) -> None:
    question = ask("Internet drops")
    follow()
    questions.edit(question=question, by=asker, title="Telephone is silent", source="No tone.", at=at)
    follow()

    assert Document.objects.get().title == "Telephone is silent"


def test_hidden_withdrawn_and_duplicate_questions_leave_the_index(
    ask: Ask, follow: Follow, asker: User, moderator: User, at: datetime
) -> None:
    hidden, withdrawn, duplicate, original = (ask(f"Internet drops {number}") for number in range(4))
    follow()
    assert Document.objects.count() == 4

    Question.objects.filter(pk=hidden.pk).update(hidden_at=at)
    questions.withdraw(question=withdrawn, by=asker, at=at)
    questions.link_duplicate(question=duplicate, original=original, by=moderator, at=at)
    follow()
    assert [row[0] for row in documents()] == [original.pk]


def test_reindex_makes_the_same_documents_and_drops_those_of_nothing(bring: Bring, follow: Follow) -> None:
    bring("verified", "Internet drops")
    bring("open", "Telephone is silent")
    follow()
    before = documents()
    Document.objects.filter(title="Internet drops").update(title="stale")
    Document.objects.create(
        kind="question", object_id=10**9, language="en", title="gone", standing=1, written_at=timezone.now()
    )
    out = StringIO()
    call_command("reindex", stdout=out, stderr=StringIO())

    assert documents() == before
    assert out.getvalue() == f"documents={Document.objects.count()}\n"


@pytest.mark.django_db(transaction=True)
def test_the_follower_can_be_replayed_from_zero(bring: Bring, at: datetime) -> None:
    bring("verified", "Internet drops")
    assert catch_up("search", indexing.follow, at=at) > 0
    before = documents()
    Document.objects.all().delete()
    assert catch_up("search", indexing.follow, at=at) == 0

    rewind("search")
    assert catch_up("search", indexing.follow, at=at) > 0
    assert documents() == before
