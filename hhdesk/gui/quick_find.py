"""A search field with its hits below: the top bar's, or one in a form."""

from __future__ import annotations

import sys

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

from hhdesk.gui import forms, icons, theme
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel, set_tip
from hhdesk.i18n import _

DEBOUNCE_MS = 60
ID_ROLE = Qt.ItemDataRole.UserRole
_SHOWN = 7
_TALLEST = 460
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
        height = self._height()
        self.list.setVisible(height > 0)
        self.list.setFixedHeight(height)
        self.words.setVisible(bool(self.words.text()))
        at = below.mapTo(self.window(), QPoint(0, below.height() + 4))
        self.setGeometry(at.x(), at.y(), below.width(), 0)
        self.adjustSize()
        self.resize(below.width(), self.sizeHint().height())
        self.show()
        self.raise_()

    def _height(self) -> int:
        """Seven rows of one kind, or as many of several kinds as there is room for."""
        rows = self.list.model().rowCount()
        if self.list.uniformItemSizes():
            return self.list.sizeHintForRow(0) * min(rows, _SHOWN) if rows else 0
        tallest = min(theme.scaled(_TALLEST), self.window().height() - 160)
        height = 0
        for row in range(rows):
            with_row = height + self.list.sizeHintForRow(row)
            if with_row > tallest:
                break
            height = with_row
        return height


@forms.offer
class QuickFind(Spoken, QWidget):
    asked = Signal(str)
    """What was typed, after a short rest."""
    chosen = Signal(object)

    always = False
    """Whether an empty field asks as well: for what was used lately."""

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

    def serve(
        self,
        model: QAbstractItemModel,
        rows: QAbstractItemDelegate,
        *,
        alike: bool = True,
    ) -> None:
        """Show hits of this model, whose ID_ROLE is what is chosen; a row without one
        is a heading. `alike` rows are all of one height."""
        self._hits = Hits(self.window())
        self._hits.list.setUniformItemSizes(alike)
        self._hits.list.setModel(model)
        self._hits.list.setItemDelegate(rows)
        self._hits.list.clicked.connect(self._choose)

    def show_hits(self, text: str, sentence: str, *, exact: bool) -> None:
        """The answer to `text` has come; `sentence` stands below the list. Who was
        found by a corrected text is looked at first, even if Enter was pressed."""
        empty = not self.always and not self.field.text().strip()
        if self._hits is None or empty or not self.field.isVisible():
            return
        hits = self._hits
        hits.words.setText(sentence)
        hits.settle(self.field)
        hits.list.scrollToTop()
        self._turn_to(0, 1)
        self._answered = text
        waited, self._entered = self._entered and text == self.field.text(), False
        if waited and exact:
            self._choose()

    def begin(self) -> None:
        """Take the keyboard, ready for another name."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._ask_always()

    def _ask_always(self) -> None:
        if self.always and not self.field.text():
            self._ask()

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
        if text.strip() or self.always:
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
        chosen = self._hits.list.currentIndex().data(ID_ROLE)
        if chosen is not None:
            self.leave()
            self.chosen.emit(chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._settle_key()
        elif event.type() == QEvent.Type.FocusOut:
            self.close_list()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._ask_always()
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
        if event.key() not in _MOVES:
            return False
        if self.open:
            self._move(-1 if event.key() in (_MOVES[1], _MOVES[3]) else 1)
        else:
            self._ask_always()
        return self.open

    def _move(self, step: int) -> None:
        if self._hits is not None:
            self._turn_to(self._hits.list.currentIndex().row() + step, step)

    def _turn_to(self, row: int, step: int) -> None:
        """Choose this row, or the next one in that direction that is no heading."""
        if self._hits is None:
            return
        view, model = self._hits.list, self._hits.list.model()
        while 0 <= row < model.rowCount():
            index = model.index(row, 0)
            if index.data(ID_ROLE) is not None:
                view.setCurrentIndex(index)
                # The heading above the first row is seen with it.
                above = model.index(max(row - 1, 0), 0)
                view.scrollTo(above if above.data(ID_ROLE) is None else index)
                return
            row += step

    def _settle_key(self) -> None:
        self.key.adjustSize()
        self._glass.adjustSize()
        height = self.field.height()
        left = self.field.width() - self.key.width() - 8
        self.key.move(left, (height - self.key.height()) // 2)
        self._glass.move(11, (height - self._glass.height()) // 2)
        self.field.setTextMargins(24, 0, self.key.width() + 8, 0)

    def refill(self) -> None:
        words = _("Find a child, a screen, a command…")
        self.field.setPlaceholderText(words if self.always else _("Find a child…"))
        set_tip(self.field, _("By name, birth date, phone, CIN or MRN"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.key.setText("⌘K" if sys.platform == "darwin" else "Ctrl K")
        ratio = self.devicePixelRatioF()
        self._glass.setPixmap(icons.pixmap("search", "muted", 16, ratio))
        self._settle_key()
