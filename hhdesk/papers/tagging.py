"""The structure of a paper for those who hear it: headings, paragraphs, rows, pictures.

Elements are built with the paper's blocks; `finishing` writes them into the PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Content(NamedTuple):
    """A piece of marked content, by page (from 0) and its number there."""

    page: int
    number: int


class Link(NamedTuple):
    """An annotation, by page and its place among the page's annotations."""

    page: int
    place: int
    words: str


@dataclass(eq=False, slots=True)
class Element:
    """A structure element. `tag` is one of PDF's standard structure types.

    `alternative` is said in place of a picture; `heads` is a heading cell's scope,
    `numbering` how a list's items are marked.
    """

    tag: str
    language: str = ""
    alternative: str = ""
    heads: str = ""
    numbering: str = ""
    children: list[Element | Content | Link] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was drawn for it or for anything in it."""
        return all(
            isinstance(child, Element) and child.is_empty for child in self.children
        )


class ContentNumbers:
    """Numbers the marked content of each page."""

    def __init__(self) -> None:
        self._next: dict[int, int] = {}

    def mark(self, element: Element, page: int) -> int:
        """Adds a piece of content on the page to the element."""
        number = self._next.get(page, 0)
        self._next[page] = number + 1
        element.children.append(Content(page, number))
        return number
