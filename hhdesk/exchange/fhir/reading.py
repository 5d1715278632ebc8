"""A file's bytes into resources, each with the text it was written in."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hhdesk.errors import BrokenInput
from hhdesk.exchange.fhir.elements import Doubled
from hhdesk.i18n import N_

_SPACE = re.compile(r"[ \t\n\r]*")

EMPTY = N_("The file is empty.")
NOT_UTF8 = N_("The file is not UTF-8 text.")
XML = N_("This is XML, which is not read; ask the source for JSON.")
WEB_PAGE = N_("This is a web page, not FHIR: perhaps the source asked to sign in.")
NOT_JSON = N_("This is not JSON: line {line}, column {column}.")
NOT_FHIR = N_("This is not FHIR: there is no resource in it.")
TOO_DEEP = N_("It is nested too deeply.")
BAD_NUMBER = N_("It holds a number that is no number of JSON.")


@dataclass(frozen=True, slots=True)
class Part:
    """One resource of a file. `number` counts entries or lines from one, and is empty
    in a file that is one resource; `resource` is None for an entry without one."""

    resource: Any
    text: str
    number: str = ""
    full_url: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds: a bundle of some type, or one resource."""

    parts: tuple[Part, ...]
    is_bundle: bool = False
    bundle_type: object = None


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    doubled = Doubled(found)
    names = [name for name, _ in pairs]
    doubled.name = next(name for name in names if names.count(name) > 1)
    return doubled


def _no_number(_text: str) -> None:
    raise BrokenInput(BAD_NUMBER)


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=_no_number)


class _Cursor:
    """Walks through JSON text, so that a value's own text can be kept."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def peek(self) -> str:
        """The next character that is not space; empty at the end."""
        match = _SPACE.match(self.text, self.at)
        assert match
        self.at = match.end()
        return self.text[self.at : self.at + 1]

    def value(self) -> Any:
        found, self.at = _DECODER.raw_decode(self.text, self.at)
        return found

    def take(self, wanted: str) -> str:
        """The next character, one of `wanted`."""
        found = self.peek()
        if not found or found not in wanted:
            raise json.JSONDecodeError("unexpected", self.text, self.at)
        self.at += 1
        return found

    def members(self) -> Iterator[str]:
        """The names of an object; the caller reads each value before the next."""
        self.take("{")
        if self.peek() == "}":
            self.at += 1
            return
        while True:
            if self.peek() != '"':
                raise json.JSONDecodeError("unexpected", self.text, self.at)
            name = self.value()
            self.take(":")
            self.peek()
            yield name
            if self.take(",}") == "}":
                return

    def items(self) -> Iterator[int]:
        """Counts the items of a list; the caller reads each before the next."""
        self.take("[")
        if self.peek() == "]":
            self.at += 1
            return
        count = 0
        while True:
            count += 1
            self.peek()
            yield count
            if self.take(",]") == "]":
                return


def _entry(cursor: _Cursor, number: str) -> Part:
    if cursor.peek() != "{":
        start = cursor.at
        return Part(cursor.value(), cursor.text[start : cursor.at], number)
    resource, text, full_url = None, "", ""
    for name in cursor.members():
        start = cursor.at
        found = cursor.value()
        if name == "resource":
            resource, text = found, cursor.text[start : cursor.at]
        elif name == "fullUrl" and isinstance(found, str):
            full_url = found
    return Part(resource, text, number, full_url)


def _document(text: str, prefix: str = "") -> Document:
    """`prefix` is the number of the entry that a bundle stands in, and a dot."""
    cursor = _Cursor(text)
    if cursor.peek() != "{":
        cursor.value()
        raise BrokenInput(NOT_FHIR)
    head: dict[str, Any] = {}
    parts: list[Part] = []
    for name in cursor.members():
        if name == "entry" and cursor.peek() == "[":
            parts += [_entry(cursor, f"{prefix}{n}") for n in cursor.items()]
        else:
            head[name] = cursor.value()
    if cursor.peek():
        raise json.JSONDecodeError("unexpected", text, cursor.at)
    if head.get("resourceType") == "Bundle":
        return Document(tuple(_flat(parts)), True, head.get("type"))
    if not isinstance(head.get("resourceType"), str):
        raise BrokenInput(NOT_FHIR)
    return Document((Part(_decoded(text), text.strip()),))


def _flat(parts: list[Part]) -> Iterator[Part]:
    """Bundles inside bundles, opened; an inner entry is numbered `3.1`."""
    for part in parts:
        inner = part.resource
        if isinstance(inner, dict) and inner.get("resourceType") == "Bundle":
            yield from _document(part.text, f"{part.number}.").parts
        else:
            yield part


def _decoded(text: str) -> Any:
    cursor = _Cursor(text)
    cursor.peek()
    return cursor.value()


def _known_errors(error: ValueError | RecursionError) -> BrokenInput:
    if isinstance(error, json.JSONDecodeError):
        return BrokenInput(NOT_JSON, line=error.lineno, column=error.colno)
    return BrokenInput(TOO_DEEP if isinstance(error, RecursionError) else BAD_NUMBER)


def _refuse_markup(data: bytes) -> None:
    """XML and web pages, in UTF-8 or UTF-16, with or without a byte order mark."""
    head = data[:256]
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.removeprefix(mark)
    start = head.replace(b"\0", b"").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise BrokenInput(WEB_PAGE)
    if start.startswith(b"<"):
        raise BrokenInput(XML)


def text_of(data: bytes) -> str:
    """A file's text; raises BrokenInput for what cannot be JSON."""
    _refuse_markup(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenInput(NOT_UTF8) from error
    if not text.strip():
        raise BrokenInput(EMPTY)
    return text


def read(data: bytes) -> Document:
    """A JSON file: a bundle's resources, or the one resource that it is.

    Raises BrokenInput with line and column for what is not JSON.
    """
    text = text_of(data)
    try:
        return _document(text)
    except (ValueError, RecursionError) as error:
        raise _known_errors(error) from error


def read_lines(data: bytes) -> list[Part | tuple[str, BrokenInput]]:
    """An NDJSON file: a part a line, or a line's number with what is wrong with it.

    Raises BrokenInput for a file in which no line is a resource.
    """
    found: list[Part | tuple[str, BrokenInput]] = []
    for number, line in enumerate(text_of(data).split("\n"), 1):
        if line.strip():
            found.append(_line(line.strip(), str(number)))
    if not any(isinstance(one, Part) for one in found):
        raise BrokenInput(NOT_FHIR)
    return found


def _line(text: str, number: str) -> Part | tuple[str, BrokenInput]:
    try:
        document = _document(text)
    except BrokenInput as refusal:
        return number, refusal
    except (ValueError, RecursionError) as error:
        return number, _known_errors(error)
    if document.is_bundle:
        return number, BrokenInput(N_("A line of NDJSON holds one resource."))
    return Part(document.parts[0].resource, text, number)
