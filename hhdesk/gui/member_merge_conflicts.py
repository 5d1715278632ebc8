"""What speaks against a merge, a sentence each."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hhdesk.care.merge_conflicts import Conflict
from hhdesk.gui import forms
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.i18n import _


@forms.offer
class MergeConflicts(Spoken, QWidget):
    """Takes no room while there is nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: tuple[Conflict, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def put(self, told: Iterable[Conflict]) -> None:
        self._told = tuple(told)
        self.refill()

    def sentences(self) -> list[str]:
        """What is said."""
        return [_(one.sentence).format(**one.values) for one in self._told]

    def refill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one, sentence in zip(self._told, self.sentences(), strict=True):
            notice = Notice()
            self._column.addWidget(notice)
            notice.say(sentence, "danger" if one.blocks else "warning")
        self.setVisible(bool(self._told))
