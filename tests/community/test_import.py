"""`import_stackexchange`: a dump becomes questions, answers, claims and people; all of it or nothing, never twice."""

import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command

from accounts.models import User
from cases.models import Case, Contact, Evidence, FollowUp, Topic
from cases.states import Kind, Resolved, State
from common.models import JournalEntry
from community.flows import answers, imports
from community.models import Answer, Comment, Duplicate, Imported, Question, Revision
from community.stackexchange.reader import Dump

pytestmark = pytest.mark.django_db

HERE = Path(__file__).parent / "dump"
TOTALS = "questions=3 answers=3 accepted=2 closed=1"
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
ROUTER, BOX, SOLAR = (
    "Router restarts every evening at the same time",
    "Box reboots at night",
    "How many solar panels for a heat pump?",
)

Change = Callable[[str, str, str], Path]


def run(folder: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_stackexchange", str(folder), *options, stdout=out, stderr=out)
    return out.getvalue().strip().splitlines()[-1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dump that a test may change; the name of its folder is the name of its site."""
    return Path(shutil.copytree(HERE, tmp_path / "neighbours.stackexchange.com"))


@pytest.fixture
def change(folder: Path) -> Change:
    """Change one file of the dump by a pattern."""

    def change(file: str, pattern: str, replacement: str) -> Path:
        path = folder / file
        text, count = re.subn(pattern, replacement, path.read_text(encoding="utf-8"))
        assert count
        path.write_text(text, encoding="utf-8")
        return folder

    return change


def everything() -> dict[str, int]:
    models = (User, Topic, Case, Contact, Evidence, Question, Answer, Revision, Comment, Duplicate, Imported)
    return {model.__name__: model.objects.count() for model in models}


def test_the_last_line_counts_what_is_here(folder: Path) -> None:
    assert run(folder) == TOTALS
    assert (Question.objects.count(), Answer.objects.count(), Comment.objects.count()) == (3, 3, 2)


def test_a_second_run_says_the_same_and_adds_nothing(folder: Path) -> None:
    run(folder)
    before = everything() | {"journal": JournalEntry.objects.count()}

    assert run(folder) == TOTALS
    assert everything() | {"journal": JournalEntry.objects.count()} == before


def test_a_newer_dump_adds_only_what_is_new(folder: Path, change: Change) -> None:
    run(folder)
    change(
        "Posts.xml",
        "</posts>",
        '<row Id="9" PostTypeId="2" ParentId="4" CreationDate="2024-05-01T08:00:00.000" Body="New." /></posts>',
    )

    assert run(folder) == "questions=3 answers=4 accepted=2 closed=1"
    box = Question.objects.get(title=BOX)
    assert box.answer_count == 1
    assert box.active_at == datetime(2024, 5, 1, 8, tzinfo=UTC)


def test_a_newer_dump_can_move_the_mark_of_the_solution(folder: Path, change: Change) -> None:
    run(folder)
    change("Posts.xml", 'AcceptedAnswerId="3"', 'AcceptedAnswerId="2"')

    assert run(folder) == TOTALS
    solution = Answer.objects.get(question__title=ROUTER, accepted_at__isnull=False)
    assert solution.author.name == "Kühlschrank"


def test_another_site_is_another_topic_and_other_people(folder: Path) -> None:
    run(folder)
    other = folder.rename(folder.with_name("gardens"))

    assert run(other) == TOTALS
    assert Question.objects.filter(title=ROUTER).count() == 2
    assert set(Topic.objects.values_list("slug", flat=True)) == {"neighbours", "gardens"}


def test_the_limit_takes_the_first_questions_with_what_belongs_to_them(folder: Path) -> None:
    assert run(folder, "--limit", "2") == "questions=2 answers=2 accepted=1 closed=1"
    assert run(folder) == TOTALS
    assert run(folder, "--limit", "2") == "questions=2 answers=2 accepted=1 closed=1"


def test_the_topic_can_be_one_that_is_there(folder: Path) -> None:
    topic = Topic.objects.create(slug="internet", name_de="Internet", name_fr="", name_it="", name_en="Internet")
    run(folder, "--topic", "internet")

    assert Topic.objects.count() == 1
    assert not Case.objects.exclude(topic=topic).exists()


def test_a_topic_that_is_not_a_slug_is_refused(folder: Path) -> None:
    with pytest.raises(CommandError, match="'My topic' is not a slug"):
        run(folder, "--topic", "My topic")


def test_html_becomes_markdown_and_safe_html(folder: Path) -> None:
    run(folder)
    question = Revision.objects.get(question__title=ROUTER)
    solar = Revision.objects.get(answer__question__title=SOLAR)

    assert "```\nPPPoE: LCP down\nreboot: watchdog\n```" in question.source
    assert "<strong>20:15</strong>" in question.html
    assert solar.source == "About 60 m² for one phase. [a roof](https://pictures.example/roof.png)"
    assert "alert" not in solar.html


def test_an_accepted_answer_is_a_claim_and_never_more(folder: Path) -> None:
    run(folder)
    case = Question.objects.get(title=ROUTER).case

    assert case.resolved == Resolved.CLAIMED
    assert case.ever_claimed
    assert case.state == State.EXPIRED, "nobody has said for years that it still holds"
    assert not FollowUp.objects.exists(), "nobody is asked about a claim of another site"


def test_the_day_of_a_claim_comes_from_the_votes_and_is_marked_where_it_is_unknown(folder: Path) -> None:
    run(folder)
    known = Evidence.objects.get(kind=Kind.ACCEPT, is_time_known=True)
    unknown = Evidence.objects.get(kind=Kind.ACCEPT, is_time_known=False)

    assert known.occurred_at == datetime(2024, 2, 6, tzinfo=UTC)
    assert unknown.occurred_at == Answer.objects.get(question__title=SOLAR).answered_at
    assert known.actor == Question.objects.get(title=ROUTER).author


def test_an_acceptance_is_never_older_than_its_answer(folder: Path, change: Change) -> None:
    change("Votes.xml", "2024-02-06T00", "2024-02-05T00")
    run(folder)

    claim = Evidence.objects.get(kind=Kind.ACCEPT, is_time_known=True)
    assert claim.occurred_at == datetime(2024, 2, 5, 21, 30, tzinfo=UTC)


def test_an_answer_accepted_by_the_wrong_question_is_no_claim(folder: Path, change: Change) -> None:
    change("Posts.xml", 'AcceptedAnswerId="3"', 'AcceptedAnswerId="6"')

    assert run(folder) == "questions=3 answers=3 accepted=1 closed=1"


def test_a_duplicate_points_to_its_original_and_counts_once(folder: Path) -> None:
    run(folder)
    duplicate = Duplicate.objects.get()

    assert (duplicate.question.title, duplicate.original.title) == (BOX, ROUTER)
    assert duplicate.question.closed_at == datetime(2024, 3, 11, 10, tzinfo=UTC)
    assert duplicate.question.case.state == State.EXCLUDED


def test_duplicates_in_a_circle_do_not_point_at_themselves(folder: Path, change: Change) -> None:
    row = '<row Id="{}" CreationDate="2024-03-11T10:00:00.000" PostId="{}" RelatedPostId="{}" LinkTypeId="3" />'
    change("PostLinks.xml", "</postlinks>", row.format(3, 1, 7) + row.format(4, 7, 4) + "</postlinks>")
    run(folder)

    joined = {d.question.title: d.original.title for d in Duplicate.objects.select_related("question", "original")}
    assert joined == {BOX: SOLAR, ROUTER: SOLAR}


def test_people_come_without_an_account(folder: Path) -> None:
    run(folder)
    asker = Question.objects.get(title=ROUTER).author

    assert asker.name == "Regula"
    assert asker.email is None
    assert not asker.is_active
    assert not asker.has_usable_password()
    assert Question.objects.get(title=SOLAR).author == asker
    assert Question.objects.get(title=BOX).author.name == "vroni"
    assert not User.objects.filter(name="Community").exists(), "who wrote nothing is not brought"


def test_without_a_file_of_people_they_are_numbered(folder: Path) -> None:
    (folder / "Users.xml").unlink()
    run(folder)

    assert Question.objects.get(title=ROUTER).author.name == "Imported person 11"


def test_who_has_neither_id_nor_name_is_somebody_else_each_time(folder: Path, change: Change) -> None:
    change("Posts.xml", r'OwnerUserId="\d+"', "")
    run(folder)

    assert len(set(Answer.objects.values_list("author", flat=True))) == 3


def test_comments_stand_below_what_they_are_about(folder: Path) -> None:
    run(folder)
    below_question, below_answer = Comment.objects.order_by("said_at")

    assert below_question.answer is None
    assert "<code>Status &gt; System</code>" in below_question.html
    assert below_answer.answer == Answer.objects.get(accepted_at__isnull=False, question__title=ROUTER)


def test_every_text_has_its_own_language(folder: Path, change: Change) -> None:
    change(
        "Posts.xml",
        "Restarts again &amp;amp; again, always after eight in the evening",
        "Ich habe das auch und es ist jeden Abend so, was ist das",
    )
    run(folder)

    assert dict(Question.objects.values_list("title", "language")) == {ROUTER: "en", BOX: "de", SOLAR: "en"}


def test_the_stored_states_are_what_the_evidence_says(folder: Path) -> None:
    run(folder)
    out = StringIO()
    call_command("replay_cases", "--check", stdout=out)

    assert out.getvalue().strip() == "0 differ"


def test_the_journal_tells_of_every_question_and_answer_once(folder: Path) -> None:
    run(folder)

    tags = list(JournalEntry.objects.values_list("tag", flat=True))
    assert tags.count("community:question:import") == 3
    assert tags.count("community:answer:import") == 3


@pytest.mark.parametrize(
    ("file", "pattern", "replacement", "reason"),
    [
        ("Posts.xml", "</posts>", "", r"Posts\.xml, row 9: no element found \(line 12 of the file\)"),
        ("Posts.xml", r'ParentId="7"', "", r"Posts\.xml, row 6: ParentId is missing"),
        ("Users.xml", r'Id="12"', 'Id="twelve"', r"Users\.xml, row 3: Id is not a number: 'twelve'"),
        ("Comments.xml", "Text=", "text=", r"Comments\.xml, row 1: Text is missing"),
        ("Votes.xml", "2024-02-06T00", "2024-02-06X99", r"Votes\.xml, row 2: CreationDate is not a time"),
        ("PostLinks.xml", "<row", "<raw", r"PostLinks\.xml: there is a <raw> where a <row> should be"),
    ],
)
def test_a_broken_file_says_where_and_leaves_nothing(
    change: Change, file: str, pattern: str, replacement: str, reason: str
) -> None:
    before = everything()
    with pytest.raises(CommandError, match=rf"^Nothing was imported\. {reason}") as refused:
        run(change(file, pattern, replacement))

    assert refused.value.returncode == 1
    assert "\n" not in str(refused.value)
    assert everything() == before


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no such folder"):
        run(tmp_path / "nowhere")


def test_a_file_that_cannot_be_read_is_said(folder: Path) -> None:
    (folder / "Votes.xml").unlink()
    (folder / "Votes.xml").mkdir()
    with pytest.raises(CommandError, match=r"Votes\.xml: Is a directory"):
        run(folder)


def test_a_run_that_is_stopped_half_way_leaves_nothing_and_can_begin_again(folder: Path) -> None:
    before = everything()
    steps = []

    def stop(count: int) -> None:
        steps.append(count)
        if len(steps) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imports.bring(dump=Dump(folder), site="neighbours", topic="neighbours", at=NOW, advance=stop)
    assert everything() == before

    totals = imports.bring(dump=Dump(folder), site="neighbours", topic="neighbours", at=NOW)
    assert str(totals) == TOTALS


def test_a_text_beyond_the_cap_is_shortened(folder: Path, change: Change) -> None:
    change("Posts.xml", "About routers", "x")
    change(
        "Posts.xml",
        "I put it in the fridge",
        "<br>".join(["a line"] * 10).replace("<", "&lt;").replace(">", "&gt;") * 600,
    )
    run(folder)

    assert Revision.objects.filter(source__endswith="*[…]*").count() == 1


def test_nobody_writes_to_people_without_an_address(
    folder: Path, answerer: User, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    run(folder)
    question = Question.objects.get(title=SOLAR)
    answers.post(question=question, by=answerer, source="Count the sunny roofs first.", at=at)

    assert mailoutbox == []
