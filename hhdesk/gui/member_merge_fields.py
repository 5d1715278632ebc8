"""Two records side by side, field by field, with a choice where they differ."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from hhdesk.care.merge_fields import FIELD_WORDS, FieldRow, MergeField
from hhdesk.care.merge_preview import MergePreview
from hhdesk.gui import forms, member_merge_words
from hhdesk.gui.chip import Chip
from hhdesk.gui.choice import Choice
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel
from hhdesk.i18n import _

_KEPT, _GONE = "kept", "gone"


@forms.offer
class MergeFields(Spoken, QWidget):
    changed = Signal()
    """The person chose another value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        for column, share in enumerate((0, 0, 2, 2, 3)):
            self._grid.setColumnStretch(column, share)
        self._preview: MergePreview | None = None
        self._taken: frozenset[MergeField] = frozenset()
        self._choices: dict[MergeField, Choice] = {}

    def put(self, preview: MergePreview, from_gone: Iterable[MergeField]) -> None:
        """Show two records; `from_gone` are the fields chosen from the second."""
        self._preview, self._taken = preview, frozenset(from_gone)
        self.refill()

    def from_gone(self) -> frozenset[MergeField]:
        """The fields whose value is the second one's."""
        chosen = {f for f, one in self._choices.items() if one.value() == _GONE}
        return frozenset(chosen | (self._taken - self._choices.keys()))

    def choice(self, field: MergeField) -> Choice:
        return self._choices[field]

    def refill(self) -> None:
        self._taken = self.from_gone()
        self._choices = {}
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if self._preview is None:
            return
        heads = ("", "", _("Stays"), _("Goes"), _("What is kept"))
        for column, words in enumerate(heads):
            self._grid.addWidget(self._label(words, "section"), 0, column)
        for row, told in enumerate(self._preview.fields, start=1):
            self._add(row, told)

    def _add(self, row: int, told: FieldRow) -> None:
        field = told.field
        words = _(FIELD_WORDS[field])
        texts = [member_merge_words.value(field, one) for one in (told.kept, told.gone)]
        name = self._label(words, "muted")
        self._grid.addWidget(name, row, 0)
        apart = told.differs and member_merge_words.NOTHING not in texts
        for column, text in enumerate(texts, start=2):
            look = "strong" if apart else ""
            self._grid.addWidget(self._label(text, look), row, column)
        if not told.differs:
            self._grid.addWidget(self._label(texts[0], "muted"), row, 4)
            return
        if apart:
            chip = Chip()
            chip.say(_("Differs"), "warning", "triangle-alert")
            self._grid.addWidget(chip, row, 1, Qt.AlignmentFlag.AlignVCenter)
        choice = Choice()
        choice.offer(zip((_KEPT, _GONE), texts, strict=True))
        choice.choose(_GONE if field in self._taken else _KEPT)
        choice.setAccessibleName(f"{words}: " + _("What is kept"))
        choice.setMinimumContentsLength(12)
        choice.activated.connect(lambda _index: self.changed.emit())
        self._choices[field] = choice
        self._grid.addWidget(choice, row, 4)

    @staticmethod
    def _label(words: str, look: str) -> PlainLabel:
        label = PlainLabel(words)
        label.setProperty("look", look)
        label.setWordWrap(look != "muted")
        return label
