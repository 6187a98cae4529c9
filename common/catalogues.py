"""The message catalogues, with Babel in place of the gettext binaries.

`python -m common.catalogues update` brings new messages into `locale/*/LC_MESSAGES/django.po`, `compile` turns them
into what gettext reads, `check` prints one line for each gap and ends with 1 when there is one.
"""

import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("de", "fr", "it", "en")
SOURCE = "en"
NOT_OURS = {"tests", "var", "locale", "static", "docs", "requirements", "sandbox"}
KEYWORDS: dict[str, tuple[int | tuple[int, int] | tuple[int, str], ...] | None] = {
    "_": None,
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
_DATED = (b'"POT-', b'"PO-Rev', b'"Last-', b'"Report', b'"Language-Team', b'"Project', b'"Generated')
NAMED = re.compile(r"%\((\w+)\)|\{(\w*)\}")


def collected() -> Catalog:
    """Every message of the code and the templates."""
    catalog = Catalog(project="Mitenand", copyright_holder="The Mitenand authors")
    for path in _sources():
        for message, context in _messages(path):
            catalog.add(message, locations=[(str(path.relative_to(ROOT)), 0)], context=context)
    return catalog


def _sources() -> Iterator[Path]:
    for pattern in ("*/**/*.py", "*/**/*.html", "*/**/*.txt"):
        for path in sorted(ROOT.glob(pattern)):
            top = path.relative_to(ROOT).parts[0]
            if not top.startswith(".") and top not in NOT_OURS and "migrations" not in path.parts:
                yield path


def _messages(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    source = path.read_text()
    if path.suffix == ".py":
        yield from _in_python(source)
    elif "{%" in source or "{{" in source:
        # Django rewrites a template as calls of gettext, each whole on one line.
        for line in templatize(source).splitlines():
            if "(" in line:
                yield from _in_python(line.strip())


def _in_python(source: str) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    found = extract_python(io.BytesIO(source.encode()), dict(KEYWORDS), [], {"encoding": "utf-8"})
    for _line, function, said, _comments in found:
        # Babel's types promise a list; what comes is a text or a tuple, with None for what is no literal.
        texts = cast("str | tuple[str | None, ...]", said)
        parts = [text for text in ([texts] if isinstance(texts, str) else texts) if isinstance(text, str)]
        context = parts.pop(0) if "pgettext" in str(function) and parts else None
        if parts and parts[0]:
            yield (tuple(parts[:2]) if str(function).startswith("n") else parts[0]), context


def _file(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def _read(language: str) -> Catalog:
    file = _file(language)
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as source:
        return read_po(source, locale=language)


def update() -> int:
    """Bring every catalogue up to date with the sources; the source language translates itself."""
    template = collected()
    for language in LANGUAGES:
        catalog = _read(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        if language == SOURCE:
            for message in catalog:
                message.string = message.id
        file = _file(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_written(catalog))
    return 0


def _written(catalog: Catalog) -> bytes:
    """The file of a catalogue: the same messages are always the same bytes, so that a difference is a change."""
    catalog.fuzzy, catalog.header_comment = False, ""
    written = io.BytesIO()
    write_po(written, catalog, width=100, sort_output=True, include_lineno=False)
    return b"".join(line for line in written.getvalue().splitlines(keepends=True) if not line.startswith(_DATED))


def compile_all() -> int:
    """Write the compiled catalogues, each whole or not at all."""
    for language in LANGUAGES:
        file = _file(language)
        if file.exists():
            draft = file.with_suffix(".mo.new")
            with draft.open("wb") as target:
                write_mo(target, _read(language))
            draft.rename(file.with_suffix(".mo"))
    return 0


def check() -> int:
    """Print what is missing, fuzzy, left over or broken in any language; 1 when there is something."""
    template = collected()
    gaps = [f"{language}: {gap}" for language in LANGUAGES for gap in _gaps(template, language)]
    print("\n".join(gaps) or "The catalogues are complete.")
    return 1 if gaps else 0


def _gaps(template: Catalog, language: str) -> Iterator[str]:
    catalog = _read(language)
    for message in template:
        if message.id:
            here = catalog.get(message.id, message.context)
            if fault := _fault(here, language):
                yield f"{fault}: {message.id!r}"
    for message in catalog:
        if message.id and template.get(message.id, message.context) is None:
            yield f"no longer used: {message.id!r}"


def _fault(message: Message | None, language: str) -> str:
    if message is None:
        return "missing"
    texts = _texts(message.string)
    if message.fuzzy:
        return "fuzzy"
    if not texts or not all(texts):
        return "not translated"
    if language == "de" and any("ß" in text for text in texts):
        return "ß is not written in Switzerland"
    if _names(texts[-1]) != _names(_texts(message.id)[-1]):
        return "other placeholders than the message"
    return ""


def _texts(said: str | Iterable[str] | None) -> list[str]:
    return [said] if isinstance(said, str) else list(said or ())


def _names(text: str) -> set[str]:
    return {first or second for first, second in NAMED.findall(text)}


if __name__ == "__main__":
    sys.exit({"update": update, "compile": compile_all, "check": check}[sys.argv[1]]())
