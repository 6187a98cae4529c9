"""Reading a dump: typed rows out of XML, and one clear line when a file is broken."""

import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from community.stackexchange import rows
from community.stackexchange.reader import BrokenDump, Dump

HERE = Path(__file__).parent / "dump"
QUESTION = (
    '<row Id="{id}" PostTypeId="1" CreationDate="2024-02-05T19:12:40.120" Title="Slow Wi-Fi"'
    ' Body="&lt;p&gt;Slow.&lt;/p&gt;" />\n'
)


def dump_of(folder: Path, posts: str, **others: str) -> Dump:
    (folder / "Posts.xml").write_text(posts, encoding="utf-8")
    for name, text in others.items():
        (folder / f"{name}.xml").write_text(text, encoding="utf-8")
    return Dump(folder)


def test_questions_and_answers_come_in_the_order_of_the_file() -> None:
    posts = list(Dump(HERE).posts())

    assert [post.id for post in posts] == [1, 2, 3, 4, 6, 7, 8]
    first = posts[0]
    assert isinstance(first, rows.Question)
    assert first.title == "Router restarts every evening at the same time"
    assert first.at == datetime(2024, 2, 5, 19, 12, 40, 120_000, tzinfo=UTC)
    assert first.writer == rows.Writer(11, "")
    assert (first.accepted, first.closed_at, first.tags) == (3, None, ("router", "outage"))


def test_a_closed_question_of_a_deleted_account_keeps_its_name_and_day() -> None:
    closed = next(post for post in Dump(HERE).posts() if post.id == 4)

    assert isinstance(closed, rows.Question)
    assert closed.writer == rows.Writer(None, "vroni")
    assert closed.closed_at == datetime(2024, 3, 11, 10, tzinfo=UTC)
    assert closed.tags == ("router",)


def test_people_comments_acceptances_and_duplicates_are_read_where_their_files_are() -> None:
    dump = Dump(HERE)

    assert [person.name for person in dump.people()] == ["Community", "Regula", "Kühlschrank", "Beat"]
    assert [remark.post for remark in dump.comments()] == [1, 3, 999]
    assert list(dump.acceptances()) == [rows.Acceptance(3, datetime(2024, 2, 6, tzinfo=UTC))]
    assert [(link.question, link.original) for link in dump.duplicates()] == [(4, 1)]


def test_the_other_files_may_be_missing(tmp_path: Path) -> None:
    dump = dump_of(tmp_path, f"<posts>{QUESTION.format(id=1)}</posts>")

    assert len(list(dump.posts())) == 1
    assert not [*dump.people(), *dump.comments(), *dump.acceptances(), *dump.duplicates()]


@pytest.mark.parametrize(
    ("posts", "reason"),
    [
        ("", "Posts.xml, row 1: no element found (line 1 of the file)"),
        ("<posts>" + QUESTION.format(id=1), "Posts.xml, row 2: no element found (line 2 of the file)"),
        (
            "<posts>" + QUESTION.format(id=1) + '<row Id="2" Body="a<b" /></posts>',
            "Posts.xml, row 2: not well-formed (invalid token) (line 2 of the file)",
        ),
        ("<users></users>", "Posts.xml: it begins with <users>, not with <posts>"),
        (
            "<posts>" + QUESTION.format(id=1) + "<post /></posts>",
            "Posts.xml, row 2: there is a <post> where a <row> should be",
        ),
        ("<posts>" + QUESTION.format(id="x") + "</posts>", "Posts.xml, row 1: Id is not a number: 'x'"),
        ("<posts>" + QUESTION.format(id=-4) + "</posts>", "Posts.xml, row 1: Id is not an id: -4"),
        (
            "<posts>" + QUESTION.format(id="9" * 20) + "</posts>",
            "Posts.xml, row 1: Id is too large: '99999999999999999999'",
        ),
        ('<posts><row Id="1" /></posts>', "Posts.xml, row 1: PostTypeId is missing"),
        (
            "<posts>" + QUESTION.format(id=1).replace("2024-02-05T", "2024-02-31T") + "</posts>",
            "Posts.xml, row 1: CreationDate is not a time: '2024-02-31T19:12:40.120'",
        ),
        (
            "<posts>" + QUESTION.format(id=1).replace("Body=", "Bodi=") + "</posts>",
            "Posts.xml, row 1: Body is missing",
        ),
        (
            '<!DOCTYPE posts [<!ENTITY a "aaaa">]><posts></posts>',
            "Posts.xml: it declares a document type, which no dump does",
        ),
        (
            '<?xml version="1.0" encoding="klingon"?><posts/>',
            "Posts.xml: its encoding cannot be read: unknown encoding: klingon",
        ),
    ],
)
def test_a_broken_file_says_which_row_and_why(tmp_path: Path, posts: str, reason: str) -> None:
    with pytest.raises(BrokenDump) as broken:
        list(dump_of(tmp_path, posts).posts())

    assert str(broken.value) == reason


def test_rows_before_the_broken_one_are_still_counted(tmp_path: Path) -> None:
    good = "".join(QUESTION.format(id=number) for number in range(1, 2001))
    with pytest.raises(BrokenDump, match="row 2001: Title is missing"):
        list(dump_of(tmp_path, f"<posts>{good}{QUESTION.format(id=9).replace('Title', 'Titel')}</posts>").posts())


def test_a_missing_folder_or_an_empty_one_is_said(tmp_path: Path) -> None:
    with pytest.raises(BrokenDump, match="there is no such folder"):
        Dump(tmp_path / "nowhere")
    with pytest.raises(BrokenDump, match=r"there is no Posts\.xml in this folder"):
        Dump(tmp_path)


def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    (tmp_path / "Posts.xml").mkdir()
    with pytest.raises(BrokenDump, match=r"Posts\.xml: Is a directory"):
        list(Dump(tmp_path).posts())


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    dump = dump_of(
        tmp_path, "<posts>" + "".join(QUESTION.format(id=number) for number in range(1, 30_001)) + "</posts>"
    )
    tracemalloc.start()
    try:
        assert sum(1 for _ in dump.posts()) == 30_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 3_000_000
