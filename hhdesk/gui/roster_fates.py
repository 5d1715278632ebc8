"""What becomes of a roster's lines, as filters with counts."""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import QWidget

from hhdesk.care.roster_lines import FATE_WORDS, Fate
from hhdesk.gui import forms
from hhdesk.gui.counted_filters import CountedFilters
from hhdesk.i18n import N_

_ALL = "all"
_WORDS = {
    _ALL: N_("All lines"),
    **{fate.value: FATE_WORDS[fate] for fate in Fate},
}


@forms.offer
class RosterFates(CountedFilters):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_WORDS, parent, hiding=True)

    @property
    def fate(self) -> Fate | None:
        """The chosen one; None is all lines."""
        return None if self.name == _ALL else Fate(self.name)

    def choose_fate(self, fate: Fate | None) -> None:
        self.choose(_ALL if fate is None else fate.value)

    def count_fates(self, counts: Counter[Fate]) -> None:
        fates = {fate.value: n for fate, n in counts.items()}
        self.count(fates | {_ALL: counts.total()})
