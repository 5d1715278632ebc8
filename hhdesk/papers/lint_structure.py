"""What a structure tree must be: who may stand in whom, headings, tables, lists,
languages, and the way back from every piece of content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
STANDARD_TAGS = frozenset(
    [
        *("Document", "Part", "Sect", "Div", "P", "Span", "Link", "Figure", "Caption"),
        *("L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody"),
        *("Note", "Quote", *HEADINGS),
    ]
)
_PARENTS = {
    "Document": {""},
    "TR": {"Table", "THead", "TBody"},
    "TH": {"TR"},
    "TD": {"TR"},
    "LI": {"L"},
    "Lbl": {"LI"},
    "LBody": {"LI"},
}
_CHILDREN = {
    "Table": {"TR", "THead", "TBody", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "Caption"},
    "LI": {"Lbl", "LBody"},
}
_SCOPES = {"/Row", "/Column", "/Both"}
_NUMBERINGS = {
    *("/Disc", "/Circle", "/Square", "/Decimal"),
    *("/UpperRoman", "/LowerRoman", "/UpperAlpha", "/LowerAlpha"),
}

PageContent = dict[tuple[int, int], set[int]]


class _Place(NamedTuple):
    """Where an element stands: its parent's tag, and the language from above it."""

    parent: str = ""
    language: str = ""


class Structure:
    """Walks the tree once. `used` is the content of each page that the tree claims."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self._document = document
        self._owners: dict[tuple[tuple[int, int], int], Any] = {}
        self._headings: list[int] = []
        self.used: PageContent = {}

    def faults(self) -> list[str]:
        tree = self._document.Root.StructTreeRoot
        found: list[str] = []
        top = children_of(tree)
        if [str(one.get("/S")) for one in top] != ["/Document"]:
            found.append("the tree is not one Document")
        for child in top:
            found += self._element(child, _Place())
        found += _order(self._headings)
        found += self._way_back()
        return found

    def _element(self, element: Any, place: _Place) -> Iterator[str]:
        tag = str(element.S)[1:]
        own = str(element.get("/Lang", "")).strip()
        # The document's language is no answer: papers speak two.
        language = own or place.language if place.parent else ""
        yield from _of_its_kind(element, tag, place.parent)
        children = children_of(element)
        inner = [one for one in children if isinstance(one, Dictionary) and "/S" in one]
        yield from _of_its_children(element, tag, inner)
        if not children:
            yield f"a {tag} is empty"
        if tag in HEADINGS:
            self._headings.append(int(tag[1]))
        claimed = [one for one in children if not _is_element(one)]
        if (claimed or tag == "Figure") and not language:
            yield f"a {tag} has no language"
        for one in claimed:
            yield from self._claim(element, one)
        for one in inner:
            yield from self._element(one, _Place(tag, language))

    def _claim(self, element: Any, child: Any) -> Iterator[str]:
        if isinstance(child, Dictionary) and child.get("/Type") == Name.OBJR:
            return
        within = isinstance(child, Dictionary)
        page = (child if within else element).get("/Pg")
        if page is None:
            yield "content of no page"
            return
        key = (page.objgen, int(child.MCID if within else child))
        if key in self._owners:
            yield "content that two elements claim"
        self._owners[key] = element.objgen
        self.used.setdefault(key[0], set()).add(key[1])

    def _way_back(self) -> Iterator[str]:
        """Every page and annotation finds its way back to the element it is of."""
        numbers = list(self._document.Root.StructTreeRoot.ParentTree.Nums)
        known = {
            int(number): parents
            for number, parents in zip(numbers[::2], numbers[1::2], strict=True)
        }
        for number, page in enumerate(self._document.pages, 1):
            parents = known.get(int(page.get("/StructParents", -1)))
            if parents is None:
                yield f"page {number}: no way from content to structure"
            else:
                for content, parent in enumerate(parents):
                    owner = self._owners.get((page.obj.objgen, content))
                    if owner != parent.objgen:
                        yield f"page {number}: content leads to another element"
            for annotation in page.get("/Annots", []):
                if annotation.get("/StructParent") not in known:
                    yield f"page {number}: an annotation outside the structure"
                if not annotation.get("/Contents"):
                    yield f"page {number}: an annotation without words"


def children_of(element: Any) -> list[Any]:
    children = element.get("/K")
    if children is None:
        return []
    return list(children) if isinstance(children, Array) else [children]


def _is_element(child: Any) -> bool:
    return isinstance(child, Dictionary) and "/S" in child


def _of_its_kind(element: Any, tag: str, parent: str) -> Iterator[str]:
    if tag not in STANDARD_TAGS:
        yield f"{tag} is no standard structure type"
    if parent not in _PARENTS.get(tag, {parent}):
        yield f"a {tag} stands in a {parent}"
    if tag == "Figure" and not str(element.get("/Alt", "")).strip():
        yield "a Figure has no alternative text"
    attributes = element.get("/A", Dictionary())
    if tag == "TH" and str(attributes.get("/Scope", "")) not in _SCOPES:
        yield "a TH has no scope"
    numbering = str(attributes.get("/ListNumbering", ""))
    if tag == "L" and numbering not in _NUMBERINGS:
        yield "an L does not say how it is numbered"


def _of_its_children(element: Any, tag: str, inner: list[Any]) -> Iterator[str]:
    tags = [str(one.S)[1:] for one in inner]
    for one in sorted(set(tags) - _CHILDREN.get(tag, set(tags))):
        yield f"a {one} stands in a {tag}"
    if tag == "LI" and tags != ["Lbl", "LBody"]:
        yield "an LI is not a label and a body"
    if tag == "Table":
        yield from _table(element)


def _table(table: Any) -> Iterator[str]:
    rows = [
        [str(cell.get("/S", ""))[1:] for cell in children_of(row)]
        for row in _rows(table)
    ]
    if not any("TH" in row for row in rows):
        yield "a Table has no TH"
    if len({len(row) for row in rows}) > 1:
        yield "a Table has rows of several lengths"


def _rows(element: Any) -> Iterator[Any]:
    for child in children_of(element):
        if _is_element(child):
            if child.S == Name.TR:
                yield child
            else:
                yield from _rows(child)


def _order(headings: list[int]) -> Iterator[str]:
    """The first is H1, and none is more than one level below the one before."""
    before = 0
    for level in headings:
        if level > before + 1:
            yield f"an H{level} follows " + (f"an H{before}" if before else "nothing")
        before = level
    if not headings:
        yield "the document has no heading"
