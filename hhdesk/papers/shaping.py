"""Text to positioned glyphs: runs of one level, script and face through HarfBuzz.

A paragraph is shaped whole, at no size; `lines` breaks it and `drawing` prints it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import uharfbuzz as hb
from fontTools import unicodedata as scripts

from hhdesk.errors import MissingGlyph
from hhdesk.i18n import N_
from hhdesk.papers import bidi
from hhdesk.papers.bidi_classes import bidi_class
from hhdesk.papers.faces import Face, Fonts, fonts_for

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
# Characters that order, join or control others and leave no mark of their own.
INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
) | frozenset(map(chr, _CONTROLS))
NEWLINES = "\n\r\v\f\x85\u2028\u2029"
SPACES = " \u200b\u3000" + NEWLINES

# Optional ligatures make a word harder to read for some and copy out worse.
_FEATURES = {"liga": False, "clig": False, "dlig": False}

# What a person types cannot turn a phone number or a dose around: overrides order
# nothing here. The other controls of UAX 9 do.
_OVERRIDES = "\u202d\u202e"
_IGNORED = "BN"

# Control codes and line ends go to HarfBuzz as U+200B, which leaves no glyph.
_HIDDEN = dict.fromkeys(_CONTROLS, "\u200b")

_MISSING = N_(
    "This paper cannot be printed: no font has the character {character} ({name})."
)


class Span(NamedTuple):
    """Characters from `start` up to `end` are bold."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Characters of one level, script and face, with their glyphs from left to right.

    A glyph's key is its id and the text it stands for, empty where an earlier glyph
    of the cluster stands for it. `kerns` is what a glyph's advance has beyond its own
    width, `offsets` how far it is moved, None if none is; both in font units. `plain`
    promises one glyph a cluster, in reading order.
    """

    start: int
    end: int
    level: int
    script: str
    face: Face
    keys: list[tuple[int, str]]
    clusters: list[int]
    advances: list[int]
    kerns: list[int]
    offsets: list[tuple[int, int]] | None
    plain: bool
    infos: list[Any]

    def is_unsafe(self, index: int) -> bool:
        """Whether a line broken before this glyph has to be shaped anew."""
        return bool(self.infos[index].flags & hb.GlyphFlags.UNSAFE_TO_BREAK)


@dataclass(frozen=True, slots=True, eq=False)
class Shaped:
    """A shaped paragraph. `reach[i]` is the width of the first `i` characters in em."""

    text: str
    language: str
    order: bidi.Order
    runs: tuple[Run, ...]
    reach: Sequence[float]
    ascent: float
    descent: float

    @property
    def right_to_left(self) -> bool:
        return bool(self.order.base & 1)


class _Piece(NamedTuple):
    start: int
    end: int
    level: int
    script: str
    face: Face


@lru_cache(maxsize=2048)
def shape(
    text: str,
    language: str,
    bold: tuple[Span, ...] = (),
    right_to_left: bool = False,
    fonts: Fonts | None = None,
) -> Shaped:
    """Raises MissingGlyph for a character that none of the faces can print."""
    text = text.replace("\t", " ")
    faces = fonts or fonts_for(language)
    order = _order(text, right_to_left)
    runs = tuple(
        _run(text, language, piece)
        for piece in _pieces(text, bold, faces, _level_list(order))
    )
    advances = [0.0] * len(text)
    for run in runs:
        for cluster, advance in zip(run.clusters, run.advances, strict=True):
            advances[cluster] += advance / run.face.units
    # Signs from another face do not make a line higher.
    used = {faces.regular[0]} | {run.face for run in runs if run.face.languages}
    return Shaped(
        text,
        language,
        order,
        runs,
        list(accumulate(advances, initial=0.0)),
        max(face.ascent for face in used),
        min(face.descent for face in used),
    )


def reshape(shaped: Shaped, run: Run, start: int, end: int) -> Run:
    """A part of a run, shaped anew where cutting its glyphs would show."""
    piece = _Piece(start, end, run.level, run.script, run.face)
    return _run(shaped.text, shaped.language, piece)


def _order(text: str, right_to_left: bool) -> bidi.Order:
    if not right_to_left and (text.isascii() or max(text) < "\u0590"):
        return bidi.Order(0, [0] * len(text), ())
    classes = [_IGNORED if c in _OVERRIDES else bidi_class(c) for c in text]
    return bidi.resolve(text, int(right_to_left), classes)


def _level_list(order: bidi.Order) -> list[int]:
    """What X9 removes takes the level of what stands before it."""
    levels, last = [], order.base
    for level in order.levels:
        last = last if level is None else level
        levels.append(last)
    return levels


def _pieces(
    text: str, bold: tuple[Span, ...], fonts: Fonts, levels: Sequence[int]
) -> list[_Piece]:
    """Cuts the text where level, script or face changes."""
    faces = _face_list(text, bold, fonts)
    script = _script_list(text)
    pieces, start = [], 0
    for i in range(1, len(text) + 1):
        if i == len(text) or not (
            faces[i] is faces[start]
            and levels[i] == levels[start]
            and script[i] == script[start]
        ):
            pieces.append(_Piece(start, i, levels[start], script[start], faces[start]))
            start = i
    return pieces


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    return str(scripts.script(character))


def _script_list(text: str) -> list[str]:
    """Signs and spaces belong to the script before them, at the start to the next."""
    if text.isascii():
        return ["Latn"] * len(text)
    found, last = [], ""
    for character in text:
        script = _script(character)
        if script not in ("Zyyy", "Zinh", "Zzzz"):
            last = script
        found.append(last)
    first = next(filter(None, found), "Latn")
    return [script or first for script in found]


def _face_list(text: str, bold: tuple[Span, ...], fonts: Fonts) -> list[Face]:
    faces = _choose(text, 0, len(text), fonts.regular)
    for span in bold:
        faces[span.start : span.end] = _choose(text, span.start, span.end, fonts.bold)
    return faces


def _choose(text: str, start: int, end: int, faces: Sequence[Face]) -> list[Face]:
    """A face for each character; a mark goes with its base, a sign stays if it can."""
    first = faces[0]
    part = text[start:end]
    if first.characters.issuperset(map(ord, part)):
        return [first] * len(part)
    chosen: list[Face] = []
    for i, character in enumerate(part):
        if character in INVISIBLE:
            chosen.append(chosen[-1] if chosen else first)
        elif chosen and unicodedata.category(character).startswith("M"):
            _join_mark(part, i, chosen, faces)
        else:
            chosen.append(_face_of(character, chosen[-1] if chosen else first, faces))
    return chosen


def _join_mark(part: str, i: int, chosen: list[Face], faces: Sequence[Face]) -> None:
    base = i - 1
    while base and unicodedata.category(part[base]).startswith("M"):
        base -= 1
    cluster = part[base : i + 1]
    for face in (chosen[-1], *faces):
        if _covers(face, cluster):
            chosen[base:] = [face] * (i + 1 - base)
            return
    raise _missing(part[i])


def _covers(face: Face, cluster: str) -> bool:
    """HarfBuzz composes and decomposes as the face needs it."""
    forms = (
        cluster,
        *(unicodedata.normalize(form, cluster) for form in ("NFC", "NFD")),
    )
    return any(
        all(c in INVISIBLE or ord(c) in face.characters for c in form) for form in forms
    )


def _face_of(character: str, last: Face, faces: Sequence[Face]) -> Face:
    stays = unicodedata.category(character)[0] in "PZ"
    for face in (last, *faces) if stays else faces:
        if _covers(face, character):
            return face
    if unicodedata.category(character) == "Zs":
        return last  # HarfBuzz makes a rare space from the common one
    raise _missing(character)


def _missing(character: str) -> MissingGlyph:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    shown = character if name else "?"
    return MissingGlyph(_MISSING, character=shown, name=f"{code} {name}".strip())


def _run(text: str, language: str, piece: _Piece) -> Run:
    infos, positions = _harfbuzz(text, language, piece)
    ids = [info.codepoint for info in infos]
    clusters = [info.cluster for info in infos]
    if 0 in ids:
        raise _missing(text[clusters[ids.index(0)]])
    advances = [position.x_advance for position in positions]
    offsets = [(position.x_offset, position.y_offset) for position in positions]
    widths = map(piece.face.advance, ids)
    in_order = clusters == list(range(piece.start, piece.end))
    alone = len(set(clusters)) == len(clusters)
    texts = text[piece.start : piece.end] if in_order else _texts(text, clusters, piece)
    return Run(
        *piece,
        keys=list(zip(ids, texts, strict=True)),
        clusters=clusters,
        advances=advances,
        kerns=[
            advance - width for advance, width in zip(advances, widths, strict=True)
        ],
        offsets=offsets if any(map(any, offsets)) else None,
        plain=alone and not piece.level & 1,
        infos=infos,
    )


def _harfbuzz(text: str, language: str, piece: _Piece) -> tuple[list[Any], list[Any]]:
    """Glyph infos and positions, as uharfbuzz has them."""
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    hidden = text if text.isprintable() else text.translate(_HIDDEN)
    buffer.add_str(hidden, piece.start, piece.end - piece.start)
    buffer.script, buffer.language = piece.script, language
    buffer.direction = "rtl" if piece.level & 1 else "ltr"
    hb.shape(piece.face.font, buffer, _FEATURES)
    return buffer.glyph_infos, buffer.glyph_positions


def _texts(text: str, clusters: list[int], piece: _Piece) -> list[str]:
    """What each glyph stands for; the first of a cluster stands for all of it."""
    starts = sorted(set(clusters))
    cluster_text = {
        start: "".join(c for c in text[start:end] if c not in INVISIBLE)
        for start, end in pairwise((*starts, piece.end))
    }
    return [cluster_text.pop(cluster, "") for cluster in clusters]
