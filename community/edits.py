"""Is an edit a correction of the spelling, or another answer?"""

import difflib
import re

_WORD = re.compile(r"\w+|[^\w\s]")
# A turned sentence is another answer, however few letters it takes.
_TURNS = {
    "not", "no", "never", "don't", "nicht", "kein", "keine", "keinen", "nie", "ne", "pas", "non", "jamais", "mai",
    "ohne", "without", "sans", "senza",
}  # fmt: skip
_TYPO = 0.75


def is_substantive(old: str, new: str, *, says_minor: bool) -> bool:
    """Whether the edit voids what was said about the old text.

    It does unless the editor calls it minor and it looks so: words replaced one for one by words spelt alike,
    with no figure, no code and no negation touched.
    """
    if old.split() == new.split():
        return False
    return not says_minor or not all(_is_typo(*pair) for pair in _changes(old, new))


def _changes(old: str, new: str) -> list[tuple[list[str], list[str]]]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    steps = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(before[a:b], after[c:d]) for step, a, b, c, d in steps if step != "equal"]


def _is_typo(before: list[str], after: list[str]) -> bool:
    words = [word for word in (*before, *after) if word.isalnum()]
    if any(word.lower() in _TURNS or any(map(str.isdigit, word)) for word in words):
        return False
    if not words:
        return True
    alike = difflib.SequenceMatcher(None, "".join(before), "".join(after), autojunk=False).ratio()
    return len(before) == len(after) and alike >= _TYPO
