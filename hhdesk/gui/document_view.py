"""The pages of a document inside the program, and a copy for who may have one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSize, QStandardPaths, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from hhdesk.care import document_filing
from hhdesk.care.confidentiality import AUDIENCE_WORDS, Audience
from hhdesk.care.document_filing import ViewedFile
from hhdesk.errors import Refusal
from hhdesk.gui import document_pages, document_words, forms, states, whole_file
from hhdesk.gui import theme as theme_of
from hhdesk.gui.chip import Chip
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.document_pages import Drawn
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.i18n import _, explain

_GAP = 16
_STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_SETTLE_MS = 150
_FITTING, _WIDEST = 860, 4_000
"""Pixels of a page: the widest that fitting makes it, and the widest of all."""


class _Sheet(QWidget):
    """One page's picture on the desk."""

    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def put(self, image: QImage, width: int) -> None:
        self.image = image
        height = round(width * image.height() / max(image.width(), 1))
        self.setFixedSize(QSize(width + 2 * _GAP, height + 2 * _GAP))
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        if self.image is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = self.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        painter.drawImage(box, self.image)
        painter.setPen(QColor(theme_of.current().field_line))
        painter.drawRect(box.adjusted(-1, -1, 0, 0))


class DocumentView(Spoken, QDialog):
    title_label: QLabel
    detail_label: QLabel
    seal_chip: Chip
    before_button: QToolButton
    pages_label: QLabel
    next_button: QToolButton
    smaller_button: QToolButton
    fit_button: QToolButton
    larger_button: QToolButton
    pages: QStackedWidget
    area: QScrollArea
    empty_state: EmptyState
    notice: Notice
    audience_field: Choice
    recipient_field: QLineEdit
    copy_button: QPushButton
    close_button: QPushButton

    def __init__(self, desk: Desk, parent: QWidget, document_id: UUID) -> None:
        super().__init__(parent)
        forms.load(self, "document_view")
        self._desk, self._document_id = desk, document_id
        self.viewed: ViewedFile | None = None
        self.drawn: Drawn | None = None
        self.page, self._zoom, self._asked = 0, 1.0, 0
        self._sheet = _Sheet()
        self.area.setWidget(self._sheet)
        # The desk shows through around the page.
        self._sheet.setAutoFillBackground(False)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self.draw)
        self._connect()
        self.refill()
        room = parent.size() if parent else QSize(1100, 720)
        self.resize(max(room.width() - 80, 640), max(room.height() - 60, 480))
        desk.worker.run_quietly(
            document_filing.view, document_id, then=self._show, failed=self._refuse
        )

    def _connect(self) -> None:
        keys = QKeySequence.StandardKey
        for button, does, shortcuts in (
            (self.before_button, partial(self.turn, -1), ("PgUp",)),
            (self.next_button, partial(self.turn, +1), ("PgDown",)),
            (self.smaller_button, partial(self.enlarge, -1), (keys.ZoomOut, "-")),
            (self.larger_button, partial(self.enlarge, +1), (keys.ZoomIn, "+")),
            (self.fit_button, self.fit, ("Ctrl+0",)),
        ):
            button.clicked.connect(partial(_call, does))
            for one in shortcuts:
                key = QShortcut(QKeySequence(one), self.area)
                key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                key.activated.connect(does)
        self.audience_field.currentIndexChanged.connect(lambda _: self.notice.say(""))
        self.copy_button.clicked.connect(self._ask_where)
        self.close_button.clicked.connect(self.accept)

    # -------------------------------------------------------------- the pages

    def _show(self, viewed: ViewedFile) -> None:
        self.viewed = viewed
        self.refill()
        self.area.setFocus()
        self.draw()

    def _refuse(self, refusal: Refusal) -> None:
        self._say_nothing(explain(refusal))
        self.copy_button.setEnabled(False)

    def _say_nothing(self, sentence: str) -> None:
        self.empty_state.say("file-text", _("No pages to show"), sentence)
        self.pages.setCurrentWidget(self.empty_state)

    def _width(self) -> int:
        # As if there were a scroll bar: whether there is depends on the page.
        bar = self.area.verticalScrollBar().sizeHint().width()
        room = self.area.maximumViewportSize().width() - bar - 2 * _GAP
        fit = max(min(room, theme_of.scaled(_FITTING)), 200)
        return min(round(fit * self._zoom), _WIDEST)

    def draw(self) -> None:
        """Draw the page away from this thread; only the newest wish is shown."""
        if self.viewed is None:
            return
        self._asked += 1
        width = round(self._width() * self.devicePixelRatioF())
        self._desk.worker.job(
            document_pages.draw,
            self.viewed.content,
            self.viewed.type,
            self.page,
            width,
            then=partial(self._put, self._asked),
            failed=self._refuse,
        )

    def _put(self, asked: int, drawn: Drawn) -> None:
        if asked != self._asked:
            return
        self.drawn = drawn
        if drawn.image is None:
            self._say_nothing(_(drawn.trouble))
        else:
            self.pages.setCurrentWidget(self.area)
            self._sheet.put(drawn.image, self._width())
        self._show_turning()

    def _show_turning(self) -> None:
        pages = self.drawn.pages if self.drawn else 0
        words = _("Page {page} of {pages}").format(page=self.page + 1, pages=pages)
        self.pages_label.setText(words if pages else "")
        self.before_button.setEnabled(self.page > 0)
        self.next_button.setEnabled(self.page + 1 < pages)
        shown = self.drawn is not None and self.drawn.image is not None
        for button in (self.smaller_button, self.fit_button, self.larger_button):
            button.setEnabled(shown)

    def turn(self, step: int) -> None:
        """To the page before (-1) or the next one (+1)."""
        pages = self.drawn.pages if self.drawn else 0
        if 0 <= self.page + step < pages:
            self.page += step
            self.area.verticalScrollBar().setValue(0)
            self.draw()

    def enlarge(self, step: int) -> None:
        """One step larger (+1) or smaller (-1)."""
        steps = [one for one in _STEPS if (one - self._zoom) * step > 0.01]
        if steps:
            self._zoom = steps[0] if step > 0 else steps[-1]
            self.draw()

    def fit(self) -> None:
        """As wide as the window allows."""
        self._zoom = 1.0
        self.draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.drawn is not None:
            self._settle.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now the room is known that a page fits into."""
        super().showEvent(event)
        self.draw()

    # ----------------------------------------------------------------- a copy

    def _ask_where(self) -> None:
        if self.viewed is None:
            return
        kind = self.viewed.filed.document.kind.value
        # Never whose it is: the name stands in lists of recent files.
        name = f"document-{kind.replace('_', '-')}{self.viewed.type.ending}"
        standard = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(standard))
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save a copy"), str(folder / name)
        )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write a copy there; it is allowed and recorded first."""
        self.notice.say("")
        self._desk.worker.run(
            document_filing.hand_out,
            self._document_id,
            Audience(str(self.audience_field.value())),
            self.recipient_field.text().strip(),
            then=partial(self._write, path),
            failed=lambda refusal: self.notice.say(explain(refusal)),
        )

    def _write(self, path: Path, copy: ViewedFile) -> None:
        self._desk.worker.job(
            whole_file.write,
            path,
            copy.content,
            then=partial(self._written, path.name),
        )

    def _written(self, name: str, left: bool) -> None:
        if left:
            self._desk.say(_("Saved as {name}.").format(name=name))
        else:
            self.notice.say(_("The file could not be written there."))

    def refill(self) -> None:
        self.setWindowTitle(_("Document"))
        options = [(one, _(word)) for one, word in AUDIENCE_WORDS.items()]
        self.audience_field.offer(options)
        self._show_turning()
        if self.viewed is None:
            return
        row = self.viewed.filed.document
        self.title_label.setText(document_words.title(row))
        self.detail_label.setText(document_words.detail(row))
        seal = states.seal(row.seal)
        self.seal_chip.say(seal.word, seal.tone, seal.icon)


def _call(does: object, _checked: bool = False) -> None:
    assert callable(does)
    does()
