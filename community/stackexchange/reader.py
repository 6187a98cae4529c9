"""Stream the files of a dump folder, one typed row at a time, in constant memory."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from xml.parsers import expat

from community.stackexchange import rows

CHUNK = 1 << 16
LONGEST_ROW = 1 << 24

Row = TypeVar("Row")


class BrokenDump(Exception):
    """A folder or file that cannot be imported; says which file, which row and why, in one line."""

    def __init__(self, file: str, reason: str, row: int | None = None) -> None:
        where = f"{file}, row {row}" if row else file
        super().__init__(f"{where}: {reason}")


class Dump:
    """One folder of a Stack Exchange dump. Only Posts.xml must be there.

    Every method reads its file from the start; rows that say nothing to us are left out.
    Raises: BrokenDump, at the row where a file stops making sense.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not folder.is_dir():
            raise BrokenDump(str(folder), "there is no such folder")
        if not (folder / "Posts.xml").exists():
            raise BrokenDump(str(folder), "there is no Posts.xml in this folder")

    def posts(self) -> Iterator[rows.Question | rows.Answer]:
        return self._read("Posts.xml", "posts", rows.post)

    def people(self) -> Iterator[rows.Person]:
        return self._read("Users.xml", "users", rows.person)

    def comments(self) -> Iterator[rows.Comment]:
        return self._read("Comments.xml", "comments", rows.comment)

    def acceptances(self) -> Iterator[rows.Acceptance]:
        return self._read("Votes.xml", "votes", rows.acceptance)

    def duplicates(self) -> Iterator[rows.Duplicate]:
        return self._read("PostLinks.xml", "postlinks", rows.duplicate)

    def _read(self, name: str, root: str, parse: Callable[[rows.Attributes], Row | None]) -> Iterator[Row]:
        file = self.folder / name
        if not file.exists():
            return
        number = 0
        try:
            for attributes in _elements(file, root):
                number += 1
                row = parse(attributes)
                if row is not None:
                    yield row
        except rows.BadRow as error:
            raise BrokenDump(name, str(error), number) from None
        except _NotThisFile as error:
            raise BrokenDump(name, str(error), number + 1 if number else None) from None
        except expat.ExpatError as error:
            reason = f"{expat.ErrorString(error.code)} (line {error.lineno} of the file)"
            raise BrokenDump(name, reason, number + 1) from None
        except OSError as error:
            raise BrokenDump(name, error.strerror or str(error)) from None


class _NotThisFile(Exception):
    """Well-formed, but not what a dump looks like."""


class _Collector:
    """What expat found since it was last asked. Expat, because it hands over rows without a tree."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.depth = 0
        self.found: list[dict[str, str]] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self.depth == 0 and name.lower() != self.root:
            raise _NotThisFile(f"it begins with <{name}>, not with <{self.root}>")
        if self.depth == 1:
            if name != "row":
                raise _NotThisFile(f"there is a <{name}> where a <row> should be")
            self.found.append(attributes)
        self.depth += 1

    def _end(self, name: str) -> None:
        self.depth -= 1

    def _refuse_doctype(self, *declaration: object) -> None:
        # No dump has one; it is where entity bombs and requests to other files begin.
        raise _NotThisFile("it declares a document type, which no dump does")


def _elements(file: Path, root: str) -> Iterator[dict[str, str]]:
    """The attributes of each `<row>`, in the order of the file, those before a break included."""
    collector = _Collector(root)
    problem: Exception | None = None
    waiting = 0
    with file.open("rb") as stream:
        while problem is None:
            chunk = stream.read(CHUNK)
            try:
                collector.parser.Parse(chunk, not chunk)
            except (expat.ExpatError, _NotThisFile) as error:
                problem = error
            except (LookupError, ValueError) as error:
                problem = _NotThisFile(f"its encoding cannot be read: {error}")
            found, collector.found = collector.found, []
            yield from found
            waiting = 0 if found else waiting + len(chunk)
            if waiting > LONGEST_ROW:
                problem = _NotThisFile("it is longer than any row can be")
            if not chunk and problem is None:
                return
    raise problem
