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
    matcher = SequenceMatcher(
        None, [one.group() for one in old], [one.group() for one in new], False
    )
    gone, come = [], []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            gone += [(old[i1].start(), old[i2 - 1].end())] if i2 > i1 else []
            come += [(new[j1].start(), new[j2 - 1].end())] if j2 > j1 else []
    return tuple(gone), tuple(come)
