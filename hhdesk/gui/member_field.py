"""A field for one child: found by name while typing, then shown and changeable."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from hhdesk.gui import forms, people
from hhdesk.gui.desk import Desk
from hhdesk.gui.finding import Finding
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import ElidedLabel
from hhdesk.gui.quick_find import QuickFind
from hhdesk.i18n import _


@forms.offer
class MemberField(Spoken, QStackedWidget):
    chosen = Signal(object)
    """The member of this id was found, or None: another one is sought."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.member_id: UUID | None = None
        self.search = QuickFind(self)
        self.search.key.hide()
        self.name_label = ElidedLabel(self)
        self.name_label.setProperty("look", "strong")
        self.born_label = ElidedLabel(self)
        self.born_label.setProperty("look", "muted")
        self.change_button = QPushButton(self)
        self.change_button.setProperty("look", "small")
        self.change_button.setAutoDefault(False)
        self.change_button.clicked.connect(self._change)
        shown = QWidget(self)
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.name_label)
        row.addWidget(self.born_label, 1)
        row.addWidget(self.change_button)
        self.addWidget(self.search)
        self.addWidget(shown)
        self._fixed = False
        self.setFocusProxy(self.search)
        self.refill()

    def serve(self, desk: Desk, lane: str) -> None:
        """Find members by this desk."""
        Finding(desk, self.search, self.chosen.emit, lane)

    def put(
        self,
        member_id: UUID | None,
        name: str = "",
        birth_date: date | None = None,
        today: date = date.max,
    ) -> None:
        """Show this child; None is an empty field."""
        self.member_id = member_id
        self.name_label.setText(name)
        born = people.born(birth_date, today) if birth_date else ""
        self.born_label.setText(born)
        self.setCurrentIndex(0 if member_id is None else 1)

    def fix(self) -> None:
        """The child cannot be another one any more."""
        self._fixed = True
        self.change_button.hide()

    def _change(self) -> None:
        self.put(None)
        self.search.begin()
        self.chosen.emit(None)

    def refill(self) -> None:
        self.change_button.setText(_("Another child"))
