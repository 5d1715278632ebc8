"""Reads the text back out of a PDF as a reader does: ToUnicode and ActualText."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Dictionary, Name


class Shown(NamedTuple):
    """One shown string: its font without the subset's tag, its size and place."""

    text: str
    font: str
    size: float
    x: float
    y: float


@dataclass
class _Reader:
    """Follows the text operators of one page."""

    fonts: dict[str, tuple[str, dict[int, str]]]
    font: str = ""
    size: float = 0.0
    x: float = 0.0
    y: float = 0.0
    marks: list[Any] = field(default_factory=list)

    def texts(self, page: pikepdf.Page) -> Iterator[tuple[Shown, list[Any]]]:
        for instruction in pikepdf.parse_content_stream(page):
            operands: Any = instruction.operands
            name = str(instruction.operator)
            if name in ("BDC", "BMC"):
                self.marks.append((str(operands[0]), *operands[1:]))
                text = self.actual_text()
                if text is not None:
                    yield self.shown(text), list(self.marks)
            elif name == "EMC":
                self.marks.pop()
            elif name == "BT":
                self.x = self.y = 0.0
            elif name == "Tf":
                self.font, self.size = str(operands[0]), float(operands[1])
            elif name == "Td":
                self.x += float(operands[0])
                self.y += float(operands[1])
            elif name in ("Tj", "TJ") and self.actual_text() is None:
                text = self.decode(operands[0] if name == "TJ" else operands)
                yield self.shown(text), list(self.marks)

    def shown(self, text: str) -> Shown:
        return Shown(text, self.fonts[self.font][0], self.size, self.x, self.y)

    def actual_text(self) -> str | None:
        """What the innermost mark says that its glyphs stand for."""
        entries = self.marks[-1][1:] if self.marks else ()
        if entries and isinstance(entries[0], Dictionary):
            actual = entries[0].get("/ActualText")
            return None if actual is None else str(actual)
        return None

    def decode(self, strings: Any) -> str:
        codes = b"".join(
            bytes(part) for part in strings if isinstance(part, pikepdf.String)
        )
        known = self.fonts[self.font][1]
        return "".join(
            known[int.from_bytes(codes[i : i + 2], "big")]
            for i in range(0, len(codes), 2)
        )


def _to_unicode(font: Any) -> dict[int, str]:
    data = font.ToUnicode.read_bytes().decode("ascii")
    entries = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", data)
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be").replace("\u200b", "")
        for code, text in entries
    }


def _fonts(page: pikepdf.Page) -> dict[str, tuple[str, dict[int, str]]]:
    return {
        name: (str(font.BaseFont).partition("+")[2], _to_unicode(font))
        for name, font in page.Resources.Font.items()
    }


def shown_texts(pdf: bytes) -> list[list[Shown]]:
    """All shown strings of each page, in the order they are drawn."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            [shown for shown, _ in _Reader(_fonts(page)).texts(page)]
            for page in document.pages
        ]


def page_texts(pdf: bytes) -> list[str]:
    """All text of each page, footers too, a line a shown string."""
    return ["\n".join(shown.text for shown in page) for page in shown_texts(pdf)]


class Told(NamedTuple):
    """A paragraph as it is read aloud: its tag, its language, its words."""

    tag: str
    language: str
    text: str


def told(pdf: bytes) -> list[Told]:
    """The paper in the order of its structure; pictures tell their alternative."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        content: dict[tuple[Any, int], str] = {}
        for page in document.pages:
            for shown, marks in _Reader(_fonts(page)).texts(page):
                number = _content_number(marks)
                if number is not None:
                    key = (page.obj.objgen, number)
                    content[key] = content.get(key, "") + shown.text
        return list(_walk(document.Root.StructTreeRoot.K, content))


def _content_number(marks: list[Any]) -> int | None:
    for _, *entries in marks:
        if entries and isinstance(entries[0], Dictionary) and "/MCID" in entries[0]:
            return int(entries[0].MCID)
    return None


def _walk(element: Any, content: dict[tuple[Any, int], str]) -> Iterator[Told]:
    children = element.get("/K")
    if children is None:
        return
    kids = list(children) if isinstance(children, pikepdf.Array) else [children]
    text = ""
    for kid in kids:
        if not isinstance(kid, Dictionary):
            text += content.get((element.Pg.objgen, int(kid)), "")
        elif kid.get("/Type") == Name.MCR:
            text += content.get((kid.Pg.objgen, int(kid.MCID)), "")
    text = str(element.get("/Alt", text))
    if text:
        tag = str(element.S)[1:]
        yield Told(tag, str(element.get("/Lang", "")), text)
    for kid in kids:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from _walk(kid, content)
