"""How a goal went over time: five states as steps, with days; read by pointer, keys and
screen reader alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from hhdesk.care.goal_progress import ProgressRow
from hhdesk.care.goals import ACHIEVEMENT_WORDS, Achievement
from hhdesk.gui import forms, icons, states, theme
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import show_tip
from hhdesk.i18n import (
    N_,
    catalogue,
    current_language,
    format_date,
    format_short_day,
)

UPWARD = (
    Achievement.NOT_ACHIEVED,
    Achievement.NOT_IMPROVING,
    Achievement.IN_PROGRESS,
    Achievement.IMPROVING,
    Achievement.ACHIEVED,
)
"""The five states from the lowest step to the highest."""
NOTHING = N_("Nobody has said yet how it is going.")
HOW_IT_WENT, TODAY = N_("How it went"), N_("Today")
_GAP, _LINE = 10, 2


@forms.offer
class GoalChart(Spoken, QWidget):
    pointed = Signal(str)
    """What is told of the point that the keyboard stands on; "" on none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ProgressRow, ...] = ()
        self._today: date | None = None
        self._language = ""
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Preferred)
        self.refill()

    def speak(self, language: str) -> None:
        """In this language, whatever the screens speak; "" is as they do."""
        self._language = language
        self.refill()

    def put(self, rows: Sequence[ProgressRow], today: date) -> None:
        """What was told, oldest first; of one day the last word stands."""
        by_day = {row.on: row for row in rows}
        self._rows, self._today = tuple(by_day.values()), today
        self._at = -1
        self.updateGeometry()
        self.refill()

    # ------------------------------------------------------------------ words

    def _said(self, message: str) -> str:
        return catalogue(self._language or current_language()).gettext(message)

    def _state(self, value: Achievement) -> str:
        return self._said(ACHIEVEMENT_WORDS[value])

    def told(self, row: ProgressRow) -> str:
        """One point in words."""
        day = format_date(row.on, language=self._language)
        parts = [f"{day}: {self._state(row.achievement)}", row.note, row.by]
        return "\n".join(part for part in parts if part)

    def nothing(self) -> str:
        return self._said(NOTHING)

    def refill(self) -> None:
        points = [self.told(row).replace("\n", ", ") for row in self._rows]
        self.setAccessibleName(self._said(HOW_IT_WENT))
        self.setAccessibleDescription(". ".join(points) or self.nothing())
        self.update()

    # --------------------------------------------------------------- geometry

    def _lane(self) -> int:
        return self.fontMetrics().height() + 6

    def sizeHint(self) -> QSize:
        width = self._side() + 16 * self.fontMetrics().averageCharWidth()
        rows = len(UPWARD) + 1 if self._rows else 2
        return QSize(width, rows * self._lane() + 12)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _side(self) -> int:
        """Room for the words of the states."""
        words = (self._state(one) for one in UPWARD)
        icon = self._icon() + 6
        return max(map(self.fontMetrics().horizontalAdvance, words)) + icon + 2 * _GAP

    def _icon(self) -> int:
        return round(self.fontMetrics().ascent())

    def _field(self) -> QRectF:
        """Where the steps are drawn."""
        high = len(UPWARD) * self._lane()
        left, right = self._side(), self._icon()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left, right = right, left
        return QRectF(left, 4, max(1, self.width() - left - right), high)

    def _x(self, day: date) -> float:
        first, last = self._span()
        share = (day - first).days / max(1, (last - first).days)
        field = self._field()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        return field.left() + share * field.width()

    def _y(self, value: Achievement) -> float:
        step = len(UPWARD) - 1 - UPWARD.index(value)
        return self._field().top() + (step + 0.5) * self._lane()

    def _span(self) -> tuple[date, date]:
        first = self._rows[0].on
        today = self._today or first
        return first, max(today, self._rows[-1].on)

    def point(self, place: int) -> QPoint:
        """Where one of the days stands."""
        row = self._rows[place]
        return QPointF(self._x(row.on), self._y(row.achievement)).toPoint()

    # --------------------------------------------------------------- painting

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._rows:
            self._paint_nothing(painter)
        else:
            self._paint_lanes(painter)
            self._paint_steps(painter)
            self._paint_days(painter)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)

    def _paint_nothing(self, painter: QPainter) -> None:
        painter.setPen(theme.colour("muted"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(4, 0, -4, 0), int(flags), self.nothing())

    def _paint_lanes(self, painter: QPainter) -> None:
        field, now = self._field(), self._rows[-1].achievement
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        ratio = self.devicePixelRatioF()
        for value in UPWARD:
            y, state = self._y(value), states.achievement(value)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            side = self._icon()
            ink = state.tone if value is now else "muted"
            x = self.width() - side - 4 if rtl else 4
            sign = icons.pixmap(state.icon, ink, side, ratio)
            painter.drawPixmap(QPoint(x, round(y - side / 2)), sign)
            self._paint_word(painter, value, y, now=value is now, rtl=rtl)

    def _paint_word(
        self, painter: QPainter, value: Achievement, y: float, *, now: bool, rtl: bool
    ) -> None:
        """The state's word beside its lane; the present one stands out."""
        painter.setPen(theme.colour("text" if now else "muted"))
        font = painter.font()
        font.setBold(now)
        painter.setFont(font)
        lane, start = self._lane(), 4 + self._icon() + 6
        room = QRect(start, round(y - lane / 2), self._side() - start, lane)
        align = Qt.AlignmentFlag.AlignLeft
        if rtl:
            room.moveRight(self.width() - start)
            align = Qt.AlignmentFlag.AlignRight
        flags = int(align | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, flags, self._state(value))
        font.setBold(False)
        painter.setFont(font)

    def _paint_steps(self, painter: QPainter) -> None:
        line = QPolygonF()
        last = self._span()[1]
        days = [*(row.on for row in self._rows[1:]), last]
        for row, until in zip(self._rows, days, strict=True):
            y = self._y(row.achievement)
            line.append(QPointF(self._x(row.on), y))
            line.append(QPointF(self._x(until), y))
        painter.setPen(QPen(theme.colour("accent"), _LINE))
        painter.drawPolyline(line)
        ratio, side = self.devicePixelRatioF(), self._icon()
        for place, row in enumerate(self._rows):
            state = states.achievement(row.achievement)
            tone = theme.current().tone(state.tone)
            self._paint_ground(painter, place, QColor(tone.ink), QColor(tone.ground))
            corner = self.point(place) - QPoint(side // 2, side // 2)
            small = side - 4
            sign = icons.pixmap(state.icon, state.tone, small, ratio)
            painter.drawPixmap(corner + QPoint(2, 2), sign)

    def _paint_ground(
        self, painter: QPainter, place: int, ink: QColor, ground: QColor
    ) -> None:
        chosen = place == self._at and self.hasFocus()
        painter.setPen(QPen(theme.colour("focus") if chosen else ink, 1 + 2 * chosen))
        painter.setBrush(ground)
        reach = self._icon() / 2 + 3
        painter.drawEllipse(QPointF(self.point(place)), reach, reach)

    def _paint_days(self, painter: QPainter) -> None:
        """The first day, and today at the other end."""
        painter.setPen(theme.colour("muted"))
        first, last = self._span()
        field, lane = self._field(), self._lane()
        room = QRectF(field.left(), field.bottom() + 2, field.width(), lane)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left, right = right, left
        words = format_short_day(first, last, self._language)
        end = self._said(TODAY) if last == self._today else ""
        taken = self.fontMetrics().horizontalAdvance(words + end) + _GAP
        if first == last or taken > field.width():
            words, end = (words, "") if first != last else ("", end or words)
        painter.drawText(room, int(left), words)
        room.adjust(0, 0, right is Qt.AlignmentFlag.AlignRight and self._icon(), 0)
        painter.drawText(room, int(right), end)

    # ---------------------------------------------------------------- reading

    def place_at(self, at: QPoint) -> int:
        """The point under the pointer; -1 where there is none."""
        reach = self._icon()
        for place in range(len(self._rows)):
            gap = self.point(place) - at
            if abs(gap.x()) <= reach and abs(gap.y()) <= reach:
                return place
        return -1

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = self.place_at(event.pos())
            words = self.told(self._rows[place]) if place >= 0 else ""
            show_tip(event.globalPos(), words, self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key not in steps or not self._rows:
            super().keyPressEvent(event)
            return
        step = steps[key]
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            step = -step
        self._turn(min(max(self._at + step, 0), len(self._rows) - 1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._rows:
            self._turn(len(self._rows) - 1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._turn(-1)

    def _turn(self, place: int) -> None:
        self._at = place
        told = self.told(self._rows[place]) if place >= 0 else ""
        self.pointed.emit(told.replace("\n", " · "))
        self.update()
