"""Reads a finished PDF and says what a tagged paper must have and this one has not.

Machine checks after ISO 14289-1 and ISO 32000; they judge structure, not meaning, and
claim no conformance.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary

from hhdesk.papers.lint_structure import PageContent, Structure

_PAINTS = frozenset(
    ["Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh"]
)


def faults(pdf: bytes) -> list[str]:
    """One line a fault; empty for a paper that is in order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [*_catalogue(document)]
        used: PageContent = {}
        if "/StructTreeRoot" in document.Root:
            structure = Structure(document)
            found += structure.faults()
            used = structure.used
        for number, page in enumerate(document.pages, 1):
            on_page = used.get(page.obj.objgen, set())
            found += [f"page {number}: {one}" for one in _page(page, on_page)]
    return sorted(set(found))


def _catalogue(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    if not root.get("/MarkInfo", Dictionary()).get("/Marked"):
        yield "the document does not say that it is tagged"
    if not root.get("/Lang"):
        yield "the document has no language"
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle"):
        yield "the document does not show its title"
    if "/StructTreeRoot" not in root:
        yield "the document has no structure"
    if not document.docinfo.get("/Title"):
        yield "the document has no title"
    with document.open_metadata() as metadata:
        if not metadata.get("dc:title"):
            yield "the metadata have no title"
        elif str(metadata["dc:title"]) != str(document.docinfo.get("/Title", "")):
            yield "the document has two titles"
    yield from _bookmarks(document)


def _bookmarks(document: pikepdf.Pdf) -> Iterator[str]:
    """The outline names the document's parts, and each entry leads to a page."""
    with document.open_outline() as outline:
        entries = list(outline.root)
        if not entries:
            yield "the document has no bookmarks"
        while entries:
            entry = entries.pop()
            if not str(entry.title).strip():
                yield "a bookmark has no words"
            if entry.destination is None and entry.action is None:
                yield "a bookmark leads nowhere"
            entries += entry.children


def _page(page: pikepdf.Page, used: set[int]) -> Iterator[str]:
    if page.get("/Tabs") != "/S":
        yield "the tab order is not the structure's"
    marks: list[str] = []
    numbers: set[int] = set()
    fonts: set[str] = set()
    font = ""
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name in ("BDC", "BMC"):
            marks.append(_mark(operands, numbers))
        elif name == "EMC":
            marks.pop()
        elif name == "Tf":
            font = str(operands[0])
        elif name in _PAINTS:
            yield from _painted(name, marks)
            if name in ("Tj", "TJ"):
                fonts.add(font)
    if marks:
        yield "marked content that does not end"
    if numbers != used:
        yield "marked content and structure do not agree"
    named = page.Resources.get("/Font", Dictionary())
    for resource in sorted(fonts | set(named.keys())):
        yield from _font(named.get(resource))


def _mark(operands: Any, numbers: set[int]) -> str:
    if str(operands[0]) == "/Artifact":
        return "artifact"
    entries = operands[1] if len(operands) > 1 else None
    if isinstance(entries, Dictionary) and "/MCID" in entries:
        numbers.add(int(entries.MCID))
        return "content"
    return "span"


def _painted(name: str, marks: list[str]) -> Iterator[str]:
    content, artifact = "content" in marks, "artifact" in marks
    if not content and not artifact:
        yield f"{name} is neither content nor decoration"
    if content and artifact:
        yield f"{name} is both content and decoration"


def _font(font: Any) -> Iterator[str]:
    if font is None:
        yield "a font is missing"
        return
    if "/ToUnicode" not in font:
        yield f"{font.BaseFont} does not say its text"
    descendants = font.get("/DescendantFonts", [font])
    if "/FontFile2" not in descendants[0].get("/FontDescriptor", {}):
        yield f"{font.BaseFont} is not embedded"
