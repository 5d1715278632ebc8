"""The phrases found, as rows: the sentence in both languages, what it is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from hhdesk.care import phrases
from hhdesk.care.goals import DOMAIN_WORDS
from hhdesk.care.phrase_rows import PHRASE_KIND_WORDS, PhraseRow
from hhdesk.care.phrase_slots import Values
from hhdesk.gui import icons, marked_text, tokens
from hhdesk.gui.row_painting import PAD, paint_ground, two_lines
from hhdesk.i18n import _, current_language

_Index = QModelIndex | QPersistentModelIndex
_AROUND = 14
_SIGN = 14


class PhraseList(QAbstractListModel):
    """`language` is the family's, "en" where the library has none for it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: Sequence[PhraseRow] = ()
        self.values: Values = {}
        self.checked: Collection[str] = frozenset()
        self.language, self.query = "en", ""

    def put(self, rows: Sequence[PhraseRow], query: str) -> None:
        self.beginResetModel()
        self.rows, self.query = rows, query
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def lines(self, row: PhraseRow) -> tuple[str, str]:
        """The sentence as the screens speak, and in the other language below it."""
        english = phrases.gist(row, self.values, "en")
        if self.language == "en":
            return english, ""
        family = phrases.gist(row, self.values, self.language)
        own = current_language() == self.language
        return (family, english) if own else (english, family)

    def about(self, row: PhraseRow) -> str:
        return f"{_(PHRASE_KIND_WORDS[row.kind])} · {_(DOMAIN_WORDS[row.domain])}"

    def data(self, index: _Index, role: int = 0) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.lines(row)[0]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (*self.lines(row), self.about(row))))
        return None


class PhrasePainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line = option.fontMetrics.height()
        return QSize(0, max(tokens.ROW_TWO_LINES, line * 2 + _AROUND))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        model = index.model()
        assert isinstance(model, PhraseList)
        row = model.rows[index.row()]
        painter.save()
        painter.setFont(option.font)
        paint_ground(painter, option)
        box = option.rect.adjusted(PAD, 0, -PAD, -1)
        first, second = two_lines(painter, box)
        said, other = model.lines(row)
        first = self._paint_about(painter, first, model.about(row))
        marked_text.paint(painter, first, said, model.query, "text")
        if row.id in model.checked:
            second = self._paint_checked(painter, second)
        marked_text.paint(painter, second, other, model.query, "muted")
        painter.restore()

    @staticmethod
    def _paint_about(painter: QPainter, box: QRect, words: str) -> QRect:
        """At the right, muted; gives the room that is left."""
        width = painter.fontMetrics().horizontalAdvance(words)
        right = QRect(box)
        right.setLeft(max(box.right() - width, box.left()))
        marked_text.paint(painter, right, words, "", "muted")
        return box.adjusted(0, 0, -width - PAD, 0)

    @staticmethod
    def _paint_checked(painter: QPainter, box: QRect) -> QRect:
        """The clinic checked this translation; gives the room that is left."""
        ratio = painter.device().devicePixelRatioF()
        sign = icons.pixmap("check", "good", _SIGN, ratio)
        painter.drawPixmap(box.left(), box.center().y() - _SIGN // 2, sign)
        return box.adjusted(_SIGN + 6, 0, 0, 0)
