"""Which words of a line are others than before, as stretches of its characters."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TypeAlias

Spans: TypeAlias = tuple[tuple[int, int], ...]
"""Where a stretch begins and ends, in order, none touching the next."""

_WORD = re.compile(r"\S+")


def changed_words(before: str, after: str) -> tuple[Spans, Spans]:
    """What of the first text is gone, and what of the second is new."""
    old, new = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    _drop_same_ends(old, new)
    matcher = SequenceMatcher(
        None, [one.group() for one in old], [one.group() for one in new], False
    )
    gone, come = [], []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            gone += [(old[i1].start(), old[i2 - 1].end())] if i2 > i1 else []
            come += [(new[j1].start(), new[j2 - 1].end())] if j2 > j1 else []
    return tuple(gone), tuple(come)


def _drop_same_ends(old: list[re.Match[str]], new: list[re.Match[str]]) -> None:
    """Most changes are of a word or two in the middle; looking there alone is quick."""
    while old and new and old[-1].group() == new[-1].group():
        old.pop()
        new.pop()
    same = 0
    for one, other in zip(old, new, strict=False):
        if one.group() != other.group():
            break
        same += 1
    del old[:same], new[:same]
