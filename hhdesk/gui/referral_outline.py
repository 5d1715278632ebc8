"""A child's referrals as a list: the open ones first, the closed below."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hhdesk.care.referrals import ReferralRow
from hhdesk.gui import chip, forms, referral_clock, states, theme, tokens
from hhdesk.gui.chip import State
from hhdesk.gui.forms import Spoken
from hhdesk.i18n import pgettext

_Index = QModelIndex | QPersistentModelIndex
_PAD, _GAP = 10, 6


def chips(row: ReferralRow) -> list[State]:
    """State, clock and seal of one referral."""
    found = [
        states.referral(row.state, row.detail),
        referral_clock.left(row.days) if row.state.open else State(""),
        states.seal(row.seal),
    ]
    return [state for state in found if state.word]


class _Model(QAbstractListModel):
    """Lines: a heading as a word, a referral as its row."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str | ReferralRow] = []

    def put(self, rows: Sequence[ReferralRow]) -> None:
        self.beginResetModel()
        opened = [row for row in rows if row.state.open]
        closed = [row for row in rows if not row.state.open]
        self.lines = [pgettext("referrals", "Open"), *opened] if opened else []
        self.lines += [pgettext("referrals", "Closed"), *closed] if closed else []
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = 0) -> object:
        line = self.lines[index.row()]
        if isinstance(line, str):
            return line if role == Qt.ItemDataRole.DisplayRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            words = [state.word for state in chips(line)]
            return ", ".join([line.need, line.agency, *words])
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.lines[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _model(index: _Index) -> _Model:
    model = index.model()
    assert isinstance(model, _Model)
    return model


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        line = option.fontMetrics.height()
        if isinstance(_model(index).lines[index.row()], str):
            return QSize(0, line + 16)
        return QSize(0, line * 3 + 30)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        model = _model(index)
        line = model.lines[index.row()]
        painter.save()
        painter.setFont(option.font)
        if isinstance(line, str):
            self._heading(painter, option.rect, line)
        else:
            self._ground(painter, option)
            box = option.rect.adjusted(_PAD, 8, -_PAD, -8)
            self._referral(painter, box, line)
        painter.restore()

    @staticmethod
    def _heading(painter: QPainter, box: QRect, words: str) -> None:
        font = painter.font()
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.colour("muted"))
        low = Qt.AlignmentFlag.AlignBottom
        painter.drawText(box.adjusted(_PAD, 0, -_PAD, -4), low, words)

    @staticmethod
    def _ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
        chosen = option.state & QStyle.StateFlag.State_Selected
        hover = option.state & QStyle.StateFlag.State_MouseOver
        if not chosen and not hover:
            return
        worn = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(worn.accent_soft if chosen else worn.hover))
        radius = tokens.RADIUS_FIELD
        box = option.rect.adjusted(0, 1, 0, -1)
        painter.drawRoundedRect(box, radius, radius)

    @staticmethod
    def _referral(painter: QPainter, box: QRect, row: ReferralRow) -> None:
        plain = painter.font()
        strong = painter.font()
        strong.setWeight(strong.Weight.DemiBold)
        top = box.top()
        for words, font, ink in (
            (row.need, strong, "text"),
            (row.agency, plain, "muted"),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(ink))
            metrics = painter.fontMetrics()
            line = QRect(box.left(), top, box.width(), metrics.height())
            right = Qt.TextElideMode.ElideRight
            painter.drawText(line, 0, metrics.elidedText(words, right, line.width()))
            top += metrics.height() + 1
        at, end = QPoint(box.left(), top + 4), box.right()
        for state in chips(row):
            width = chip.paint(painter, at, state, max(end - at.x(), 24))
            at.setX(at.x() + width + _GAP)
            if at.x() > end - 24:
                break


@forms.offer
class ReferralOutline(Spoken, QListView):
    chosen = Signal(object)
    """The id of the referral that is shown now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _Model()
        self._rows: tuple[ReferralRow, ...] = ()
        self.setModel(self._lines)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._turned)

    def put(self, rows: Sequence[ReferralRow]) -> None:
        """Show these; the chosen one stays chosen while it is among them."""
        key = self.key()
        self._rows = tuple(rows)
        self.selectionModel().blockSignals(True)
        self._lines.put(rows)
        self.selectionModel().blockSignals(False)
        self._choose(key)

    def key(self) -> UUID | None:
        """The chosen referral's id."""
        index = self.currentIndex()
        line = self._lines.lines[index.row()] if index.isValid() else ""
        return None if isinstance(line, str) else line.id

    def choose(self, referral_id: UUID | None) -> bool:
        """Make this one the chosen one; False where it is not among them."""
        return self._choose(referral_id)

    def _choose(self, referral_id: UUID | None) -> bool:
        for row, line in enumerate(self._lines.lines):
            if not isinstance(line, str) and line.id == referral_id:
                self.setCurrentIndex(self._lines.index(row, 0))
                return True
        return False

    def lines(self) -> list[str]:
        """What is shown, line by line."""
        count = range(self._lines.rowCount())
        return [str(self._lines.index(row, 0).data()) for row in count]

    def _turned(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.key())

    def refill(self) -> None:
        self.put(self._rows)
