"""Pictures of a document's pages, drawn away from the window's thread.

Nothing but pixels comes of a file: QtPdf runs no scripts and follows no links, pictures
are read from memory in the format that their bytes show, and both are held to a size.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, QSizeF
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtPdf import QPdfDocument

from hhdesk.care.document_files import FileType
from hhdesk.gui.paper_view import on_white
from hhdesk.i18n import N_

LONGEST_SIDE = 6_000
MOST_PIXELS = 16_000_000
"""Of the picture of one page, whatever the page says that it measures."""
_MEGABYTES = 256
_LARGEST_PICTURE = 200_000_000

NOT_SHOWN = N_("Files of this kind are kept as they are and not shown here.")
BROKEN = N_("This file is damaged: its pages cannot be shown.")
LOCKED = N_("This PDF is locked with a password: its pages cannot be shown.")
TOO_LARGE = N_("This picture is too large to be shown.")

_FORMATS = {FileType.PNG: b"png", FileType.JPEG: b"jpeg", FileType.TIFF: b"tiff"}


@dataclass(frozen=True)
class Drawn:
    """A page's picture, or why there is none, as an English sentence to translate."""

    image: QImage | None
    pages: int = 0
    trouble: str = ""


def fitting(page: QSizeF, width: int) -> QSize:
    """How large a page of this shape is drawn for a width in pixels; neither so long
    nor so wide that it would fill the memory."""
    wide, high = max(page.width(), 0.01), max(page.height(), 0.01)
    scale = min(max(width, 1) / wide, LONGEST_SIDE / wide, LONGEST_SIDE / high)
    scale = min(scale, (MOST_PIXELS / (wide * high)) ** 0.5)
    return QSize(max(round(wide * scale), 1), max(round(high * scale), 1))


def draw(content: bytes, kind: FileType, page: int, width: int) -> Drawn:
    """One page, counted from 0, for a width in pixels."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    if kind is FileType.PDF:
        return _draw_pdf(buffer, page, width)
    if kind in _FORMATS:
        return _draw_picture(buffer, _FORMATS[kind], page, width)
    return Drawn(None, 0, NOT_SHOWN)


def _draw_pdf(buffer: QBuffer, page: int, width: int) -> Drawn:
    document = QPdfDocument()
    document.load(buffer)
    error, pages = document.error(), document.pageCount()
    locked = (
        QPdfDocument.Error.IncorrectPassword,
        QPdfDocument.Error.UnsupportedSecurityScheme,
    )
    if error in locked:
        return Drawn(None, 0, LOCKED)
    if error != QPdfDocument.Error.None_ or not 0 <= page < pages:
        return Drawn(None, 0, BROKEN)
    drawn = document.render(page, fitting(document.pagePointSize(page), width))
    document.close()
    if drawn.isNull():
        return Drawn(None, pages, BROKEN)
    return Drawn(on_white(drawn), pages)


def _draw_picture(buffer: QBuffer, form: bytes, page: int, width: int) -> Drawn:
    QImageReader.setAllocationLimit(_MEGABYTES)
    reader = QImageReader(buffer, QByteArray(form))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    pages = max(reader.imageCount(), 1)
    if page and not reader.jumpToImage(page):
        return Drawn(None, pages, BROKEN)
    size = reader.size()
    if size.width() * size.height() > _LARGEST_PICTURE:
        return Drawn(None, pages, TOO_LARGE)
    if size.isValid() and size.width() > width:
        reader.setScaledSize(fitting(QSizeF(size), width))
    image = reader.read()
    if image.isNull():
        much = size.width() * size.height() * 4 > _MEGABYTES * 2**20
        return Drawn(None, 0, TOO_LARGE if much else BROKEN)
    return Drawn(on_white(image), pages)
