"""One place of a plan that two people changed: both words, and a choice."""

from __future__ import annotations

import enum
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care.plan_merging import PLACE, WHOLE, Conflict
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.gui import forms, plan_value_words
from hhdesk.gui.chip import Chip
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.word_changes import changed_words
from hhdesk.gui.word_painting import COME, Marked, MarkedLabel
from hhdesk.i18n import N_, _, language_name


class Chosen(enum.StrEnum):
    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"
    HAND = "hand"


_WORDS = {
    Chosen.THEIRS: N_("Take theirs"),
    Chosen.MINE: N_("Take mine"),
    Chosen.BOTH: N_("Keep both"),
    Chosen.HAND: N_("Write it by hand"),
}
_KEYS = dict(zip("1234", Chosen, strict=True))


def joined(one: str, other: str) -> str:
    """Both texts, once where they say the same or one holds the other."""
    one, other = one.strip(), other.strip()
    if other in one:
        return one
    return other if one in other else f"{one}\n{other}"


def paired(english: str, family: str) -> Pair:
    """A line that nobody has read in both languages yet."""
    state = TranslationState.STALE if family.strip() else TranslationState.MISSING
    return Pair(english, family, state)


class ConflictCard(Spoken, QFrame):
    """`told` says a value of the conflict in words."""

    title_label: QLabel
    chip: Chip
    base_label: QLabel
    theirs_title: QLabel
    theirs_column: QVBoxLayout
    mine_title: QLabel
    mine_column: QVBoxLayout
    choices: Flow
    hand_cell: QWidget
    hand_field: GrowingText
    family_label: QLabel
    family_field: GrowingText

    changed = Signal()
    """Another choice, or other words by hand."""
    turned = Signal(int)
    """To the next card (+1) or the one before (-1)."""

    def __init__(self, conflict: Conflict, about: str, who: str, language: str) -> None:
        """`about` names the line, `who` saved first, `language` is the family's."""
        super().__init__()
        forms.load(self, "conflict_card")
        self.conflict = conflict
        self._about, self._who, self._language = about, who, language
        self.says: Any = plan_value_words.value
        self.chosen: Chosen | None = None
        self._theirs, self._mine = MarkedLabel(), MarkedLabel()
        self.theirs_column.addWidget(self._theirs)
        self.mine_column.addWidget(self._mine)
        self.buttons: dict[Chosen, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._make_buttons()
        for text in (self.hand_field, self.family_field):
            text.textChanged.connect(self.changed)
            text.installEventFilter(self)
        self.refill()

    @property
    def _writable(self) -> bool:
        """Whether words can be joined and written, not only taken."""
        if self.conflict.field in (WHOLE, PLACE):
            return False
        return isinstance(self.conflict.mine, str | Pair)

    def _make_buttons(self) -> None:
        offered = list(Chosen) if self._writable else [Chosen.THEIRS, Chosen.MINE]
        for one in offered:
            button = QPushButton()
            button.setProperty("look", "filter")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, c=one: self.choose(c))
            button.installEventFilter(self)
            self._group.addButton(button)
            self.buttons[one] = button
            self.choices.add(button)

    # ------------------------------------------------------------------ choosing

    def choose(self, chosen: Chosen) -> None:
        """Decide; writing by hand begins with the words of both."""
        if chosen not in self.buttons:
            return
        if chosen is Chosen.HAND and not self.hand_field.toPlainText():
            self._put_hand(self._both())
        self.chosen = chosen
        self._show_chosen()
        if chosen is Chosen.HAND:
            self.hand_field.setFocus()
        self.changed.emit()

    def _both(self) -> Any:
        theirs, mine = self.conflict.theirs, self.conflict.mine
        if not isinstance(mine, Pair):
            return joined(theirs, mine)
        return paired(
            joined(theirs.english, mine.english), joined(theirs.family, mine.family)
        )

    def _put_hand(self, told: Any) -> None:
        pair = isinstance(told, Pair)
        self.hand_field.put(told.english if pair else told)
        self.family_field.put(told.family if pair else "")

    @property
    def value(self) -> Any:
        """What was decided; the words of the person at the desk before that."""
        if self.chosen is Chosen.THEIRS:
            return self.conflict.theirs
        if self.chosen is Chosen.BOTH:
            return self._both()
        if self.chosen is not Chosen.HAND:
            return self.conflict.mine
        words = self.hand_field.toPlainText()
        if isinstance(self.conflict.mine, Pair):
            return paired(words, self.family_field.toPlainText())
        return words

    def kept(self) -> list[str]:
        """The choice and the words by hand, for the draft."""
        texts = (self.hand_field, self.family_field)
        return [self.chosen or "", *(text.toPlainText() for text in texts)]

    def put_kept(self, kept: list[str]) -> None:
        chosen, words, family = kept
        self.hand_field.put(words)
        self.family_field.put(family)
        self.chosen = Chosen(chosen) if chosen else None
        self._show_chosen()

    def _show_chosen(self) -> None:
        self._group.setExclusive(False)
        for one, button in self.buttons.items():
            button.setChecked(one is self.chosen)
        self._group.setExclusive(True)
        hand = self.chosen is Chosen.HAND
        self.hand_cell.setVisible(hand)
        pair = hand and isinstance(self.conflict.mine, Pair)
        self.family_label.setVisible(pair)
        self.family_field.setVisible(pair)
        if self.chosen is None:
            self.chip.say(_("Still to decide"), "warning", "circle")
        else:
            self.chip.say(_("Decided"), "good", "check")

    # ---------------------------------------------------------------------- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._pressed(event):
            super().keyPressEvent(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        """A digit chooses and goes on; the arrows go from card to card."""
        chosen = _KEYS.get(event.text())
        if chosen in self.buttons:
            self.choose(chosen)
            if chosen is not Chosen.HAND:
                self.turned.emit(+1)
            return True
        steps = {Qt.Key.Key_Down: +1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.turned.emit(step)
        return step is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The buttons know the card's keys; from the words, Ctrl+Enter goes on."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if isinstance(watched, QPushButton):
            return self._pressed(event)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.turned.emit(+1)
            return True
        return False

    # --------------------------------------------------------------------- words

    def _said(self, told: Any) -> str:
        if self.conflict.field == WHOLE:
            return plan_value_words.row(told) if told is not None else _("Taken out")
        words: str = self.says(told)
        if isinstance(told, Pair) and told.family:
            words = f"{words}\n{told.family}"
        return words or _("Empty")

    def _marks(self, told: Any) -> Marked:
        words, before = self._said(told), self._said(self.conflict.base)
        if self.conflict.field == WHOLE or self.conflict.base is None:
            return Marked(words)
        return Marked(words, changed_words(before, words)[1], COME)

    def show_words(self) -> None:
        self._theirs.put(self._marks(self.conflict.theirs))
        self._mine.put(self._marks(self.conflict.mine))
        before = self._said(self.conflict.base)
        self.base_label.setText(_("Before: {words}").format(words=before))

    def refill(self) -> None:
        field = "" if self.conflict.field in (WHOLE, PLACE) else self.conflict.field
        named = plan_value_words.field(field) if field != self.conflict.part else ""
        if self.conflict.field == PLACE:
            named = _("Under the goal")
        parts = plan_value_words.part(self.conflict.part), self._about, named
        title = " · ".join(part for part in parts if part)
        self.title_label.setText(title)
        self.setAccessibleName(title)
        self.theirs_title.setText(_("{name} wrote").format(name=self._who))
        self.mine_title.setText(_("You wrote"))
        family = language_name(self._language)
        self.family_label.setText(family)
        self.hand_field.setAccessibleName(_("In English, by hand"))
        for number, (one, button) in enumerate(self.buttons.items(), start=1):
            button.setText(f"{number}  {_(_WORDS[one])}")
        self.show_words()
        self._show_chosen()
