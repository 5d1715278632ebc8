"""What comes over in a merge: how many rows of which kind, in a few columns."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from hhdesk.care.merge_preview import MergePreview
from hhdesk.gui.labels import PlainLabel
from hhdesk.i18n import _

_COLUMNS = 3


class MergeMoves(QWidget):
    def __init__(self, preview: MergePreview) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(6)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        rows = preview.moves
        lines = -(-len(rows) // _COLUMNS)
        for at, row in enumerate(rows):
            label = self._label(f"{_(row.words)}: {row.count}", "")
            self._grid.addWidget(label, at % lines, at // lines)
        for at, row in enumerate(one for one in rows if one.note):
            note = self._label(_(row.note), "muted")
            self._grid.addWidget(note, lines + at, 0, 1, _COLUMNS)

    @staticmethod
    def _label(words: str, look: str) -> PlainLabel:
        label = PlainLabel(words)
        label.setProperty("look", look)
        label.setWordWrap(True)
        return label
