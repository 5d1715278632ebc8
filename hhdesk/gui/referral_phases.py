"""The phases of referrals as filters with counts, of which one is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from hhdesk.care.referral_keys import Counts
from hhdesk.care.referral_states import PHASE_WORDS, Phase
from hhdesk.gui import forms
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.i18n import N_, _

ALL, LATE = "all", "late"
_WORDS = {
    ALL: N_("All open"),
    **{
        phase.value: words
        for phase, words in PHASE_WORDS.items()
        if phase is not Phase.CLOSED
    },
    LATE: N_("Late"),
    Phase.CLOSED.value: PHASE_WORDS[Phase.CLOSED],
}


@forms.offer
class ReferralPhases(Spoken, Flow):
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[str, int] = {}
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for name in _WORDS:
            button = QPushButton(self)
            button.setProperty("look", "filter")
            button.setCheckable(True)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(self.chosen)
            self._group.addButton(button)
            self._buttons[name] = button
            self.add(button)
        self.choose(ALL)
        self.refill()

    @property
    def _name(self) -> str:
        checked = self._group.checkedButton()
        return next(name for name, one in self._buttons.items() if one is checked)

    @property
    def phase(self) -> Phase | None:
        """The phase that is chosen; None is all open ones, or the late ones."""
        return None if self._name in (ALL, LATE) else Phase(self._name)

    @property
    def late(self) -> bool:
        return self._name == LATE

    def choose(self, name: str) -> None:
        """ALL, LATE or a phase's code; says nothing."""
        self._buttons[name].setChecked(True)

    def button(self, name: str) -> QPushButton:
        return self._buttons[name]

    def count(self, counts: Counts) -> None:
        """Say beside each filter how many it shows."""
        self._counts = {phase.value: n for phase, n in counts.phases.items()}
        self._counts |= {ALL: counts.open, LATE: counts.late}
        self.refill()

    def refill(self) -> None:
        for name, button in self._buttons.items():
            words = _(_WORDS[name])
            count = self._counts.get(name)
            button.setText(words if count is None else f"{words}  {count:,}")
        self.updateGeometry()
