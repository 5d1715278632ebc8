"""Shows the PDF's own pages, one below the other, as sharp as the screen is."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from hhdesk.gui import forms, theme, tokens

_GAP = 16
_WIDEST = 860
_SOUGHT = 40
"""Letters that are enough to know a line by."""
_AROUND = 120
_STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0)


class _Sheets(QWidget):
    """Paints the pages in view; pictures are kept for the present size only."""

    def __init__(self, document: QPdfDocument) -> None:
        super().__init__()
        self._document = document
        self._images: dict[int, QImage] = {}
        self.boxes: list[QRect] = []

    def place(self, page_width: int, room: QSize) -> None:
        """Set the pages for a width in pixels, in the middle of the room."""
        self._images.clear()
        self.boxes = []
        top = _GAP
        for page in range(self._document.pageCount()):
            size = self._document.pagePointSize(page)
            height = round(page_width * size.height() / max(size.width(), 1.0))
            left = max((room.width() - page_width) // 2, _GAP)
            self.boxes.append(QRect(left, top, page_width, height))
            top += height + _GAP
        self.setFixedSize(max(room.width(), page_width + 2 * _GAP), top)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for page, box in enumerate(self.boxes):
            if not box.intersects(event.rect()):
                continue
            painter.drawImage(box, self._image(page, box))
            painter.setPen(QColor(theme.current().field_line))
            painter.drawRect(box.adjusted(-1, -1, 0, 0))

    def _image(self, page: int, box: QRect) -> QImage:
        image = self._images.get(page)
        if image is None:
            size = box.size() * self.devicePixelRatioF()
            image = on_white(self._document.render(page, size))
            self._images[page] = image
        return image


def on_white(page: QImage) -> QImage:
    """A rendered page is transparent where nothing is printed; paper is not."""
    sheet = QImage(page.size(), QImage.Format.Format_RGB32)
    sheet.fill(QColor(tokens.PAPER))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, page)
    painter.end()
    return sheet


@forms.offer
class PaperView(QScrollArea):
    """`show_pdf` takes bytes; nothing is written to a file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "desk")
        self.document = QPdfDocument(self)
        self._buffer: QBuffer | None = None
        self._zoom = 0.0
        self._sheets = _Sheets(self.document)
        self.setWidget(self._sheets)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        policy = QSizePolicy.Policy.Expanding
        self.setSizePolicy(policy, policy)

    def show_pdf(self, pdf: bytes) -> None:
        """Show these pages, where the reader was reading."""
        at = self.verticalScrollBar().value()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self._place()
        self.verticalScrollBar().setValue(at)

    def clear(self) -> None:
        """Show nothing."""
        self.document.close()
        self._place()

    @property
    def pages(self) -> int:
        return self.document.pageCount()

    def page_size(self) -> QSizeF:
        """The first page's, in points."""
        return self.document.pagePointSize(0)

    def turn(self, step: int) -> None:
        """To the top of the next page (+1), or of this one and then the one before."""
        at = self.verticalScrollBar().value()
        tops = [box.top() - _GAP for box in self._sheets.boxes]
        later = [top for top in tops if top > at + 1]
        before = [top for top in tops if top < at - 1]
        if step > 0 and later:
            self.verticalScrollBar().setValue(later[0])
        elif step < 0 and before:
            self.verticalScrollBar().setValue(before[-1])

    def seek(self, words: str) -> None:
        """Bring these words into sight, where they stand on a page."""
        wanted = "".join(words.split())[:_SOUGHT]
        for page in range(self.pages if wanted else 0):
            box = self._found(page, wanted)
            if box is not None:
                self.ensureVisible(box.center().x(), box.center().y(), 0, _AROUND)
                return

    def _found(self, page: int, wanted: str) -> QRect | None:
        """Where words begin on a page; spaces and ends of lines do not count."""
        text = self.document.getAllText(page).text()
        letters = [at for at, letter in enumerate(text) if not letter.isspace()]
        place = "".join(text[at] for at in letters).find(wanted)
        if place < 0:
            return None
        line = self.document.getSelectionAtIndex(page, letters[place], 1)
        sheet = self._sheets.boxes[page]
        scale = sheet.width() / max(self.document.pagePointSize(page).width(), 1.0)
        top = sheet.top() + round(line.boundingRectangle().top() * scale)
        return QRect(sheet.left(), top, sheet.width(), 1)

    def fit(self) -> None:
        """As wide as the room allows."""
        self._zoom = 0.0
        self._place()

    def enlarge(self, step: int) -> None:
        """One step larger (+1) or smaller (-1)."""
        present = self._zoom or self._fitting() / max(self.page_size().width(), 1.0)
        larger = [one for one in _STEPS if one > present + 0.01]
        smaller = [one for one in _STEPS if one < present - 0.01]
        if step > 0 and larger:
            self._zoom = larger[0]
        elif step < 0 and smaller:
            self._zoom = smaller[-1]
        self._place()

    def _fitting(self) -> int:
        return max(min(self.viewport().width() - 2 * _GAP, _WIDEST), 200)

    def _place(self) -> None:
        width = self._fitting()
        if self._zoom:
            width = round(self.page_size().width() * self._zoom)
        self._sheets.place(width, self.viewport().size())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
