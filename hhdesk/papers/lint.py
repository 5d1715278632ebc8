"""Reads a finished PDF and says what a tagged paper must have and this one has not.

Machine checks after ISO 14289-1 and ISO 32000; they judge structure, not meaning, and
claim no conformance.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

STANDARD_TAGS = frozenset(
    [
        *("Document", "Part", "Sect", "Div", "P", "Span", "Link", "Figure", "Caption"),
        *("H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody"),
        *("Table", "TR", "TH", "TD", "THead", "TBody", "Note", "Quote"),
    ]
)
_PAINTS = frozenset(
    ["Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh"]
)
_PARENTS = {"TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"}}

PageContent = dict[tuple[int, int], set[int]]


def faults(pdf: bytes) -> list[str]:
    """One line a fault; empty for a paper that is in order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [*_catalogue(document)]
        used: PageContent = {}
        if "/StructTreeRoot" in document.Root:
            tree = document.Root.StructTreeRoot
            for child in _children(tree):
                found += _element(child, "", used)
            found += _parents(document)
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


def _children(element: Any) -> list[Any]:
    children = element.get("/K")
    if children is None:
        return []
    return list(children) if isinstance(children, Array) else [children]


def _element(element: Any, parent: str, used: PageContent) -> Iterator[str]:
    tag = str(element.S)[1:]
    if tag not in STANDARD_TAGS:
        yield f"{tag} is no standard structure type"
    if tag == "Figure" and not element.get("/Alt"):
        yield "a Figure has no alternative text"
    if tag == "TH" and not element.get("/A", {}).get("/Scope"):
        yield "a TH has no scope"
    if parent not in _PARENTS.get(tag, {parent}):
        yield f"a {tag} stands in a {parent}"
    children = _children(element)
    if not children:
        yield f"a {tag} is empty"
    for child in children:
        if not isinstance(child, Dictionary):
            used.setdefault(element.Pg.objgen, set()).add(int(child))
        elif child.get("/Type") == Name.MCR:
            used.setdefault(child.Pg.objgen, set()).add(int(child.MCID))
        elif "/S" in child:
            yield from _element(child, tag, used)


def _parents(document: pikepdf.Pdf) -> Iterator[str]:
    """Every page and annotation finds its way back to the structure."""
    numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
    known = {int(number) for number in numbers[::2]}
    for number, page in enumerate(document.pages, 1):
        if page.get("/StructParents") not in known:
            yield f"page {number}: no way from content to structure"
        for annotation in page.get("/Annots", []):
            if annotation.get("/StructParent") not in known:
                yield f"page {number}: an annotation outside the structure"
            if not annotation.get("/Contents"):
                yield f"page {number}: an annotation without words"


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
