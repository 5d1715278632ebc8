"""How a name sounds, roughly, to Spanish and English ears: for names heard on the phone
and written as they were heard."""

from __future__ import annotations

import re
from functools import lru_cache

_STEPS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        # Beginnings: Ximena and Jimena, Yasmín and Jazmín, Nguyễn and Nuyen.
        (r"^ng(?!h)", "n"),
        (r"^x(?=[aeiou])", "j"),
        (r"^y(?=[aeou])", "j"),
        (r"^w(?=[aeiou])", "gu"),
        (r"^hu(?=[aei])", "gu"),
        (r"^ps", "s"),
        # Letters that are one sound together.
        (r"ph", "f"),
        (r"sch|tch|ch|sh|zh", "x"),
        (r"th", "t"),
        (r"gh(?=[aou])", "g"),
        (r"gh", ""),
        (r"ngh", "ng"),
        (r"nh", "n"),
        (r"ck|cc(?=[aou])", "k"),
        (r"qu(?=[ei])", "k"),
        (r"qu|q", "k"),
        (r"gu(?=[ei])", "g"),
        (r"g(?=[eiy])", "j"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"ll(?=[aeiou])", "y"),
        (r"(?<=[aeiou])x", "ks"),
        (r"[zsç]+", "s"),
        (r"v", "b"),
        (r"w", "u"),
        (r"m(?=[bp])", "n"),
        (r"h", ""),
        # Vowels as they are written for one another.
        (r"ou|oo|uu", "u"),
        (r"ee|ie(?!$)|ij", "i"),
        (r"a[iy]|e[iy]", "e"),
        (r"au|aw", "o"),
        (r"y(?![aeiou])", "i"),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = re.compile(r"(?<!^)[aeiou]")


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """A folded word as it sounds. Words of other scripts stay as they are."""
    if not word.isascii() or not word.isalpha():
        return word
    for pattern, heard in _STEPS:
        word = pattern.sub(heard, word)
    return word


@lru_cache(maxsize=65_536)
def bones(word: str) -> str:
    """The sound without its vowels, but for one at the beginning: "Mohammed" and
    "Muhammad" have the same."""
    heard = sound(word)
    return _VOWELS.sub("", heard) if heard.isascii() else heard
