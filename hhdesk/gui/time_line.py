"""The time line of a referral: each event with its day, whose doing, who wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from hhdesk.care import referral_history
from hhdesk.care.referral_history import EventRow
from hhdesk.care.referral_states import Turn
from hhdesk.care.referrals import EventKind
from hhdesk.gui import forms, icons, referral_words
from hhdesk.gui.labels import PlainLabel
from hhdesk.i18n import format_short_day

_SIDES = {
    Turn.US: ("user", "accent"),
    Turn.FAMILY: ("house", "info"),
    Turn.AGENCY: ("building-2", "good"),
    Turn.PLAN: ("file-text", "warning"),
}
_DAY_CHARACTERS = 8


class _Event(QWidget):
    """One event: sign of whose doing it was, words, who wrote it down."""

    def __init__(
        self, event: EventRow, today: date, zone: tzinfo, *, stands: bool
    ) -> None:
        super().__init__()
        self._side = event.side
        passed = event.kind is EventKind.PASSED or not stands
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(2, 1)
        on = event.happened_on
        day = format_short_day(on, today) if on else "—"
        self.day = _label(day, "muted")
        self.day.setMinimumWidth(
            self.day.fontMetrics().averageCharWidth() * _DAY_CHARACTERS
        )
        self.sign = PlainLabel()
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.day, 0, 0, top)
        grid.addWidget(self.sign, 0, 1, top)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(_label(referral_words.what(event), "muted" if passed else ""))
        for line in filter(None, referral_words.particulars(event, zone)):
            words.addWidget(_label(line, "muted"))
        grid.addLayout(words, 0, 2)
        self.redraw()

    def redraw(self) -> None:
        """Draw the sign in the theme worn now."""
        name, ink = _SIDES[self._side]
        side = self.fontMetrics().ascent() + 2
        self.sign.setPixmap(icons.pixmap(name, ink, side, self.devicePixelRatioF()))


def _label(words: str, look: str) -> QLabel:
    label = PlainLabel(words)
    label.setProperty("look", look)
    label.setWordWrap(True)
    return label


@forms.offer
class TimeLine(QWidget):
    """Events in the order in which they were entered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def put(self, events: Sequence[EventRow], today: date, zone: tzinfo) -> None:
        """Show these events instead."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        standing = {event.id for event in referral_history.standing(events)}
        for event in events:
            shown = _Event(event, today, zone, stands=event.id in standing)
            self._column.addWidget(shown)
            shown.show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for one in self.findChildren(_Event):
                one.redraw()

    def lines(self) -> list[str]:
        """The words shown, from the first event to the last."""
        return [
            label.text()
            for event in self.findChildren(_Event)
            if not event.isHidden()
            for label in event.findChildren(PlainLabel)
            if label.text()
        ]
