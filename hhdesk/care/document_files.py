"""Files as they come in: what they are by their bytes, never by their name, and how
large they may be."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from hhdesk.care import blobs
from hhdesk.care.documents import LARGEST_FILE
from hhdesk.errors import InvalidField
from hhdesk.i18n import N_

FILE = "file"
"""The field of a form that a file is refused in."""
_PDF_HEAD = 1024
"""A PDF may begin after so many bytes of something else (ISO 32000-1, annex H)."""
_HEIF = (
    b"heic",
    b"heix",
    b"heim",
    b"heis",
    b"hevc",
    b"hevx",
    b"mif1",
    b"msf1",
    b"avif",
)
"""Brands of a telephone's photos (ISO/IEC 23008-12), which nothing here can show."""
_LONGEST_NAME = 200


class FileType(enum.StrEnum):
    """The media type that the bytes show. Only the first four are shown as pages."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    OTHER = "application/octet-stream"

    @property
    def shown(self) -> bool:
        return self is not FileType.OTHER

    @property
    def ending(self) -> str:
        """Of a file's name; nothing that a computer would open by itself."""
        return _ENDINGS[self]


_ENDINGS = {
    FileType.PDF: ".pdf",
    FileType.PNG: ".png",
    FileType.JPEG: ".jpg",
    FileType.TIFF: ".tif",
    FileType.OTHER: ".bin",
}

FILE_TYPE_WORDS = {
    FileType.PDF: N_("PDF"),
    FileType.PNG: N_("Picture"),
    FileType.JPEG: N_("Picture"),
    FileType.TIFF: N_("Scan"),
    FileType.OTHER: N_("File that is kept, not shown"),
}

_HEADS = (
    (b"\x89PNG\r\n\x1a\n", FileType.PNG),
    (b"\xff\xd8\xff", FileType.JPEG),
    (b"II*\x00", FileType.TIFF),
    (b"MM\x00*", FileType.TIFF),
)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file without its bytes, which are kept under their hash."""

    name: str
    type: FileType
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    facts: FileFacts
    content: bytes


def type_of(content: bytes) -> FileType:
    """What the bytes are."""
    for head, kind in _HEADS:
        if content.startswith(head):
            return kind
    return FileType.PDF if b"%PDF-" in content[:_PDF_HEAD] else FileType.OTHER


def received(name: str, content: bytes) -> ReceivedFile:
    """A file that may be kept. Raises InvalidField for an empty or a too large one, and
    for a photo that nobody could look at here."""
    check_size(len(content))
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF:
        raise InvalidField(
            FILE, N_("This photo is HEIC, which cannot be shown. Send it as JPEG.")
        )
    shown = "".join(one for one in name if one.isprintable()).strip()[-_LONGEST_NAME:]
    kind, sha256 = type_of(content), blobs.digest(content)
    return ReceivedFile(FileFacts(shown, kind, len(content), sha256), content)


def check_size(size: int) -> None:
    """Raises InvalidField."""
    if not size:
        raise InvalidField(FILE, N_("This file is empty."))
    if size > LARGEST_FILE:
        raise InvalidField(
            FILE,
            N_("This file is larger than {n} MB. Scan fewer pages at a time."),
            n=LARGEST_FILE // 2**20,
        )
