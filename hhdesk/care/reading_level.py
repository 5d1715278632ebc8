"""How easy a text is to read, by the formulas that exist for its language.

English: Flesch-Kincaid grade. Spanish: Fernandez-Huerta's score and INFLESZ, which is
Szigriszt-Pazos's score with Barrio-Cantalejo's bands. Others are not measurable.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from hhdesk.i18n import N_

GOAL_GRADE = 6.0
"""Papers for families aim at this school grade or below."""

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
"""Made of letters; numbers are no words."""
# A colon or semicolon ends no sentence: the formulas count full stops.
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\n+")


class Ease(enum.StrEnum):
    """INFLESZ's bands, hardest first; Flesch-Kincaid's grades are put beside them."""

    VERY_HARD = "very_hard"
    HARD = "hard"
    NORMAL = "normal"
    FAIRLY_EASY = "fairly_easy"
    EASY = "easy"


EASE_WORDS = {
    Ease.VERY_HARD: N_("Very hard to read"),
    Ease.HARD: N_("Hard to read"),
    Ease.NORMAL: N_("A little hard to read"),
    Ease.FAIRLY_EASY: N_("Easy to read"),
    Ease.EASY: N_("Very easy to read"),
}
NOT_MEASURABLE = N_("Reading level: not measurable in this language")


@dataclass(frozen=True, slots=True)
class ReadingLevel:
    """`formula` names what was measured, `value` is its grade or score."""

    formula: str
    value: float
    ease: Ease

    @property
    def is_easy(self) -> bool:
        """Whether it meets the goal for families."""
        return self.ease in (Ease.EASY, Ease.FAIRLY_EASY)


def reading_level(text: str, language: str) -> ReadingLevel | None:
    """The level of a text; None where no formula exists or there are no words."""
    primary = language.partition("-")[0]
    if not WORD.search(text):
        return None
    if primary == "en":
        grade = flesch_kincaid(text)
        return ReadingLevel("Flesch-Kincaid", grade, _ease_of_grade(grade))
    if primary == "es":
        score = szigriszt_pazos(text)
        return ReadingLevel("INFLESZ", score, _ease_of_inflesz(score))
    return None


def words(text: str) -> list[str]:
    """Words made of letters; numbers are none."""
    return WORD.findall(text)


def sentences(text: str) -> int:
    """Sentences with at least one word; a text without a full stop is one."""
    parts = _SENTENCE_END.split(text)
    return max(1, sum(bool(WORD.search(part)) for part in parts))


def words_a_sentence(text: str) -> float:
    """The mean length of a sentence, which any language has."""
    return len(words(text)) / sentences(text)


def flesch_kincaid(text: str) -> float:
    """US school grade: 0.39 W/S + 11.8 syllables/W - 15.59.

    Kincaid, Fishburne, Rogers, Chissom: Derivation of new readability formulas for
    Navy enlisted personnel. Research Branch Report 8-75, 1975.
    """
    found = words(text)
    syllables = sum(map(english_syllables, found))
    return 0.39 * words_a_sentence(text) + 11.8 * syllables / len(found) - 15.59


def fernandez_huerta(text: str) -> float:
    """Score, 100 easiest: 206.84 - 60 syllables/W - 1.02 W/S.

    J. Fernandez Huerta: Medidas sencillas de lecturabilidad. Consigna 214, 1959.
    """
    found = words(text)
    syllables = sum(map(spanish_syllables, found))
    return 206.84 - 60 * syllables / len(found) - 1.02 * words_a_sentence(text)


def szigriszt_pazos(text: str) -> float:
    """Perspicuity: 206.835 - 62.3 syllables/W - W/S.

    F. Szigriszt Pazos: Sistemas predictivos de legibilidad del mensaje escrito,
    Universidad Complutense de Madrid, 1993. Its bands as INFLESZ: I. M.
    Barrio-Cantalejo and others, Anales del Sistema Sanitario de Navarra 31, 2008.
    """
    found = words(text)
    syllables = sum(map(spanish_syllables, found))
    return 206.835 - 62.3 * syllables / len(found) - words_a_sentence(text)


# Two vowels that are spoken apart: "diet", "radio", "area", "create", "museum".
_HIATUS = re.compile(
    r"(?<![tcsgx])i[ao]|eo(?!us|p)|[^gq]ua|ie[tn]|(?:id|ar)ea|creat|eing|eum|coor[dp]"
)
_IRREGULAR = {"every": 2, "everyone": 3, "everything": 3, "clothes": 1}


@lru_cache(maxsize=4096)
def english_syllables(word: str) -> int:
    """Vowel groups without silent endings: a good guess, as English allows no more."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    if letters in _IRREGULAR:
        return _IRREGULAR[letters]
    if len(letters) <= 3:
        return 1
    stem = re.sub(r"(?:[^laeiouy]|[aeiouy]l)es?$|[^td]ed$", _keep_sound, letters)
    stem = re.sub(r"^y(?=[aeiou])", "", stem)
    count = len(re.findall(r"[aeiouy]+", stem))
    count += len(_HIATUS.findall(stem))
    return max(1, count)


def _keep_sound(ending: re.Match[str]) -> str:
    """Keeps the ending's consonants, and its vowel where it is spoken."""
    text = ending.group()
    if text.endswith("es") and text[0] in "sxzcgh":
        return text
    return text.rstrip("esd") or text[0]


_STRONG = frozenset("aeoáéóíú")


@lru_cache(maxsize=4096)
def spanish_syllables(word: str) -> int:
    """Vowel groups, parted where two strong or accented vowels meet."""
    letters = re.sub(r"(?<=[qg])u(?=[eiéí])", "", word.lower())
    letters = re.sub(r"y$", "i", letters)
    count = 0
    for group in re.findall(r"[aeiouáéíóúü]+", letters):
        pairs = pairwise(group)
        count += 1 + sum(one in _STRONG and other in _STRONG for one, other in pairs)
    return max(1, count)


def _ease_of_inflesz(score: float) -> Ease:
    bands = ((40, Ease.VERY_HARD), (55, Ease.HARD), (65, Ease.NORMAL))
    for limit, ease in (*bands, (80, Ease.FAIRLY_EASY)):
        if score <= limit:
            return ease
    return Ease.EASY


def _ease_of_grade(grade: float) -> Ease:
    """Up to grade 4 very easy, up to the goal easy, then two grades a band."""
    bands = ((4, Ease.EASY), (GOAL_GRADE, Ease.FAIRLY_EASY), (8, Ease.NORMAL))
    for limit, ease in (*bands, (12, Ease.HARD)):
        if grade <= limit:
            return ease
    return Ease.VERY_HARD
