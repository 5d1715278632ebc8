"""The text of a roster's bytes: its encoding, and what is no text at all."""

from __future__ import annotations

import re

from hhdesk.errors import BrokenInput
from hhdesk.i18n import N_

EMPTY = N_("The file is empty.")
NOT_TEXT = N_("This is no text file.")
WORKBOOK = N_(
    "This is an Excel workbook. Open it in Excel, choose “Save as” and “CSV UTF-8”, "
    "and import that file."
)
DAMAGED = N_("Line {line} holds signs that are no text: the file is damaged.")
MIXED = N_(
    "Line {line} has letters of another encoding than the rest. Ask the sender for the "
    "file as UTF-8."
)

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 4096
_FEWEST_ZEROS = 20
"""Of so many bytes of UTF-16 at least one is a zero: signs and line ends have them."""
_LINE_END = re.compile(rb"\r\n|\r|\n")
_UTF8_LETTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH = re.compile(rb"[\x80-\xff]")


def decoded(content: bytes) -> str:
    """A file's text: by its mark, else UTF-8, else UTF-16 by its zeros, else
    Windows-1252, which has the letters of Latin-1.

    Raises BrokenInput for what is no text.
    """
    if content.startswith(_WORKBOOKS):
        raise BrokenInput(WORKBOOK)
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    if encoding:
        return _text(content, encoding)
    if b"\0" in content:
        return _text(content, _without_mark(content))
    try:
        return _text(content, "utf-8")
    except BrokenInput:
        _refuse_mixed(content)
        return _text(content, "cp1252")


def _text(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise BrokenInput(NOT_TEXT) from None
    if "\0" in text:
        raise BrokenInput(NOT_TEXT)
    # A mark may be written twice, or stand where no encoding expects it.
    return text.lstrip("\ufeff")


def _without_mark(content: bytes) -> str:
    """Which UTF-16 it is by where the zeros of its plain letters stand.

    Raises BrokenInput where they stand anywhere.
    """
    sample = content[:_SAMPLE]
    first, second = sample[::2].count(0), sample[1::2].count(0)
    enough = 2 + len(sample) // _FEWEST_ZEROS
    if not first and second > enough:
        return "utf-16-le"
    if not second and first > enough:
        return "utf-16-be"
    line = len(_LINE_END.findall(content[: content.index(0)])) + 1
    raise BrokenInput(DAMAGED, line=line)


def _refuse_mixed(content: bytes) -> None:
    """Some lines UTF-8 and some not: to read it all as one would spoil names."""
    letters = len(_UTF8_LETTER.findall(content))
    rest = _UTF8_LETTER.sub(b"", content)
    if letters < len(_HIGH.findall(rest)):
        return
    for number, line in enumerate(_LINE_END.split(content), 1):
        try:
            line.decode()
        except UnicodeDecodeError:
            raise BrokenInput(MIXED, line=number) from None
