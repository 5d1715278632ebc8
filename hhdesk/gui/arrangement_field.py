"""What is arranged for a visit, one kind a row: whether, how it stands, with whom."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from hhdesk.care.arrangements import (
    ARRANGEMENT_WORDS,
    ArrangementKind,
    ArrangementStatus,
)
from hhdesk.gui import forms
from hhdesk.gui.choice import Choice
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.notice import FieldNotice
from hhdesk.i18n import N_, _

STATUS_WORDS = {
    ArrangementStatus.NEEDED: N_("Not arranged yet"),
    ArrangementStatus.REQUESTED: N_("Asked for"),
    ArrangementStatus.CONFIRMED: N_("Arranged"),
    ArrangementStatus.FAILED: N_("Fell through"),
}
_SHORTEST = 8
NOT_NEEDED = N_("Not needed")
_HINTS = {
    ArrangementKind.TRANSPORT: N_("Who drives, when, which number to call"),
    ArrangementKind.INTERPRETER: N_("Language, by phone or in person"),
    ArrangementKind.CHILD_CARE: N_("Who watches the other children"),
}


@forms.offer
class ArrangementField(Spoken, QWidget):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = ArrangementKind.TRANSPORT
        self._from: ArrangementStatus | None = None
        self.label = PlainLabel(self)
        self.status = Choice(self)
        self.detail = QLineEdit(self)
        self.notice = FieldNotice(self)
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.label, 0, 0)
        grid.addWidget(self.status, 0, 1)
        grid.addWidget(self.detail, 1, 0, 1, 2)
        grid.addWidget(self.notice, 2, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, self.fontMetrics().averageCharWidth() * 16)
        self.status.activated.connect(lambda _: self._chosen())
        self.detail.textEdited.connect(lambda _: self.changed.emit())
        self.refill()

    def save_room(self) -> None:
        """Stand beside another one: the word takes only the room that it needs."""
        self._grid.setColumnMinimumWidth(0, 0)
        self.status.setMinimumContentsLength(_SHORTEST)
        self.status.setSizeAdjustPolicy(
            Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )

    def be(self, kind: ArrangementKind) -> None:
        """Stand for this kind."""
        self.kind = kind
        self.refill()

    def begin(self, status: ArrangementStatus | None) -> None:
        """The record says this: only what it may become is offered."""
        self._from = status
        self.refill()

    def put(self, status: str, detail: str) -> None:
        """Show a state by its code ("" is not needed) and the words."""
        self.status.choose(status)
        self.detail.setText(detail)
        self.detail.setCursorPosition(0)
        self._show()

    @property
    def code(self) -> str:
        return str(self.status.value() or "")

    def _chosen(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """What is not needed has no details."""
        self.detail.setVisible(bool(self.code))

    def _offered(self) -> list[ArrangementStatus]:
        if self._from is None:
            return list(ArrangementStatus)
        allowed = self._from.next | {self._from}
        return [status for status in ArrangementStatus if status in allowed]

    def refill(self) -> None:
        word = _(ARRANGEMENT_WORDS[self.kind])
        self.label.setText(word)
        options = [(one.value, _(STATUS_WORDS[one])) for one in self._offered()]
        self.status.offer([("", _(NOT_NEEDED)), *options])
        self.status.setAccessibleName(word)
        self.detail.setPlaceholderText(_(_HINTS[self.kind]))
        self.detail.setAccessibleName(_("{what}: details").format(what=word))
        self._show()
