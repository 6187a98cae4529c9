"""The style sheet as one file: its layers are written apart and served together, without any build step."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

ENTRY = "css/style.css"
SERVED = "css/site.css"

_IMPORT = re.compile(r'@import "(?P<path>[^"]+)" layer\((?P<layer>[a-z]+)\);\n?')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s*")


def fold(entry: Path) -> str:
    """`entry` with every import replaced by the file it names, inside its layer; comments and indents left out."""

    def part(found: re.Match[str]) -> str:
        css = (entry.parent / found["path"]).read_text()
        return f"@layer {found['layer']} {{\n{css}}}\n"

    whole = _IMPORT.sub(part, entry.read_text())
    return _INDENT.sub("\n", _COMMENT.sub("", whole)).strip() + "\n"


class FoldedStyles(BaseFinder):
    """Serves `css/site.css`: in development made again when a part is newer, in production once by collectstatic."""

    def __init__(self, app_names: object = None) -> None:
        self.entry = Path(settings.STATICFILES_DIRS[0]) / ENTRY
        self.storage = FileSystemStorage(location=Path(settings.VAR) / "folded")

    def check(self, **kwargs: Any) -> list[Any]:
        """No settings of its own that could be wrong."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002  Django's own
        """The file behind `path`, when it is ours."""
        if path != SERVED:
            return []
        found = str(self._fresh())
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """The one file."""
        self._fresh()
        yield SERVED, self.storage

    def _fresh(self) -> Path:
        """Written beside and moved into place, so that nobody reads half a file."""
        target = Path(self.storage.path(SERVED))
        newest = max(part.stat().st_mtime for part in self.entry.parent.rglob("*.css"))
        if not target.exists() or target.stat().st_mtime < newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=target.parent, delete=False) as beside:
                beside.write(fold(self.entry))
            Path(beside.name).chmod(0o644)
            Path(beside.name).replace(target)
        return target
