"""Paints the days of the calendar: hours, heads, what is left out, now, the visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen

from hhdesk.gui import theme, visit_words
from hhdesk.gui.day_geometry import MARGIN, DayGeometry
from hhdesk.gui.day_lanes import Placed
from hhdesk.gui.day_sheet import DaySheet
from hhdesk.gui.day_stops import Stop
from hhdesk.gui.visit_block import BlockPainter, Shown
from hhdesk.gui.visit_words import VisitWords
from hhdesk.i18n import _, format_hour, format_weekday

_OPENS, _CLOSES = 8, 18
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_TOP_RIGHT = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True, slots=True)
class Ghost:
    """Where a visit that is being dragged would go; `words` is the new time."""

    day: int
    top: float
    bottom: float
    words: str
    allowed: bool = True


@dataclass
class Scene:
    """What is painted beside the visits themselves."""

    today: date
    now: datetime | None = None
    day: int = 0
    stop: Stop | None = None
    focused: bool = False
    dragged: UUID | None = None
    ghost: Ghost | None = None


class DayPainter:
    """Keeps the words of the visits between paintings."""

    def __init__(self) -> None:
        self._words: dict[UUID, tuple[object, VisitWords]] = {}
        self._shown: Shown = {}

    def forget(self) -> None:
        """The language or the font has changed, or other days are shown."""
        self._words.clear()
        self._shown.clear()

    def words(self, sheet: DaySheet, visit: UUID) -> VisitWords:
        row = sheet.row(visit)
        assert row is not None
        known = self._words.get(visit)
        if known is None or known[0] is not row:
            known = row, visit_words.say(row, sheet.axis.zone)
            self._words[visit] = known
        return known[1]

    def paint(
        self, painter: QPainter, where: DayGeometry, sheet: DaySheet, scene: Scene
    ) -> int:
        """Paint what is in the view; gives how many blocks that took."""
        painter.save()
        painter.setClipRect(QRectF(0, where.head, where.width, where.height))
        _paint_ground(painter, where, sheet, scene)
        painter.setClipRect(where.body)
        painter.save()
        painted = self._blocks(painter, where, sheet, scene)
        painter.restore()
        _paint_now(painter, where, sheet, scene)
        if scene.ghost is not None:
            _paint_ghost(painter, where, scene.ghost)
        painter.restore()
        _paint_heads(painter, where, sheet, scene)
        return painted

    def _blocks(
        self, painter: QPainter, where: DayGeometry, sheet: DaySheet, scene: Scene
    ) -> int:
        block = BlockPainter(painter, self._shown)
        painted = 0
        for day in range(where.days):
            for placed in sheet.placed(day):
                if where.shows(placed.top, placed.bottom):
                    self._block(block, where.box(day, placed), placed, sheet, scene)
                    painted += 1
        _paint_slot(painter, where, scene)
        return painted

    def _block(
        self,
        block: BlockPainter,
        box: QRectF,
        placed: Placed,
        sheet: DaySheet,
        scene: Scene,
    ) -> None:
        stop = scene.stop if scene.focused else None
        if placed.visit is None:
            chosen = stop is not None and stop.more == placed.more
            block.count(box, f"+{len(placed.more)}", chosen=chosen)
            return
        chosen = stop is not None and stop.visit == placed.visit
        soft = placed.visit == scene.dragged and scene.ghost is not None
        words = self.words(sheet, placed.visit)
        block.paint(box, words, chosen=chosen, soft=soft)


def _paint_ground(
    painter: QPainter, where: DayGeometry, sheet: DaySheet, scene: Scene
) -> None:
    worn = theme.current()
    painter.fillRect(QRectF(0, 0, where.width, where.height), QColor(worn.surface))
    axis = sheet.axis
    opens, closes = axis.hour_place(_OPENS), axis.hour_place(_CLOSES)
    for top, bottom in ((0, opens), (closes, axis.height)):
        box = QRectF(
            where.axis, where.y(top), where.width, where.y(bottom) - where.y(top)
        )
        painter.fillRect(box, QColor(worn.window))
    for day, on in enumerate(sheet.days):
        if on == scene.today and where.days > 1:
            tint = QColor(worn.accent_soft)
            tint.setAlpha(90)
            painter.fillRect(where.column(day), tint)
    _paint_hours(painter, where, sheet)
    for day, on in enumerate(sheet.days):
        for gap in axis.gaps(on):
            _paint_gap(painter, where.stretch(day, gap.top, gap.bottom), sheet, day)
    painter.setPen(QColor(worn.line))
    for day in range(where.days):
        x = round(where.x(day))
        painter.drawLine(x, where.head, x, where.height)


def _paint_hours(painter: QPainter, where: DayGeometry, sheet: DaySheet) -> None:
    """Hour lines, half hours fainter, and the hours' names at the side."""
    worn = theme.current()
    half = QColor(worn.line)
    half.setAlpha(110)
    metrics = painter.fontMetrics()
    for place, row in enumerate(sheet.axis.rows):
        if not where.shows(place - 0.5, place + 1):
            continue
        y = round(where.y(place))
        painter.setPen(QColor(worn.line))
        painter.drawLine(where.axis, y, where.width, y)
        middle = round(where.y(place + 0.5))
        painter.setPen(half)
        painter.drawLine(where.axis, middle, where.width, middle)
        painter.setPen(theme.colour("muted"))
        box = QRectF(0, y + 1, where.axis - 8, metrics.height() * 2)
        words = format_hour(row.hour)
        painter.drawText(box, _TOP_RIGHT, f"{words}\n{again()}" if row.again else words)


