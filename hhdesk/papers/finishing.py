"""The last step of a PDF: structure tree, language, title, fixed dates."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from hhdesk.papers.tagging import Content, Element, Link

PRODUCER = "hhdesk"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class About:
    """What a PDF says of itself. The title carries no name: file managers show it."""

    title: str
    language: str
    day: date


def finish(pdf: bytes, structure: Element, about: About) -> bytes:
    """The same pages with everything else a reader program wants to know.

    The same input gives the same bytes.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        _Tree(document).write(structure)
        _describe(document, about)
        saved = io.BytesIO()
        document.save(
            saved,
            compress_streams=True,
            deterministic_id=True,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return saved.getvalue()


def _describe(document: pikepdf.Pdf, about: About) -> None:
    root, day = document.Root, about.day
    root.Lang = String(about.language)
    root.MarkInfo = Dictionary(Marked=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    packet = _XMP.format(
        title=escape(about.title),
        language=escape(about.language),
        producer=PRODUCER,
        day=day.isoformat(),
    )
    metadata = document.make_stream(packet.encode("utf-8"))
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    root.Metadata = metadata
    stamp = String(f"D:{day:%Y%m%d}000000Z")
    document.trailer.Info = document.make_indirect(
        Dictionary(
            Title=String(about.title),
            Producer=String(PRODUCER),
            CreationDate=stamp,
            ModDate=stamp,
        )
    )


class _Tree:
    """Writes a structure tree and the way back from content to it."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self._document = document
        self._pages = list(document.pages)
        self._parents: list[dict[int, Any]] = [{} for _ in self._pages]
        self._links: list[Any] = []

    def write(self, structure: Element) -> None:
        root = self._document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = self._element(structure, root)
        numbers = Array()
        for number, (page, parents) in enumerate(
            zip(self._pages, self._parents, strict=True)
        ):
            page.Tabs = Name.S
            page.StructParents = number
            numbers.append(number)
            numbers.append(Array([parents[i] for i in range(len(parents))]))
        for number, element in enumerate(self._links, len(self._pages)):
            numbers.append(number)
            numbers.append(element)
        root.ParentTree = self._document.make_indirect(Dictionary(Nums=numbers))
        root.ParentTreeNextKey = len(self._pages) + len(self._links)
        self._document.Root.StructTreeRoot = root

    def _element(self, element: Element, parent: Any) -> Any:
        entries: dict[str, Any] = {"/S": Name(f"/{element.tag}"), "/P": parent}
        if element.language:
            entries["/Lang"] = String(element.language)
        if element.alternative:
            entries["/Alt"] = String(element.alternative)
        if element.heads:
            entries["/A"] = Dictionary(O=Name.Table, Scope=Name(f"/{element.heads}"))
        if element.numbering:
            style = Name(f"/{element.numbering}")
            entries["/A"] = Dictionary(O=Name.List, ListNumbering=style)
        written = self._document.make_indirect(Dictionary(entries))
        children = [
            self._child(child, written)
            for child in element.children
            if not (isinstance(child, Element) and child.is_empty)
        ]
        written.K = children[0] if len(children) == 1 else Array(children)
        return written

    def _child(self, child: Element | Content | Link, parent: Any) -> Any:
        if isinstance(child, Element):
            return self._element(child, parent)
        if isinstance(child, Content):
            return self._content(child, parent)
        return self._link(child, parent)

    def _content(self, content: Content, parent: Any) -> Any:
        self._parents[content.page][content.number] = parent
        page = self._pages[content.page].obj
        if "/Pg" not in parent:
            parent.Pg = page
        if parent.Pg.objgen == page.objgen:
            return content.number
        return Dictionary(Type=Name.MCR, Pg=page, MCID=content.number)

    def _link(self, link: Link, parent: Any) -> Any:
        page = self._pages[link.page]
        annotation = page.Annots[link.place]
        annotation.StructParent = len(self._pages) + len(self._links)
        annotation.Contents = String(link.words)
        self._links.append(parent)
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page.obj)
