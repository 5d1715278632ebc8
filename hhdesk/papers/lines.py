"""Where lines break: UAX 14, Korean at spaces, and never beyond the width."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from uniseg.graphemecluster import grapheme_cluster_boundaries
from uniseg.linebreak import line_break_boundaries

from hhdesk.papers.isolates import PHONE
from hhdesk.papers.shaping import INVISIBLE, NEWLINES, SPACES, Shaped

SOFT_HYPHEN = "\u00ad"

# uniseg is exact and slow. Where a space stands between characters that carry no rule
# across it, and after a new line, a line always may or must break and neither side
# looks at the other, so each part is judged alone and remembered. Letters of these
# blocks never break inside a word.
_LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0370-\u0373\u1e00-\u1eff"
_SEAM = re.compile(
    rf"(?<=[{_LETTERS}0-9.,;:!?)·] )(?=[{_LETTERS}0-9(¿¡·])|(?<=\n)(?=[^\n])"
)
_WORD = re.compile(rf"[(¿¡]?(?:[{_LETTERS}]+|[0-9]+)[.,;:!?)]* ?|[·]? ?")
_HYPHENED = re.compile(rf"[{_LETTERS}0-9]+(?:-[{_LETTERS}0-9]+)+[.,;:!?)]* ?")
_AFTER_HYPHEN = re.compile(rf"(?<=-)(?=[{_LETTERS}])")
_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7a3]")
_EPSILON = 1e-6


class Line(NamedTuple):
    """Characters from `start` up to `end`; its width in em ends at `shown`."""

    start: int
    shown: int
    end: int
    width: float


def wrap(shaped: Shaped, width: float) -> list[Line]:
    """Lines no wider than `width` em; an empty paragraph is one empty line.

    A unit that is too wide breaks between grapheme clusters; a single cluster that
    is too wide stands alone.
    """
    text = shaped.text
    breaks = _breaks(text, shaped.language)
    shown = [_without_spaces(text, end) for end in breaks]
    reach = [shaped.reach[end] for end in shown]
    hard = [i for i, end in enumerate(breaks) if end and text[end - 1] in NEWLINES]
    lines: list[Line] = []
    start = first = 0
    while start < len(text):
        limit = shaped.reach[start] + width + _EPSILON
        fitting = bisect_right(reach, limit, first) - 1
        fitting = min(fitting, next((i for i in hard if i >= first), len(breaks)))
        if fitting >= first:
            end, visible, first = breaks[fitting], shown[fitting], fitting + 1
        else:
            end = visible = _forced(shaped, start, breaks[first], limit)
        visible = max(visible, start)
        lines.append(
            Line(start, visible, end, shaped.reach[visible] - shaped.reach[start])
        )
        start = end
    return lines or [Line(0, 0, 0, 0.0)]


def _without_spaces(text: str, end: int) -> int:
    while end and (text[end - 1] in SPACES or text[end - 1] in INVISIBLE):
        end -= 1
    return end


def _forced(shaped: Shaped, start: int, end: int, limit: float) -> int:
    """The last grapheme cluster boundary within the limit, at least one cluster."""
    reached = start
    for length in grapheme_cluster_boundaries(shaped.text[start:end]):
        position = start + length
        if length and (reached == start or shaped.reach[position] <= limit):
            reached = position
        elif length:
            break
    return reached


@lru_cache(maxsize=2048)
def _breaks(text: str, language: str) -> list[int]:
    """Ends of the units that lines are made of, the end of the text included."""
    breaks: list[int] = []
    offset = 0
    for part in _SEAM.split(text):
        if _WORD.fullmatch(part):
            breaks.append(offset + len(part))
        else:
            breaks += [offset + end for end in _unit_ends(part)]
        offset += len(part)
    kept_together = {
        inside
        for phone in PHONE.finditer(text)
        for inside in range(phone.start() + 1, phone.end())
    }
    korean = language.partition("-")[0] == "ko"
    return [
        end
        for end in breaks
        if end not in kept_together
        and not (korean and _inside_hangul(text, end))
        and not (text[end - 1 : end] == SOFT_HYPHEN and end < len(text))
    ]


@lru_cache(maxsize=16384)
def _unit_ends(part: str) -> tuple[int, ...]:
    if _HYPHENED.fullmatch(part):
        inner = (found.start() for found in _AFTER_HYPHEN.finditer(part))
        return (*inner, len(part))
    return tuple(line_break_boundaries(part))


def _inside_hangul(text: str, end: int) -> bool:
    """Korean breaks at spaces, as its readers expect of a letter or a form."""
    return (
        end < len(text)
        and text[end - 1] not in SPACES
        and _HANGUL.match(text[end]) is not None
    )
