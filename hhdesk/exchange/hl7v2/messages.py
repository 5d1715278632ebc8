"""HL7 v2.x messages out of a file's bytes: segments, fields, components.

Senders differ in what the standard fixes: lines end with LF, files begin with a byte
order mark, several messages stand in one file, frames of the network are left in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hhdesk.errors import BrokenInput
from hhdesk.i18n import N_

LARGEST_MESSAGE = 4 * 1024 * 1024
MOST_SEGMENTS = 20_000
_FRAME = re.compile("[\x0b\x1c]")
_HEADER = re.compile(r"MSH[^\w\s]")
_ENVELOPE = ("FHS", "BHS", "BTS", "FTS")
_ESCAPE = re.compile(r"\\([^\\\r]{0,80})\\")

NO_MESSAGE = N_("This is no file of HL7 v2 messages.")
TOO_LARGE = N_("This message is too large.")
BROKEN_HEADER = N_("The message's header is broken.")


@dataclass(frozen=True, slots=True)
class Delimiters:
    """What parts fields, components, repetitions and subcomponents (MSH-1, MSH-2)."""

    field: str = "|"
    component: str = "^"
    repetition: str = "~"
    escape: str = "\\"
    sub: str = "&"


@dataclass(frozen=True, slots=True)
class Segment:
    name: str
    fields: tuple[str, ...]
    """As they stand, by HL7's numbers: 0 is the name."""
    by: Delimiters = field(default=Delimiters())

    def text(self, number: int, component: int = 1, sub: int = 1) -> str:
        """One part of a field's first repetition; empty where it is not there, and
        for the two quotes by which a sender deletes a value."""
        return next(self.all(number, component, sub), "")

    def all(self, number: int, component: int = 1, sub: int = 1) -> Iterator[str]:
        """One part of each repetition of a field."""
        for repetition in self.repetitions(number):
            yield part(repetition, component, sub, self.by)

    def repetitions(self, number: int) -> list[str]:
        if number >= len(self.fields) or not self.fields[number]:
            return []
        return self.fields[number].split(self.by.repetition)


def part(value: str, component: int, sub: int, by: Delimiters) -> str:
    """A component of one repetition, or of that a subcomponent, in plain text."""
    parts = value.split(by.component)
    if component > len(parts):
        return ""
    inner = parts[component - 1].split(by.sub)
    found = inner[sub - 1] if sub <= len(inner) else ""
    return "" if found == '""' else plain(found, by).strip()


def plain(value: str, by: Delimiters) -> str:
    """Without escape sequences (HL7 2.7)."""
    if by.escape != "\\" or "\\" not in value:
        return value
    meant: Mapping[str, str] = {
        "F": by.field,
        "S": by.component,
        "T": by.sub,
        "R": by.repetition,
        "E": by.escape,
        ".br": "\n",
    }

    def read(found: re.Match[str]) -> str:
        code = found[1]
        if code.startswith("X"):
            try:
                return bytes.fromhex(code[1:]).decode("utf-8", "replace")
            except ValueError:
                return ""
        return meant.get(code, "")

    return _ESCAPE.sub(read, value)


@dataclass(frozen=True, slots=True)
class Message:
    segments: tuple[Segment, ...]
    text: str
    """As it came, its segments parted by CR."""

    @property
    def header(self) -> Segment:
        return self.segments[0]

    def first(self, name: str) -> Segment | None:
        return next((one for one in self.segments if one.name == name), None)

    def all(self, name: str) -> Iterator[Segment]:
        return (one for one in self.segments if one.name == name)


def _decoded(data: bytes) -> str:
    """UTF-8, as most say they send; else the Western code page that the others do."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def split(data: bytes) -> list[str]:
    """The messages of a file, each from its header on; raises BrokenInput for a file
    that has none or something else before the first."""
    text = _FRAME.sub("\r", _decoded(data)).replace("\r\n", "\r").replace("\n", "\r")
    found: list[list[str]] = []
    for line in text.split("\r"):
        line = line.strip("\ufeff")
        if not line.strip() or line.startswith(_ENVELOPE):
            continue
        if _HEADER.match(line):
            found.append([])
        elif not found:
            raise BrokenInput(NO_MESSAGE)
        found[-1].append(line)
    if not found:
        raise BrokenInput(NO_MESSAGE)
    return ["\r".join(lines) for lines in found]


def read(text: str) -> Message:
    """One message; raises BrokenInput for a broken header and one that is too large."""
    if len(text) > LARGEST_MESSAGE:
        raise BrokenInput(TOO_LARGE)
    lines = text.split("\r")
    if len(lines) > MOST_SEGMENTS:
        raise BrokenInput(TOO_LARGE)
    by = _delimiters(lines[0])
    return Message(tuple(_segment(line, by) for line in lines), text)


def _delimiters(header: str) -> Delimiters:
    mark = header[3:4]
    if not mark:
        raise BrokenInput(BROKEN_HEADER)
    signs = header[4:].split(mark, 1)[0]
    if len(signs) < 4 or len({mark, *signs[:4]}) != 5:
        raise BrokenInput(BROKEN_HEADER)
    return Delimiters(mark, *tuple(signs[:4]))


def _segment(line: str, by: Delimiters) -> Segment:
    fields = line.split(by.field)
    if fields[0] == "MSH":
        # MSH-1 is the delimiter itself.
        fields.insert(1, by.field)
    return Segment(fields[0].strip(), tuple(fields), by)
