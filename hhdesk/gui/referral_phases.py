"""The phases of referrals as filters with counts."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hhdesk.care.referral_keys import Counts
from hhdesk.care.referral_states import PHASE_WORDS, Phase
from hhdesk.gui import forms
from hhdesk.gui.counted_filters import CountedFilters
from hhdesk.i18n import N_

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
class ReferralPhases(CountedFilters):
    """By name: ALL, LATE or a phase's code."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_WORDS, parent)

    @property
    def phase(self) -> Phase | None:
        """The phase that is chosen; None is all open ones, or the late ones."""
        return None if self.name in (ALL, LATE) else Phase(self.name)

    @property
    def late(self) -> bool:
        return self.name == LATE

    def count_keys(self, counts: Counts) -> None:
        phases = {phase.value: n for phase, n in counts.phases.items()}
        self.count(phases | {ALL: counts.open, LATE: counts.late})
