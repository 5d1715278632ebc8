"""What became of the messages of an import."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hhdesk.i18n import ngettext


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One refusal: the file, the message's number in it from 1 (0: the whole file)."""

    file: str
    number: int
    why: str


@dataclass(frozen=True, slots=True)
class AdtReport:
    """`others` counts the messages that are about no stay, by what they call
    themselves."""

    files: int
    messages: int
    applied: int
    no_stay: int
    waiting: int
    known: int
    others: tuple[tuple[str, int], ...]
    refused: tuple[RefusedRow, ...]
    stopped: bool = False

    def lines(self) -> Iterator[str]:
        count = self.messages
        yield ngettext("{n} message", "{n} messages", count).format(n=count)
        for words, number in (
            ("put into stays", self.applied),
            ("about no stay", self.no_stay),
            ("wait in the matching list", self.waiting),
            ("here already", self.known),
        ):
            yield f"  {words}: {number}"
        for kind, number in self.others:
            yield f"  not read, {kind}: {number}"
        for one in self.refused:
            place = f"{one.file} #{one.number}" if one.number else one.file
            yield f"refused: {place}: {one.why}"
