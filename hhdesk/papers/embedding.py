"""Faces inside one PDF: Type0 fonts whose codes say which text they stand for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from hhdesk.papers.faces import BOLD, Face

Key = tuple[int, str]

# What a reader of the PDF needs to draw glyphs; shaping has been done.
_DROPPED_TABLES = (
    b"GSUB",
    b"GPOS",
    b"GDEF",
    b"BASE",
    b"VORG",
    b"vhea",
    b"vmtx",
    b"name",
    b"gasp",
)
_ZERO_WIDTH = "\u200b"
_SYMBOLIC = 4
_CAP_HEIGHT = 0.7
_BLOCK = 100

_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
    "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
    "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
    "1 begincodespacerange <0000> <FFFF> endcodespacerange",
)
_CMAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"


class Codes(dict[Key, str]):
    """A glyph and its text to the hexadecimal code that stands for both."""

    def __missing__(self, key: Key) -> str:
        code = self[key] = f"{len(self) + 1:04X}"
        return code


class EmbeddedFace:
    """One face in one document; reportlab asks `addObjects` when it saves."""

    def __init__(self, face: Face, resource: str) -> None:
        self.face = face
        self.resource = resource
        self.codes = Codes()

    def addObjects(self, document: Any) -> None:  # noqa: N802
        """Reportlab's hook for fonts that are known only when all text is drawn."""
        data, places = self._subset()
        name = pdfdoc.PDFName(f"{_tag(data)}+{self.face.name}")
        font = _dictionary(
            Type=pdfdoc.PDFName("Font"),
            Subtype=pdfdoc.PDFName("Type0"),
            BaseFont=name,
            Encoding=pdfdoc.PDFName("Identity-H"),
            DescendantFonts=pdfdoc.PDFArray(
                [document.Reference(self._descendant(document, name, data, places))]
            ),
            ToUnicode=_stream(document, to_unicode(self.codes)),
        )
        fonts = document.idToObject[pdfdoc.BasicFonts]
        fonts.dict[self.resource] = document.Reference(font)

    def _subset(self) -> tuple[bytes, bytes]:
        """The font file with the glyphs in use, and the CID to glyph map for it."""
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(
            {glyph for glyph, _ in self.codes}
        )
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
            int.from_bytes(tag, "big") for tag in _DROPPED_TABLES
        )
        flags = hb.SubsetFlags
        wanted.flags = flags.NO_LAYOUT_CLOSURE | flags.NO_HINTING | flags.NOTDEF_OUTLINE
        plan = hb.SubsetPlan(self.face.font.face, wanted)
        renumbered = dict(plan.old_to_new_glyph_mapping.items())
        places = b"".join(
            renumbered[glyph].to_bytes(2, "big") for glyph, _ in self.codes
        )
        return bytes(plan.execute().blob.data), b"\0\0" + places

    def _descendant(
        self, document: Any, name: Any, data: bytes, places: bytes
    ) -> pdfdoc.PDFDictionary:
        per_mille = 1000 / self.face.units
        widths = " ".join(
            f"{self.face.advance(glyph) * per_mille:.6g}" for glyph, _ in self.codes
        )
        return _dictionary(
            Type=pdfdoc.PDFName("Font"),
            Subtype=pdfdoc.PDFName("CIDFontType2"),
            BaseFont=name,
            CIDSystemInfo=_dictionary(
                Registry=pdfdoc.PDFString("Adobe"),
                Ordering=pdfdoc.PDFString("Identity"),
                Supplement=0,
            ),
            FontDescriptor=document.Reference(self._descriptor(document, name, data)),
            DW=1000,
            W=f"[1 [{widths}]]",
            CIDToGIDMap=_stream(document, places),
        )

    def _descriptor(self, document: Any, name: Any, data: bytes) -> Any:
        ascent, descent = (
            round(self.face.ascent * 1000),
            round(self.face.descent * 1000),
        )
        return _dictionary(
            Type=pdfdoc.PDFName("FontDescriptor"),
            FontName=name,
            Flags=_SYMBOLIC,
            ItalicAngle=0,
            StemV=120 if self.face.weight >= BOLD else 80,
            FontBBox=pdfdoc.PDFArray([-1000, descent - 300, 2500, ascent + 300]),
            Ascent=ascent,
            Descent=descent,
            CapHeight=round(_CAP_HEIGHT * 1000),
            FontFile2=_stream(document, data, Length1=len(data)),
        )


class EmbeddedFaces:
    """The faces that one document uses, in the order of their first use."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._faces: dict[Face, EmbeddedFace] = {}

    def __getitem__(self, face: Face) -> EmbeddedFace:
        embedded = self._faces.get(face)
        if embedded is None:
            embedded = EmbeddedFace(face, f"F{len(self._faces) + 1}")
            self._faces[face] = embedded
            self._document.delayedFonts.append(embedded)
        return embedded


def to_unicode(keys: Iterable[Key]) -> bytes:
    """The CMap from codes, counted from 1, to the text that each stands for.

    A glyph that stands for nothing of its own gets U+200B: an empty entry makes some
    readers guess.
    """
    entries = [
        f"<{code:04X}> <{(text or _ZERO_WIDTH).encode('utf-16-be').hex().upper()}>"
        for code, (_, text) in enumerate(keys, 1)
    ]
    lines = list(_CMAP_HEAD)
    for start in range(0, len(entries), _BLOCK):
        block = entries[start : start + _BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join((*lines, _CMAP_TAIL)).encode("ascii")


def _tag(data: bytes) -> str:
    """Six letters that differ where subsets differ."""
    value = int.from_bytes(hashlib.sha256(data).digest()[:8], "big")
    letters = []
    for _ in range(6):
        value, letter = divmod(value, 26)
        letters.append(chr(ord("A") + letter))
    return "".join(letters)


def _dictionary(**entries: object) -> Any:
    return pdfdoc.PDFDictionary(entries)


def _stream(document: Any, content: bytes, **entries: object) -> Any:
    stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), content)
    stream.filters = None
    return document.Reference(stream)
