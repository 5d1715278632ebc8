"""Where the day's families are, as filters with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from hhdesk.care.front_desk import STAGE_WORDS, DeskRow, Stage
from hhdesk.gui import forms
from hhdesk.gui.counted_filters import CountedFilters
from hhdesk.i18n import N_

ALL = "all"
_WORDS = {
    ALL: N_("Everyone"),
    **{stage.value: word for stage, word in STAGE_WORDS.items()},
}


@forms.offer
class DeskStages(CountedFilters):
    """By name: ALL or a stage's code."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_WORDS, parent)

    @property
    def stage(self) -> Stage | None:
        """The chosen one; None is everybody."""
        return None if self.name == ALL else Stage(self.name)

    def count_rows(self, rows: Iterable[DeskRow]) -> None:
        stages = Counter(row.stage.value for row in rows)
        self.count(stages | {ALL: stages.total()})
