"""Today's counting cards: how many things are late, due, ending; one filters the list
while it is pressed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from hhdesk.care.open_loops import LOOP_GROUP_WORDS, LoopGroup
from hhdesk.gui import forms, theme, tokens
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import literal
from hhdesk.i18n import _

GROUPS = tuple(group for group in LoopGroup if group is not LoopGroup.SNOOZED)
_TONES = {LoopGroup.OVERDUE: "danger", LoopGroup.TODAY: "warning"}
_PAD_X, _PAD_Y, _GAP = 12, 9, 10
_COLUMNS = (4, 2, 1)
_LINES = 2
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)


class CountCard(QPushButton):
    """A count over its words; checked while the list shows what it counts."""

    def __init__(self, group: LoopGroup, parent: QWidget) -> None:
        super().__init__(parent)
        self.counts = group
        self.count: int | None = None
        self.words = ""
        self.beside = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def say(self, count: int | None) -> None:
        self.count = count
        self.words = _(LOOP_GROUP_WORDS[self.counts])
        self.setText(literal(self.words))
        told = self.words if count is None else f"{self.words}: {count:,}"
        self.setAccessibleName(told)
        self.update()

    def number_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(self.font().pointSizeF() * tokens.TITLE / tokens.BASE)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def narrowest(self) -> int:
        """Width at which no word is broken."""
        metrics = self.fontMetrics()
        return 2 * _PAD_X + max(
            (metrics.horizontalAdvance(word) for word in self.words.split()), default=0
        )

    def height_at(self, width: int) -> int:
        """Words below the count, or beside it where cards stand in several rows."""
        room = QRect(0, 0, width - 2 * _PAD_X - self._lead(), 1000)
        words = self.fontMetrics().boundingRect(room, _WRAPPED, self.words).height()
        number = self._number_height()
        return 2 * _PAD_Y + (max(number, words) if self.beside else number + words)

    def lines_at(self, width: int) -> int:
        """In how many lines the words stand below the count."""
        room = QRect(0, 0, width - 2 * _PAD_X, 1000)
        metrics = self.fontMetrics()
        words = metrics.boundingRect(room, _WRAPPED, self.words)
        return -(-words.height() // metrics.lineSpacing())

    def _lead(self) -> int:
        """What the count takes of the width."""
        metrics = QFontMetrics(self.number_font())
        return metrics.horizontalAdvance("888") + _GAP if self.beside else 0

    def _number_height(self) -> int:
        return QFontMetrics(self.number_font()).height()

    def sizeHint(self) -> QSize:
        width = self.width()
        return QSize(self.narrowest(), self.height_at(width))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        inner = self.rect().adjusted(_PAD_X, _PAD_Y, -_PAD_X, -_PAD_Y)
        tone = _TONES.get(self.counts, "text") if self.count else "muted"
        painter.setFont(self.number_font())
        painter.setPen(theme.colour("accent" if self.isChecked() else tone))
        number = "–" if self.count is None else f"{self.count:,}"
        middle = Qt.AlignmentFlag.AlignVCenter
        place = middle if self.beside else Qt.AlignmentFlag.AlignTop
        painter.drawText(inner, int(place), number)
        painter.setFont(self.font())
        painter.setPen(theme.colour("accent" if self.isChecked() else "muted"))
        if self.beside:
            wide = painter.fontMetrics().horizontalAdvance("8")
            taken = QFontMetrics(self.number_font()).horizontalAdvance(number) + wide
            inner.setLeft(inner.left() + max(self._lead(), taken))
            painter.drawText(inner, _WRAPPED | int(middle), self.words)
        else:
            below = inner.adjusted(0, self._number_height(), 0, 0)
            painter.drawText(below, _WRAPPED, self.words)

    def _paint_ground(self, painter: QPainter) -> None:
        checked = self.isChecked()
        hovered = self.underMouse() and self.isEnabled()
        ground = "accent_soft" if checked else "hover" if hovered else "surface"
        edge, wide = ("accent" if checked else "line"), 1.0
        if self.hasFocus():
            edge, wide = "focus", 2.0
        painter.setBrush(theme.colour(ground))
        painter.setPen(QPen(theme.colour(edge), wide))
        inset = wide / 2
        box = self.rect().toRectF().adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, tokens.RADIUS, tokens.RADIUS)


@forms.offer
class TodayCards(Spoken, QWidget):
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Ignored, policy.Fixed)
        self._counts: Mapping[LoopGroup, int] = {}
        self.cards = {group: CountCard(group, self) for group in GROUPS}
        for group, card in self.cards.items():
            card.clicked.connect(
                lambda checked, each=group: self._pressed(each, checked)
            )
        self.refill()

    @property
    def group(self) -> LoopGroup | None:
        """What the list is to show; None is everything."""
        for group, card in self.cards.items():
            if card.isChecked():
                return group
        return None

    def choose(self, group: LoopGroup | None) -> None:
        """Show this card as pressed; says nothing."""
        for each, card in self.cards.items():
            card.setChecked(each is group)

    def _pressed(self, group: LoopGroup, checked: bool) -> None:
        self.choose(group if checked else None)
        self.chosen.emit()

    def press_number(self, number: int) -> None:
        """The card that a digit means, from 1."""
        if 1 <= number <= len(GROUPS):
            self.cards[GROUPS[number - 1]].click()

    def count(self, counts: Mapping[LoopGroup, int]) -> None:
        self._counts = counts
        self.refill()

    def refill(self) -> None:
        for group, card in self.cards.items():
            card.say(self._counts.get(group) if self._counts else None)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """All in one row where two lines hold the words, else in several rows."""
        cards = list(self.cards.values())
        room = max(self.width(), 1)
        columns = self._columns(room)
        wide = (room + _GAP) // columns - _GAP
        for card in cards:
            card.beside = columns < len(cards)
        high = max(card.height_at(wide) for card in cards)
        for at, card in enumerate(cards):
            row, column = divmod(at, columns)
            left = round(column * (room + _GAP) / columns)
            right = round((column + 1) * (room + _GAP) / columns) - _GAP
            card.setGeometry(left, row * (high + _GAP), right - left, high)
        rows = -(-len(cards) // columns)
        self.setFixedHeight(rows * (high + _GAP) - _GAP)

    def _columns(self, room: int) -> int:
        """How many cards stand in a row; no word is broken."""
        cards = list(self.cards.values())
        narrowest = max(card.narrowest() for card in cards)
        wide = (room + _GAP) // len(cards) - _GAP
        most = max(card.lines_at(wide) for card in cards)
        if wide >= narrowest and most <= _LINES:
            return len(cards)
        lead = narrowest + 4 * _PAD_X
        fits = (n for n in _COLUMNS if (room + _GAP) // n - _GAP >= lead)
        return next(fits, 1)
