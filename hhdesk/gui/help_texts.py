"""The guide inside the program: topics, one file each a language, and finding them.

A file has a title (`# `), headings (`## `), points (`- `), steps (`1. `), paragraphs;
blank lines part them. Nothing else is markup: it is shown as plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from hhdesk import assets
from hhdesk.care import search_words

TOPICS = (
    "find",
    "today",
    "plan",
    "referral",
    "appointments",
    "contacts",
    "family",
    "hospital",
    "consents",
    "enrollment",
    "questions",
    "history",
    "papers",
    "drafts",
    "roster",
)
"""The files' names, in the order in which they are listed."""

_STEP = re.compile(r"(\d+)\. +(.*)")


class BlockKind(Enum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    POINT = "point"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Block:
    """`mark` is a step's number."""

    kind: BlockKind
    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    id: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def words(self) -> str:
        """All of it, as it is searched."""
        whole = " ".join((self.title, *(block.text for block in self.blocks)))
        return f" {search_words.fold(whole)}"


@cache
def topics(language: str) -> tuple[Topic, ...]:
    """The guide in a language."""
    return tuple(
        parsed(name, assets.resource_bytes("help", language, f"{name}.md").decode())
        for name in TOPICS
    )


def found(guide: Sequence[Topic], text: str) -> list[Topic]:
    """The topics in which each typed word begins a word; in whose title, first."""
    sought = [f" {word}" for word in search_words.fold(text).split()]
    has = [topic for topic in guide if all(word in topic.words for word in sought)]
    return sorted(has, key=lambda topic: not _in_title(topic, sought))


def _in_title(topic: Topic, sought: Sequence[str]) -> bool:
    title = f" {search_words.fold(topic.title)}"
    return all(word in title for word in sought)


def parsed(name: str, text: str) -> Topic:
    """A file's text taken apart."""
    first, _, rest = text.strip().partition("\n")
    return Topic(name, first.removeprefix("# ").strip(), tuple(_blocks(rest)))


def _blocks(text: str) -> Iterator[Block]:
    for part in re.split(r"\n\s*\n", text):
        for line in _joined(part):
            if line.startswith("## "):
                yield Block(BlockKind.HEADING, line[3:])
            elif line.startswith("- "):
                yield Block(BlockKind.POINT, line[2:])
            elif step := _STEP.fullmatch(line):
                yield Block(BlockKind.STEP, step[2], f"{step[1]}.")
            else:
                yield Block(BlockKind.PARAGRAPH, line)


def _joined(part: str) -> list[str]:
    """Lines that go on belong to the point, step or paragraph above them."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, part.splitlines())):
        begins = line.startswith(("- ", "## ")) or _STEP.fullmatch(line)
        if begins or not lines:
            lines.append(line)
        else:
            lines[-1] += f" {line}"
    return lines
