"""The search field of the top bar: members from everywhere, by Ctrl+K."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from hhdesk.gui import forms, icons
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel, set_tip
from hhdesk.i18n import _

if TYPE_CHECKING:
    from uuid import UUID

DEBOUNCE_MS = 60
ID_ROLE = Qt.ItemDataRole.UserRole
_SHOWN = 7
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class Hits(QFrame):
    """The list below the field; a child of the window, so focus stays in the field."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("look", "card")
        self.list = QListView(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.words = PlainLabel(self)
        self.words.setProperty("look", "muted")
        self.words.setContentsMargins(12, 8, 12, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 4)
        column.setSpacing(0)
        column.addWidget(self.list)
        column.addWidget(self.words)
        self.hide()

    def settle(self, below: QWidget) -> None:
        """Stand below the field, as high as the hits need."""
        rows = min(self.list.model().rowCount(), _SHOWN)
        height = self.list.sizeHintForRow(0) * rows if rows else 0
        self.list.setVisible(rows > 0)
        self.list.setFixedHeight(height)
        at = below.mapTo(self.window(), QPoint(0, below.height() + 4))
        self.setGeometry(at.x(), at.y(), below.width(), 0)
        self.adjustSize()
        self.resize(below.width(), self.sizeHint().height())
        self.show()
        self.raise_()


@forms.offer
class QuickFind(Spoken, QWidget):
    asked = Signal(str)
    """What was typed, after a short rest."""
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setClearButtonEnabled(False)
        self._glass = PlainLabel(self.field)
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.key = PlainLabel(self.field)
        self.key.setProperty("look", "key")
        self.key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)
        self._rest = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._rest.timeout.connect(self._ask)
        self.field.textEdited.connect(self._typed)
        self.field.installEventFilter(self)
        self.setFocusProxy(self.field)
        self._hits: Hits | None = None
        # What the hits shown were found for, and whether Enter waits for an answer:
        # a fast typist must never get the child of the letters before.
        self._answered = ""
        self._entered = False
        self.refill()

    def serve(self, model: QAbstractItemModel, rows: QAbstractItemDelegate) -> None:
        """Show hits of this model, whose ID_ROLE is the member's id."""
        self._hits = Hits(self.window())
        self._hits.list.setModel(model)
        self._hits.list.setItemDelegate(rows)
        self._hits.list.clicked.connect(self._choose)

    def show_hits(self, text: str, sentence: str, *, exact: bool) -> None:
        """The answer to `text` has come; `sentence` stands below the list. Who was
        found by a corrected text is looked at first, even if Enter was pressed."""
        if self._hits is None or not self.field.text().strip():
            return
        hits = self._hits
        hits.words.setText(sentence)
        hits.settle(self.field)
        hits.list.setCurrentIndex(hits.list.model().index(0, 0))
        self._answered = text
        waited, self._entered = self._entered and text == self.field.text(), False
        if waited and exact:
            self._choose()

    def begin(self) -> None:
        """Take the keyboard, ready for another name."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def leave(self) -> None:
        """Clear the field and close the list."""
        self._rest.stop()
        self.field.clear()
        self.close_list()

    def close_list(self) -> None:
        if self._hits is not None:
            self._hits.hide()

    @property
    def open(self) -> bool:
        return self._hits is not None and not self._hits.isHidden()

    def _typed(self, text: str) -> None:
        self._entered = False
        if text.strip():
            self._rest.start()
        else:
            self._rest.stop()
            self.close_list()

    def _ask(self) -> None:
        self._rest.stop()
        self.asked.emit(self.field.text())

    def _enter(self) -> None:
        """Choose the hit, or wait for the answer to what is typed now."""
        if self.open and self._answered == self.field.text():
            self._choose()
        elif self.field.text().strip():
            self._entered = True
            self._ask()

    def _choose(self) -> None:
        self._entered = False
        if self._hits is None:
            return
        member_id: UUID | None = self._hits.list.currentIndex().data(ID_ROLE)
        if member_id is not None:
            self.leave()
            self.chosen.emit(member_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._settle_key()
        elif event.type() == QEvent.Type.FocusOut:
            self.close_list()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            if self.open:
                self.close_list()
            else:
                self.leave()
            return True
        if self._hits is None:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
            return True
        if self.open and event.key() in _MOVES:
            self._move(-1 if event.key() in (_MOVES[1], _MOVES[3]) else 1)
            return True
        return False

    def _move(self, step: int) -> None:
        if self._hits is None:
            return
        view = self._hits.list
        row = view.currentIndex().row() + step
        row = min(max(row, 0), view.model().rowCount() - 1)
        view.setCurrentIndex(view.model().index(row, 0))

    def _settle_key(self) -> None:
        self.key.adjustSize()
        self._glass.adjustSize()
        height = self.field.height()
        left = self.field.width() - self.key.width() - 8
        self.key.move(left, (height - self.key.height()) // 2)
        self._glass.move(11, (height - self._glass.height()) // 2)
        self.field.setTextMargins(24, 0, self.key.width() + 8, 0)

    def refill(self) -> None:
        self.field.setPlaceholderText(_("Find a child…"))
        set_tip(self.field, _("By name, birth date, phone, CIN or MRN"))
        self.field.setAccessibleName(_("Find a child…"))
        self.key.setText("⌘K" if sys.platform == "darwin" else "Ctrl K")
        ratio = self.devicePixelRatioF()
        self._glass.setPixmap(icons.pixmap("search", "muted", 16, ratio))
        self._settle_key()
