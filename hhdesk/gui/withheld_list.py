"""What a reader will not get of a plan, each line with the reason; for staff alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hhdesk.care.plan_seals import PART_WORDS, Withheld
from hhdesk.gui import forms
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.i18n import _, ngettext


@forms.offer
class WithheldList(Spoken, QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Withheld, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def put(self, rows: Sequence[Withheld]) -> None:
        self._rows = tuple(rows)
        self.refill()

    def _words(self, text: str, look: str) -> PlainLabel:
        label = PlainLabel(text)
        label.setWordWrap(True)
        label.setProperty("look", look)
        self._column.addWidget(label)
        return label

    def refill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        count = len(self._rows)
        if not count:
            self._words(_("Nothing is withheld."), "muted")
            return
        head = ngettext("{n} item withheld", "{n} items withheld", count)
        self._words(head.format(n=count), "strong")
        for row in self._rows:
            part, words = _(PART_WORDS[row.part]), _(row.words) if row.words else ""
            said = _("{part}: {words}").format(part=part, words=words)
            self._column.addSpacing(2)
            self._words(said if words else part, "")
            self._words(_(row.reason), "muted")
