"""Hard words and long sentences in a line that a family is to read, and their places.

A word is hard when it is jargon that has a plainer word (`resources/reading/`), or long
and not one that every family knows. Long means three syllables in English, as in
McLaughlin's SMOG (Journal of Reading 12, 1969) and Gunning's fog index (1952). Spanish
words are longer: five. A long sentence has more words than the upper end of what the
Plain English Campaign asks for, 15 to 20; Spanish says the same in a quarter more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from hhdesk.assets import resource_bytes
from hhdesk.care.reading_level import WORD, english_syllables, spanish_syllables

LONGEST_SENTENCE = {"en": 20, "es": 25}
"""Words; only these languages are marked."""
_LONG_WORD = {"en": 3, "es": 5}
_SYLLABLES: dict[str, Callable[[str], int]] = {
    "en": english_syllables,
    "es": spanish_syllables,
}
_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…](?!\s|$)[^.!?…\n]*)*[.!?…]*")
_ENDINGS = {
    "en": (
        *(("ies", "y"), ("es", ""), ("s", ""), ("ed", "e"), ("ed", "")),
        *(("ing", "e"), ("ing", ""), ("'s", ""), ("’s", ""), ("ly", "")),
    ),
    "es": (
        *(("ciones", "ción"), ("siones", "sión"), ("ces", "z"), ("es", "")),
        *(("as", "o"), ("os", "o"), ("a", "o"), ("s", "")),
    ),
}
# A capital alone tells no name at the beginning of a sentence; these endings are none.
_NO_NAME = re.compile(
    r"(?:tion|sion|ment|ity|ness|ical|ance|ence|ally|ing|ción|mente)s?$"
)


@dataclass(frozen=True, slots=True)
class HardWord:
    """A stretch of the text; `plainer` is empty where no other word is known."""

    start: int
    end: int
    plainer: str = ""


@dataclass(frozen=True, slots=True)
class LongSentence:
    start: int
    end: int
    words: int


@dataclass(frozen=True, slots=True)
class Marks:
    """What makes a line hard to read, in the order of the text."""

    words: tuple[HardWord, ...] = ()
    sentences: tuple[LongSentence, ...] = ()


NOTHING = Marks()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's jargon with plainer words, and long words that are known."""

    plainer: dict[str, str]
    common: frozenset[str]
    phrases: re.Pattern[str]
    """Jargon of several words."""


def marks(text: str, language: str) -> Marks:
    """Nothing in a language that has no list."""
    primary = language.partition("-")[0]
    if primary not in LONGEST_SENTENCE:
        return NOTHING
    return _marks(text, primary)


@lru_cache(maxsize=512)
def _marks(text: str, language: str) -> Marks:
    found, long = list(_phrases(text, language)), []
    taken = [(one.start, one.end) for one in found]
    for sentence in _SENTENCE.finditer(text):
        words = list(WORD.finditer(text, *sentence.span()))
        if len(words) > LONGEST_SENTENCE[language]:
            start, end = words[0].start(), sentence.end()
            long.append(LongSentence(start, end, len(words)))
        for number, word in enumerate(words):
            inside = any(a <= word.start() < b for a, b in taken)
            plainer = None if inside else _hard(word.group(), number == 0, language)
            if plainer is not None:
                found.append(HardWord(word.start(), word.end(), plainer))
    found.sort(key=lambda one: one.start)
    return Marks(tuple(found), tuple(long))


def _phrases(text: str, language: str) -> list[HardWord]:
    lexicon = _lexicon(language)
    return [
        HardWord(one.start(), one.end(), lexicon.plainer[one.group().lower()])
        for one in lexicon.phrases.finditer(text)
    ]


@lru_cache(maxsize=4096)
def _hard(word: str, first: bool, language: str) -> str | None:
    """The plainer word, empty where none is known; None for a word that is easy."""
    lexicon = _lexicon(language)
    forms = _forms(word.lower(), language)
    for form in forms:
        if form in lexicon.plainer:
            return lexicon.plainer[form]
    named = word[:1].isupper() and not (first and _NO_NAME.search(word))
    if named or any(form in lexicon.common for form in forms):
        return None
    parts = re.split("[-'’]", word)
    longest = max(map(_SYLLABLES[language], parts))
    return "" if longest >= _LONG_WORD[language] else None


def _forms(word: str, language: str) -> list[str]:
    """The word and what it may be an inflection of."""
    return [word] + [
        word[: -len(ending)] + instead
        for ending, instead in _ENDINGS[language]
        if word.endswith(ending) and len(word) > len(ending) + 2
    ]


@cache
def _lexicon(language: str) -> Lexicon:
    data = json.loads(resource_bytes("reading", f"{language}.json"))
    plainer: dict[str, str] = data["plainer"]
    several = sorted(filter(lambda words: " " in words, plainer), key=len, reverse=True)
    phrases = "|".join(map(re.escape, several))
    pattern = re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)
    return Lexicon(plainer, frozenset(data["common"]), pattern)
