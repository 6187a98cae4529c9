"""The desk and the blind sheet, as a reviewer and as everybody else sees them."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.roles import Role
from cases.models import Case, Topic
from community.flows import answers, comments, outcomes, questions
from community.models import Answer, Question
from moderation.flows import audits, sheets
from moderation.models import Audit, Recusal, Verdict
from moderation.states import AuditState, Why
from tests.conftest import ClientOf, MakePerson
from tests.moderation.conftest import WRONG, Decide

YES = dict.fromkeys(("answered", "right", "complete", "safe", "current"), "yes")


def address(name: str, audit: Audit) -> str:
    return reverse(f"moderation:{name}", args=[audit.pk])


def taken(audit: Audit, by: User) -> Audit:
    return audits.claim(audit=audit, by=by, at=timezone.now())


def test_the_desk_shows_what_is_due(sheet: Audit, pair: list[Audit], reviewer: User, client_of: ClientOf) -> None:
    page = client_of(reviewer).get(reverse("moderation:desk"))
    assert [row["audit"].pk for row in page.context["rows"]] == [pair[0].pk, pair[1].pk, sheet.pk]
    assert sheet.question.title in page.content.decode()
    assert client_of(reviewer).get(reverse("moderation:audits")).status_code == 200


@pytest.mark.parametrize(
    ("who", "status"), [("reviewer", 200), ("moderator", 200), ("stranger", 404), ("helper", 404), ("operator", 404)]
)
def test_the_desk_exists_for_reviewers_and_moderators(
    who: str, status: int, sheet: Audit, client_of: ClientOf, request: pytest.FixtureRequest
) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.get(reverse("moderation:desk")).status_code == status
    assert client.get(address("audit", sheet)).status_code == status


def test_a_guest_is_sent_to_log_in(client: Client) -> None:
    assert "/login/" in client.get(reverse("moderation:desk"))["Location"]


def test_a_sheet_does_not_exist_for_whoever_is_tied_to_it(
    sheet: Audit, asker: User, answerer: User, reviewer: User, second_reviewer: User, at: datetime, client_of: ClientOf
) -> None:
    for person in (asker, answerer):
        person.roles = [Role.REVIEWER]
        person.save(update_fields=["roles"])
    comments.say(question=sheet.question, answer=sheet.answer, by=second_reviewer, source="Which one?", at=at)
    for person in (asker, answerer, second_reviewer):
        client = client_of(person)
        assert client.get(address("audit", sheet)).status_code == 404
        assert client.post(address("claim", sheet)).status_code == 404
        assert client.get(reverse("moderation:desk")).context["rows"] == []
    assert client_of(reviewer).get(address("audit", sheet)).status_code == 200


def test_the_sheet_is_blind(
    pair: list[Audit], risky: Answer, reviewer: User, second_reviewer: User, person: MakePerson, at: datetime,
    client_of: ClientOf, decide: Decide,
) -> None:  # fmt: skip
    liked = person("Quirina Votante")
    outcomes.report(answer=risky, by=liked, worked=True, at=at)
    comments.say(question=risky.question, answer=risky, by=liked, source="Remarkable words.", at=at)
    decide(pair[0], reviewer, WRONG)
    client = client_of(second_reviewer)
    unread = client.get(address("audit", pair[1])).content.decode()
    taken(pair[1], second_reviewer)
    filled = client.get(address("audit", pair[1])).content.decode()
    assert "May I lengthen the fibre cable" in filled
    assert "book an electrician" in filled
    for page in (unread, filled):
        main = page.partition("<main")[2].partition("</main>")[0]
        hidden = [
            risky.author.name, risky.question.author.name, reviewer.name, liked.name, WRONG.reason, "Remarkable words",
            "Ursina", "Reto", "avatar", "gable", "claimed", "worked for", "solution", "1 of 1",
            risky.question.get_absolute_url(),
        ]  # fmt: skip
        assert [word for word in hidden if word in main] == []


def test_reading_writes_nothing_and_shows_no_rubric(sheet: Audit, reviewer: User, client_of: ClientOf) -> None:
    page = client_of(reviewer).get(address("audit", sheet)).content.decode()
    assert "Take this sheet" in page
    assert 'name="answered"' not in page
    sheet.refresh_from_db()
    assert sheet.state == AuditState.WAITING


def test_take_it_and_the_rubric_opens(sheet: Audit, reviewer: User, client_of: ClientOf) -> None:
    page = client_of(reviewer).post(address("claim", sheet), follow=True).content.decode()
    assert page.count('name="answered"') == 3
    assert "Save and open the next" in page


def test_save_opens_the_next_sheet(
    sheet: Audit, pair: list[Audit], accepted: Answer, reviewer: User, client_of: ClientOf
) -> None:
    held = taken(sheet, reviewer)
    done = client_of(reviewer).post(address("decide", sheet), {"version": held.version, **YES})
    assert done["Location"] == address("audit", pair[0])
    verdict = Verdict.objects.get()
    assert (verdict.value, verdict.reviewer) == ("correct", reviewer)
    assert Case.objects.get(pk=accepted.question.case_id).state == "correct"


def test_after_the_last_sheet_the_desk_teaches(sheet: Audit, reviewer: User, client_of: ClientOf) -> None:
    held = taken(sheet, reviewer)
    page = client_of(reviewer).post(address("decide", sheet), {"version": held.version, **YES}, follow=True)
    assert "Nothing waits for you" in page.content.decode()
    assert "30 % at medium" in page.content.decode()


def test_partly_makes_a_caveat_that_is_said(sheet: Audit, reviewer: User, client_of: ClientOf) -> None:
    held, client = taken(sheet, reviewer), client_of(reviewer)
    rows = YES | {"version": str(held.version), "complete": "partly", "friendly": "5", "clear": "3"}
    refused = client.post(address("decide", sheet), rows | {"reason": "Too short."})
    assert refused.status_code == 422
    assert "10 characters are missing" in refused.content.decode()
    client.post(address("decide", sheet), rows | {"reason": "Say which adapter fits an older box."})
    verdict = Verdict.objects.get()
    assert (verdict.value, verdict.friendly, verdict.clear, verdict.reliable) == ("correct_with_caveat", 5, 3, None)


def test_a_result_better_than_the_worst_row_is_refused(sheet: Audit, reviewer: User, client_of: ClientOf) -> None:
    held = taken(sheet, reviewer)
    rows = YES | {"version": str(held.version), "safe": "no", "result": "correct", "reason": "Mains may be live there."}
    page = client_of(reviewer).post(address("decide", sheet), rows)
    assert page.status_code == 422
    assert "Harmful" in str(page.context["form"].errors["result"])
    assert not Verdict.objects.exists()


def test_an_empty_row_is_named(sheet: Audit, reviewer: User, client_of: ClientOf) -> None:
    held = taken(sheet, reviewer)
    page = client_of(reviewer).post(address("decide", sheet), {"version": held.version, "answered": "yes"})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"right", "complete", "safe", "current"}
    assert page.content.decode().count("Say yes, partly or no.") == 4


def test_one_button_says_that_it_cannot_be_judged(sheet: Audit, reviewer: User, client_of: ClientOf) -> None:
    held = taken(sheet, reviewer)
    client_of(reviewer).post(address("decide", sheet), {"version": held.version, "cannot_judge": "on"})
    assert Verdict.objects.get().value == "cannot_judge"


def test_an_old_version_is_refused_with_a_sentence(sheet: Audit, reviewer: User, client_of: ClientOf) -> None:
    held = taken(sheet, reviewer)
    page = client_of(reviewer).post(address("decide", sheet), YES | {"version": str(held.version - 1)})
    assert page.status_code == 422
    assert "This sheet moved while you were reading" in page.content.decode()


def test_a_text_that_was_rewritten_meanwhile_can_be_taken_again(
    sheet: Audit, reviewer: User, at: datetime, client_of: ClientOf
) -> None:
    held, client = taken(sheet, reviewer), client_of(reviewer)
    answers.edit(answer=sheet.answer, by=sheet.answer.author, source="Call us instead, at any hour.", at=at)
    page = client.post(address("decide", sheet), {"version": held.version, **YES}).content.decode()
    assert "rewritten while you were reading" in page
    assert "Take this sheet" in page
    again = client.post(address("claim", sheet), follow=True).content.decode()
    assert "Call us instead, at any hour." in again
    assert 'name="answered"' in again


def test_what_a_colleague_reads_is_not_taken(
    sheet: Audit, reviewer: User, second_reviewer: User, client_of: ClientOf
) -> None:
    taken(sheet, reviewer)
    client = client_of(second_reviewer)
    page = client.post(address("claim", sheet), follow=True).content.decode()
    assert "A colleague is reading this one" in page
    assert "Take this sheet" not in page
    assert "with a colleague" in client.get(reverse("moderation:desk")).content.decode()
    assert client.post(address("release", sheet)).status_code == 404


def test_put_back_and_left_to_others(sheet: Audit, reviewer: User, client_of: ClientOf) -> None:
    client = client_of(reviewer)
    taken(sheet, reviewer)
    client.post(address("release", sheet))
    assert Audit.objects.get().state == AuditState.WAITING
    client.post(address("recuse", sheet), {"tie": "knows"})
    assert Recusal.objects.get().person == reviewer
    assert client.get(address("audit", sheet)).status_code == 404


def test_a_moderator_asks_for_a_check(accepted: Answer, moderator: User, client_of: ClientOf) -> None:
    where = reverse("moderation:ask_audit", args=[accepted.question_id])
    for _ in range(2):
        assert client_of(moderator).post(where)["Location"] == accepted.question.get_absolute_url()
    assert Audit.objects.get().why == "asked"


def test_nobody_else_asks_for_a_check(accepted: Answer, reviewer: User, asker: User, client_of: ClientOf) -> None:
    where = reverse("moderation:ask_audit", args=[accepted.question_id])
    for person in (reviewer, asker):
        assert client_of(person).post(where).status_code == 404
    assert not Audit.objects.exists()


def test_without_a_solution_there_is_nothing_to_check(question: Question, moderator: User, client_of: ClientOf) -> None:
    page = client_of(moderator).post(reverse("moderation:ask_audit", args=[question.pk]), follow=True)
    assert "There is nothing to check yet" in page.content.decode()
    assert not Audit.objects.exists()


def test_a_withdrawn_question_leaves_the_desk(
    sheet: Audit, asker: User, reviewer: User, at: datetime, client_of: ClientOf
) -> None:
    questions.withdraw(question=sheet.question, by=asker, at=at)
    assert client_of(reviewer).get(reverse("moderation:desk")).context["rows"] == []


def test_the_queue_has_pages_in_order_of_due_time(
    asker: User, answerer: User, reviewer: User, at: datetime, topic: Topic, client_of: ClientOf
) -> None:
    for number in range(25):
        question = questions.ask(
            by=asker, topic=topic, title=f"Number {number} stopped", source="Why?", language="en", at=at
        )
        answer = answers.post(question=question, by=answerer, source="Start it again.", at=at)
        sheets.put(answer=answer, why=Why.ASKED, at=at - timedelta(hours=number))
    client, where = client_of(reviewer), reverse("moderation:desk")
    first = client.get(where).context
    second = client.get(where, {"page": first["page"].older}).context
    seen = [row["audit"].due_at for row in (*first["rows"], *second["rows"])]
    assert len(seen) == 25
    assert seen == sorted(seen)
    back = client.get(where, {"page": second["page"].newer}).context
    assert [row["audit"].pk for row in back["rows"]] == [row["audit"].pk for row in first["rows"]]


@pytest.mark.parametrize("page", ["desk", "audit"])
def test_pages_ask_few_questions_of_the_database(
    page: str, sheet: Audit, pair: list[Audit], reviewer: User, client_of: ClientOf,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    where = reverse("moderation:desk") if page == "desk" else address("audit", sheet)
    client = client_of(reviewer)
    client.get(where)
    with django_assert_max_num_queries(5):
        client.get(where)


def test_deciding_asks_few_questions_of_the_database(
    sheet: Audit, reviewer: User, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    held, client = taken(sheet, reviewer), client_of(reviewer)
    with django_assert_max_num_queries(45):
        client.post(address("decide", sheet), {"version": held.version, **YES})


def test_the_question_offers_moderators_a_check(
    accepted: Answer, moderator: User, reviewer: User, client_of: ClientOf
) -> None:
    where = reverse("moderation:ask_audit", args=[accepted.question_id])
    assert where in client_of(moderator).get(accepted.question.get_absolute_url()).content.decode()
    assert where not in client_of(reviewer).get(accepted.question.get_absolute_url()).content.decode()
