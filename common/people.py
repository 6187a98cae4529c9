"""Faces without photos: initials on a tint above a hill, all of which follow from the name."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from zlib import crc32

TINTS: Final = ("clay", "sand", "moss", "sky", "rose", "stone")
HILLS: Final = ("M0 30Q10 20 22 28T40 24V40H0Z", "M0 26Q14 34 24 25T40 29V40H0Z", "M0 33 14 22 24 30 31 25 40 31V40H0Z")


@dataclass(frozen=True, slots=True)
class Face:
    """What a monogram is drawn from."""

    initials: str
    tint: str
    hill: str


@lru_cache(maxsize=2048)
def face_of(name: str) -> Face:
    """The same name has the same face everywhere and always."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    number = crc32(name.casefold().encode())
    return Face("".join(letters).upper() or "?", TINTS[number % len(TINTS)], HILLS[number // len(TINTS) % len(HILLS)])
