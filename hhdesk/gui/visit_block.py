"""Paints one visit of the calendar: state as icon, word and colour, badges, words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from hhdesk.gui import icons, theme
from hhdesk.gui.visit_words import Badge, VisitWords

_EDGE, _PAD, _GAP, _RADIUS = 3.0, 6.0, 4.0, 4.0
_LEFT = _EDGE + _PAD
_NAME_AT_LEAST = 52.0
_NARROW, _CRAMPED = 84.0, 60.0
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


Shown = dict[tuple[str, int, bool], tuple[str, float]]
"""Words as they fit a width, in bold or not, and how wide those are."""


class BlockPainter:
    """Measures once for all blocks of one painting; `shown` is kept between them."""

    def __init__(self, painter: QPainter, shown: Shown) -> None:
        self._painter = painter
        self._shown = shown
        self._plain = painter.font()
        self._bold = QFont(self._plain)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._crossed = QFont(self._plain)
        self._crossed.setStrikeOut(True)
        self._metrics = QFontMetricsF(self._plain)
        self._bold_metrics = QFontMetricsF(self._bold)
        self.line = self._metrics.height()
        self._side = round(self._metrics.ascent())
        self._ratio = painter.device().devicePixelRatioF()
        self._colours: dict[str, tuple[QColor, QColor]] = {}
        self._ink = theme.colour("text")
        self._focus = QPen(QColor(theme.current().focus), 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint(
        self, box: QRectF, words: VisitWords, *, chosen: bool, soft: bool
    ) -> None:
        """One block; `soft` is one that is being dragged away from here."""
        if soft:
            self._painter.setOpacity(0.4)
        self._ground(box, words.state.tone, chosen=chosen)
        self._words(box.adjusted(_LEFT, 0, -_GAP, 0), words)
        if soft:
            self._painter.setOpacity(1.0)

    def count(self, box: QRectF, more: str, *, chosen: bool) -> None:
        """A count of visits that do not fit."""
        self._ground(box, "neutral", chosen=chosen)
        self._painter.setFont(self._bold)
        self._painter.setPen(self._tone("neutral")[0])
        self._painter.drawText(box, _CENTRE, more)

    def _tone(self, name: str) -> tuple[QColor, QColor]:
        """Ink and ground."""
        found = self._colours.get(name)
        if found is None:
            tone = theme.current().tone(name)
            found = self._colours[name] = QColor(tone.ink), QColor(tone.ground)
        return found

    def _ground(self, box: QRectF, name: str, *, chosen: bool) -> None:
        ink, ground = self._tone(name)
        painter = self._painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        edge = QRectF(box.left(), box.top(), _EDGE, box.height())
        painter.fillRect(edge, ink)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._focus)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)

    def _words(self, box: QRectF, words: VisitWords) -> None:
        """As many lines as fit; the first always has the name and the badges. The icon
        of the state stands before the name, or on the second line of a narrow block."""
        lines = max(1, int((box.height() - 4) // self.line))
        high = min(self.line, box.height())
        top = box.top() + (3 if lines > 1 else (box.height() - high) / 2)
        line = QRectF(box.left(), top, box.width(), high)
        narrow = box.width() <= _NARROW
        told = self._lines(words, lines, box.width())
        beside = told[0] if lines == 1 and told else ""
        self._first(line, words, beside, icon=not narrow or lines == 1)
        for number, text in enumerate(told[: lines - 1]):
            line = line.translated(0, self.line)
            crossed = words.crossed_out and text == words.title
            font = self._crossed if crossed else self._plain
            self._text(
                self._after_icon(line, words) if narrow and not number else line,
                text,
                font,
            )

    def _after_icon(self, line: QRectF, words: VisitWords) -> QRectF:
        """Paint the state's icon; gives the rest of the line."""
        state = words.state
        cramped = state.tone == "info" and line.width() < _CRAMPED
        if not state.icon or cramped:
            return line
        self._icon(line.left(), line, state.icon, state.tone)
        return line.adjusted(self._side + _GAP, 0, 0, 0)

    def _lines(self, words: VisitWords, lines: int, width: float) -> list[str]:
        """What stands below the name, or beside it where there is one line only."""
        state = words.state.word
        booked = words.state.tone == "info"
        if not words.title:
            return [words.times]
        if lines == 1:
            return [words.title if booked else state]
        if lines == 2:
            both = f"{state} · {words.title}"
            fits = self._fit(both, width, bold=False)[2]
            return [both if fits else (words.title if booked else state)]
        return [words.title, state, words.times]

    def _first(
        self, line: QRectF, words: VisitWords, beside: str, *, icon: bool
    ) -> None:
        # The narrowest lines of the usual state keep their room for the name.
        if icon and (line.width() > _NARROW or words.state.tone != "info"):
            line = self._after_icon(line, words)
        line.setRight(self._badges(line, words.badges))
        name = words.name
        if not beside and self._fit(words.full_name, line.width(), bold=True)[2]:
            name = words.full_name
        wide = self._text(line, name, self._bold)
        rest = line.adjusted(wide + _PAD, 0, 0, 0)
        if beside and rest.width() > self._side:
            self._text(rest, beside, self._plain)

    def _badges(self, line: QRectF, badges: Sequence[Badge]) -> float:
        """As many as leave room for the name; gives where the words must end."""
        right = line.right()
        for badge in badges:
            wide = 2 * self._side + 3 * 2.0
            if right - wide - line.left() < _NAME_AT_LEAST:
                break
            right -= wide
            self._badge(QRectF(right, line.top(), wide, line.height()), badge)
            right -= _GAP
        return right

    def _badge(self, box: QRectF, badge: Badge) -> None:
        painter = self._painter
        ink, ground = self._tone(badge.state.tone)
        painter.setPen(ink)
        painter.setBrush(ground)
        pill = box.adjusted(0.5, 1.5, -0.5, -1.5)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        left = box.left() + 3
        for name in (badge.icon, badge.state.icon):
            self._icon(left, box, name, badge.state.tone, self._side - 2)
            left += self._side

    def _icon(
        self, left: float, line: QRectF, name: str, tone: str, side: int = 0
    ) -> None:
        side = side or self._side
        drawn = icons.pixmap(name, tone, side, self._ratio)
        top = line.center().y() - side / 2
        self._painter.drawPixmap(QPointF(round(left), round(top)), drawn)

    def _fit(self, words: str, room: float, *, bold: bool) -> tuple[str, float, bool]:
        """The words as they fit, their width, and whether all of them do."""
        key = words, int(room), bold
        found = self._shown.get(key)
        if found is None:
            metrics = self._bold_metrics if bold else self._metrics
            cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room))
            found = self._shown[key] = cut, metrics.horizontalAdvance(cut)
        return *found, found[0] == words

    def _text(self, box: QRectF, words: str, font: QFont) -> float:
        """Gives how wide it is."""
        if box.width() < 2 * self._side or not words:
            return 0.0
        shown, wide, _all = self._fit(words, box.width(), bold=font is self._bold)
        self._painter.setFont(font)
        self._painter.setPen(self._ink)
        self._painter.drawText(box, _MIDDLE, shown)
        return wide
