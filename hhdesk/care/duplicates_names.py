"""How alike two names are, part by part, and in what."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from hhdesk.care import duplicates_nicknames, search_words
from hhdesk.care.duplicates_sounds import bones, sound
from hhdesk.care.person import Name

# fmt: off
_PARTICLES = frozenset((
    "de", "del", "la", "las", "los", "y", "e", "da", "do", "dos", "das", "van", "von",
    "der", "al", "el",
))
# fmt: on
_ONE_ERROR, _TWO_ERRORS = 4, 8
"""From these lengths on so many typing errors are forgiven."""


class Alike(enum.IntEnum):
    """The higher, the more alike."""

    OTHER = 0
    UNSAID = 1
    HALF = 2
    """Of several words of each, some are the same."""
    PART = 3
    """All words of the shorter one."""
    SHORT = 4
    SPELLED = 5
    SOUNDS = 6
    SAME = 7

    @property
    def near(self) -> bool:
        """Whether it may be the same part of a name."""
        return self >= Alike.PART


class NamesAlike(NamedTuple):
    given: Alike
    surname: Alike
    swapped: bool = False
    """Given name and surname stand the other way round."""


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a name; one entry is compared with many members."""
    return tuple(search_words.words(text))


@lru_cache(maxsize=65_536)
def word_alike(one: str, other: str) -> Alike:
    """Two folded words."""
    if one == other:
        return Alike.SAME
    if duplicates_nicknames.may_be(one, other):
        return Alike.SHORT
    if min(len(one), len(other)) == 1:
        return Alike.PART if one[0] == other[0] else Alike.OTHER
    if _is_his_and_hers(one, other):
        return Alike.OTHER
    if _sound_alike(one, other):
        return Alike.SOUNDS
    most = _most_errors(min(len(one), len(other)))
    if most and OSA.distance(one, other, score_cutoff=most) <= most:
        return Alike.SPELLED
    return Alike.OTHER


def _most_errors(letters: int) -> int:
    return (letters >= _ONE_ERROR) + (letters >= _TWO_ERRORS)


def _is_his_and_hers(one: str, other: str) -> bool:
    """Fernando and Fernanda, Daniel and Daniela are brother and sister."""
    short, long = sorted((one, other), key=len)
    return long == short + "a" or (
        one[:-1] == other[:-1] and {one[-1], other[-1]} == {"a", "o"}
    )


def _sound_alike(one: str, other: str) -> bool:
    heard, also = sound(one), sound(other)
    if heard == also:
        return True
    most = max(min(len(heard), len(also)) // 3, 1)
    return (
        len(heard) >= _ONE_ERROR <= len(also)
        and bones(one) == bones(other)
        and OSA.distance(heard, also, score_cutoff=most) <= most
        and not _is_his_and_hers(heard, also)
    )


def _bags(one: Sequence[str], other: Sequence[str]) -> Alike:
    """Two parts of names, word by word, in any order."""
    if not one or not other:
        return Alike.UNSAID
    joined, also = "".join(one), "".join(other)
    if joined == also:
        return Alike.SAME
    short, long = sorted((one, other), key=len)
    left, found = list(long), []
    for word in short:
        alike, best = max((word_alike(word, known), known) for known in left)
        found.append(alike)
        if alike.near:
            left.remove(best)
        if not left:
            break
    matched = [alike for alike in found if alike.near]
    if len(matched) == len(short):
        return min(matched) if len(short) == len(long) else Alike.PART
    if len(one) != len(other) and OSA.distance(joined, also, score_cutoff=1) <= 1:
        return Alike.SPELLED
    return Alike.HALF if matched else Alike.OTHER


def _given(one: Name, other: Name) -> Alike:
    """Given names; two that share one of several words each are sisters' names."""
    alike = _bags(words(one.given), words(other.given))
    for nickname, name in ((one.nickname, other), (other.nickname, one)):
        called = words(nickname)
        if alike < Alike.PART and called:
            known = [*words(name.given)[:1], *words(name.nickname)]
            if any(word_alike(called[0], word).near for word in known):
                alike = Alike.SHORT
    return Alike.OTHER if alike is Alike.HALF else alike


def _surnames(name: Name) -> list[str]:
    found = _whole_surnames(name)
    return [word for word in found if word not in _PARTICLES] or found


def _whole_surnames(name: Name) -> list[str]:
    return [*words(name.first_surname), *words(name.second_surname)]


def _surname(one: Name, other: Name) -> Alike:
    """Surnames; "de la Cruz" may be written as one word."""
    written = _bags(_whole_surnames(one), _whole_surnames(other))
    return max(written, _bags(_surnames(one), _surnames(other)))


def compare(one: Name, other: Name) -> NamesAlike:
    """Two names as they were entered, perhaps in another order."""
    if _is_whole(one) or _is_whole(other):
        return _compare_whole(one, other)
    straight = NamesAlike(_given(one, other), _surname(one, other))
    if straight.given.near and straight.surname.near:
        return straight
    crossed = NamesAlike(
        _bags(words(one.given), _surnames(other)),
        _bags(_surnames(one), words(other.given)),
        swapped=True,
    )
    return crossed if crossed.given.near and crossed.surname.near else straight


def _is_whole(name: Name) -> bool:
    return not words(name.given + " " + name.first_surname) and bool(name.as_given)


def _compare_whole(one: Name, other: Name) -> NamesAlike:
    """Where nobody has said which part is which."""
    mine, theirs = (
        [word for word in words(name.full) if word not in _PARTICLES]
        for name in (one, other)
    )
    alike = _bags(mine, theirs)
    if min(len(mine), len(theirs)) < 2 and alike.near:
        return NamesAlike(Alike.UNSAID, alike)
    if alike is Alike.HALF:
        return NamesAlike(Alike.OTHER, Alike.PART)
    return NamesAlike(alike, alike)
