"""What to do now: an answer speaks of danger to self."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from hhdesk.gui.intake_parts import IntakePage
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.meeting_parts import spoken
from hhdesk.i18n import N_, _

STEPS = (
    N_("Stay with them, or stay on the line. Do not leave them alone."),
    N_("Ask quietly, without others listening: are they safe right now?"),
    N_(
        "Call the clinic's clinician on duty now, and follow the clinic's safety steps."
    ),
    N_("Where life is in danger at this moment, call 911."),
)
_FULL = 16_777_215
CALL = N_("988: call or text, free, day and night. For Spanish, press 2.")


class SafetyPage(IntakePage):
    """Nothing here is the default of a key: it is read before it is left."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._kept = self._failed = False
        self.inner.setMaximumWidth(_FULL)
        panel = QFrame(self.inner)
        panel.setProperty("look", "danger-panel")
        self._rows = QVBoxLayout(panel)
        self._rows.setContentsMargins(24, 20, 24, 20)
        self._rows.setSpacing(10)
        self.title = self._line("", "meeting-heading")
        self.why = self._line("", "heading")
        self.steps = [self._line("", "heading") for _step in STEPS]
        self.call = self._line("", "display")
        self.call_family = self._line("", "heading")
        self.told = self._line("", "strong")
        self.go_on_button, self.stop_button = QPushButton(panel), QPushButton(panel)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        for button in (self.stop_button, self.go_on_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.addStretch(1)
        self._rows.addSpacing(8)
        self._rows.addLayout(foot)
        self.column.addWidget(panel)
        self.refill()

    def _line(self, words: str, look: str) -> PlainLabel:
        label = PlainLabel(words)
        label.setProperty("look", look)
        label.setWordWrap(True)
        self._rows.addWidget(label)
        return label

    def tell(self, *, kept: bool, failed: bool = False) -> None:
        """Whether the message to the team is written, or could not be."""
        words = _("Your team is being told…")
        if kept:
            words = _("Your team was told: it stands on Today until it is dealt with.")
        elif failed:
            words = _("The message to your team is not saved. Tell them yourself now.")
        self._kept, self._failed = kept, failed
        self.told.setText(words)

    def refill(self) -> None:
        self.title.setText(_("Act now"))
        self.why.setText(_("An answer speaks of danger to self."))
        for number, (label, step) in enumerate(
            zip(self.steps, STEPS, strict=True), start=1
        ):
            label.setText(f"{number}.  {_(step)}")
        self.call.setText(_(CALL))
        family = spoken(self._language, CALL)
        self.call_family.setText(family)
        self.call_family.setVisible(family != self.call.text())
        self.stop_button.setText(_("Stop asking here"))
        self.go_on_button.setText(_("They are safe with me: go on"))
        self.tell(kept=self._kept, failed=self._failed)