def again() -> str:
    """Below the name of an hour that comes a second time."""
    return _("again")


def _paint_gap(painter: QPainter, box: QRectF, sheet: DaySheet, day: int) -> None:
    """Hatched: this day has no such time."""
    worn = theme.current()
    painter.fillRect(box, QColor(worn.hover))
    painter.fillRect(box, QBrush(QColor(worn.field_line), Qt.BrushStyle.BDiagPattern))
    words = gap_words()
    metrics = painter.fontMetrics()
    room = metrics.horizontalAdvance(words) + 12
    if room <= box.width() and metrics.height() <= box.height():
        label = QRectF(0, 0, room, metrics.height() + 2)
        label.moveCenter(box.center())
        painter.fillRect(label, QColor(worn.hover))
        painter.setPen(theme.colour("muted"))
        painter.drawText(label, _CENTRE, words)


def gap_words() -> str:
    return _("No such hour")


def _paint_slot(painter: QPainter, where: DayGeometry, scene: Scene) -> None:
    """The free half hour on which the keyboard stands."""
    stop = scene.stop
    if not scene.focused or stop is None or not stop.free:
        return
    box = where.stretch(scene.day, stop.top, stop.bottom)
    box = box.adjusted(MARGIN, 1, -MARGIN, -1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.current().focus), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 4, 4)
    painter.restore()


def _paint_now(
    painter: QPainter, where: DayGeometry, sheet: DaySheet, scene: Scene
) -> None:
    if scene.now is None or scene.today not in sheet.days:
        return
    day = sheet.days.index(scene.today)
    y = round(where.y(sheet.axis.position(scene.today, scene.now)))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = theme.colour("danger")
    painter.setPen(QPen(ink, 2))
    left, right = where.x(day), where.x(day) + where.column_width
    painter.drawLine(QPointF(left, y), QPointF(right, y))
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(left + 1, y), 4, 4)
    painter.restore()


def _paint_ghost(painter: QPainter, where: DayGeometry, ghost: Ghost) -> None:
    """The place that a dragged visit would take, with its new time."""
    tone = theme.current().tone("accent" if ghost.allowed else "danger")
    box = where.stretch(ghost.day, ghost.top, ghost.bottom)
    box = box.adjusted(MARGIN, 1, -MARGIN, -1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tone.ink), 2, Qt.PenStyle.DashLine))
    ground = QColor(tone.ground)
    ground.setAlpha(225)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(tone.ink))
    inner = box.adjusted(8, 2, -4, -2)
    flags = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
    painter.drawText(inner, flags, ghost.words)
    painter.restore()


def _paint_heads(
    painter: QPainter, where: DayGeometry, sheet: DaySheet, scene: Scene
) -> None:
    worn = theme.current()
    painter.fillRect(QRectF(0, 0, where.width, where.head), QColor(worn.surface))
    painter.setPen(QColor(worn.line))
    painter.drawLine(0, where.head - 1, where.width, where.head - 1)
    bold = QFont(painter.font())
    bold.setWeight(QFont.Weight.DemiBold)
    painter.setFont(bold)
    metrics = QFontMetrics(bold)
    for day, on in enumerate(sheet.days):
        words = format_weekday(on)
        box = QRectF(where.x(day) + 8, 0, where.column_width - 16, where.head - 1)
        if on == scene.today:
            _paint_today(painter, box, metrics.horizontalAdvance(words))
        painter.setPen(theme.colour("accent" if on == scene.today else "text"))
        painter.drawText(box, _LEFT, words)
        painter.setPen(QColor(worn.line))
        if day:
            x = round(where.x(day))
            painter.drawLine(x, 0, x, where.head - 1)


def _paint_today(painter: QPainter, box: QRectF, words: int) -> None:
    high = painter.fontMetrics().height() + 6
    pill = QRectF(box.left() - 6, 0, words + 12, high)
    pill.moveCenter(QPointF(pill.center().x(), box.center().y()))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.current().accent_soft))
    painter.drawRoundedRect(pill, high / 2, high / 2)
    painter.restore()
