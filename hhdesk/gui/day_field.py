"""A field for a day: typed freely, or picked from a month; may be empty."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from hhdesk.gui import days, forms, icons
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import set_tip
from hhdesk.gui.notice import mark_wrong
from hhdesk.i18n import _, format_date


@forms.offer
class DayField(Spoken, QWidget):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 15)
        self.field.textEdited.connect(lambda _: self._typed())
        self.field.editingFinished.connect(self._tidy)
        self.button = QToolButton(self.field)
        self.button.setProperty("look", "bare")
        self.button.setFixedSize(24, 24)
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        icons.name_icon(self.button, "calendar")
        self.button.pressed.connect(self._offer_month)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)
        inside = QHBoxLayout(self.field)
        inside.setContentsMargins(0, 0, 5, 0)
        inside.addStretch(1)
        inside.addWidget(self.button)
        self.field.setTextMargins(0, 0, 24, 0)
        self.setFocusProxy(self.field)
        self.month: QCalendarWidget | None = None
        self.refill()

    @property
    def day(self) -> date | None:
        """The day typed; None while the field is empty or not a day."""
        return days.parse(self.field.text())

    @property
    def wrong(self) -> bool:
        """Something is typed that is not a day."""
        return bool(self.field.text().strip()) and self.day is None

    def put(self, day: date | None) -> None:
        self.field.setText(days.typed(day))
        self._mark()

    def _typed(self) -> None:
        if not self.wrong:
            self._mark()
        self.changed.emit()

    def _tidy(self) -> None:
        """Leaving the field: say so if it is not a day, else write it the usual way."""
        if self.day is not None:
            self.field.setText(days.typed(self.day))
        self._mark()

    def _mark(self) -> None:
        mark_wrong(self.field, self.wrong)
        day = self.day
        set_tip(self.field, format_date(day, "full") if day else "")

    def _offer_month(self) -> None:
        """The month is built when it is first asked for: it is a heavy widget."""
        if self.month is None:
            self.month = QCalendarWidget(self)
            self.month.clicked.connect(self._picked)
            menu = QMenu(self)
            action = QWidgetAction(menu)
            action.setDefaultWidget(self.month)
            menu.addAction(action)
            self.button.setMenu(menu)
        day = self.day
        if day is not None:
            self.month.setSelectedDate(QDate(day.year, day.month, day.day))

    def _picked(self, day: QDate) -> None:
        self.put(date(day.year(), day.month(), day.day()))
        if (menu := self.button.menu()) is not None:
            menu.close()
        self.changed.emit()

    def refill(self) -> None:
        self.field.setPlaceholderText(_("mm/dd/yyyy"))
        set_tip(self.button, _("Pick a day"))
        self.button.setAccessibleName(_("Pick a day"))
        self._mark()
