"""The bundled font faces: what each can print, and which serve a language."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import uharfbuzz as hb

from hhdesk.assets import resource_bytes

REGULAR = 400
BOLD = 700


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One TrueType file, opened once a process. Ascent and descent are per em.

    `languages` are those it serves before any other face.
    """

    name: str
    weight: int
    languages: tuple[str, ...]
    font: Any
    units: int
    ascent: float
    descent: float
    characters: frozenset[int]
    _advances: dict[int, int] = field(default_factory=dict)
    _nominal: dict[int, int | None] = field(default_factory=dict)

    def advance(self, glyph: int) -> int:
        """The glyph's own width in font units, before any kerning."""
        known = self._advances.get(glyph)
        if known is None:
            known = self._advances[glyph] = self.font.get_glyph_h_advance(glyph)
        return known

    def glyph_of(self, character: str) -> int | None:
        """The glyph that the character has without any layout rule."""
        code = ord(character)
        if code not in self._nominal:
            self._nominal[code] = self.font.get_nominal_glyph(code)
        return self._nominal[code]


@dataclass(frozen=True, slots=True)
class Fonts:
    """The faces to try for one language, the first that has a character prints it."""

    regular: tuple[Face, ...]
    bold: tuple[Face, ...]


def open_face(
    name: str, data: bytes, weight: int = REGULAR, languages: tuple[str, ...] = ()
) -> Face:
    """Only outlines of the `glyf` kind can be embedded as papers do it."""
    face = hb.Face(data)
    if "glyf" not in face.table_tags:
        raise ValueError(f"{name} has no TrueType outlines")
    font = hb.Font(face)
    extents = font.get_font_extents("ltr")
    return Face(
        name,
        weight,
        languages,
        font,
        face.upem,
        extents.ascender / face.upem,
        extents.descender / face.upem,
        frozenset(face.unicodes),
    )


@cache
def bundled_faces() -> tuple[Face, ...]:
    """All faces of the manifest, in its order."""
    manifest = json.loads(resource_bytes("fonts", "manifest.json"))
    return tuple(
        open_face(
            entry["file"].removesuffix(".ttf"),
            resource_bytes("fonts", entry["file"]),
            entry["weight"],
            tuple(entry["languages"]),
        )
        for entry in manifest
    )


@cache
def fonts_for(language: str) -> Fonts:
    """The language's own faces first, then those that help any language."""
    faces = sorted(bundled_faces(), key=lambda face: language not in face.languages)
    regular = tuple(face for face in faces if face.weight == REGULAR)
    bold = tuple(face for face in faces if face.weight == BOLD)
    # Signs have one weight: bold text borrows them.
    return Fonts(regular, bold + regular)
