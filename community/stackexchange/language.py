"""Which of our four languages a text is in, by its small words. Good enough for whole posts."""

import re
from collections import Counter

_SMALL_WORDS = {
    "en": "the and is are was to of in that it for with on this you not have be my what how does",
    "de": "der die das und ist sind war zu von im dass es für mit auf dieser du nicht haben mein was wie ich ein",
    "fr": "le la les et est sont était de du dans que il pour avec sur ce vous pas avoir mon quoi comment je une",
    "it": "il lo gli e è sono era di del nel che per con su questo non avere mio cosa come io una della",
}
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, default: str = "en") -> str:
    """The language whose small words are most frequent in the first 2,000 characters of `text`."""
    words = Counter(_WORD.findall(text[:2000].lower()))
    counts = {language: sum(words[word] for word in small.split()) for language, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > counts[default] else default
