"""A line of the plan in the family's language beside English, with its state."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hhdesk.care.translations import Pair, TranslationState
from hhdesk.gui import forms, icons, states, theme
from hhdesk.gui.chip import Chip
from hhdesk.gui.forms import Spoken
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.plan_draft import rewritten
from hhdesk.i18n import _, find_language, language_name

_SIDE_BY_SIDE = 420
_TO_CHECK = (
    TranslationState.DRAFT,
    TranslationState.TRANSLATED,
    TranslationState.STALE,
)


@forms.offer
class PairEditor(Spoken, QWidget):
    edited = Signal(object)
    """The Pair after typing."""
    check_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved, self._pair = Pair(), Pair()
        self._language, self._may_check = "en", False
        self.family_title = PlainLabel(self)
        self.english_title = PlainLabel(self)
        for title in (self.family_title, self.english_title):
            title.setProperty("look", "muted")
        self.family, self.english = GrowingText(self), GrowingText(self)
        self.chip = Chip(self)
        self.check_button = QPushButton(self)
        self.check_button.setProperty("look", "small")
        icons.name_icon(self.check_button, "check")
        self._side = QWidget(self)
        self._build()
        self.family.textChanged.connect(self._typed)
        self.english.textChanged.connect(self._typed)
        self.check_button.clicked.connect(self.check_wanted)

    def _build(self) -> None:
        left = QVBoxLayout(self._side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(4)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.chip)
        below.addWidget(self.check_button)
        below.addStretch(1)
        left.addWidget(self.family_title)
        left.addWidget(self.family)
        left.addLayout(below)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.english_title)
        right.addWidget(self.english)
        right.addStretch(1)
        self._both = both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(16)
        both.addWidget(self._side, 1, Qt.AlignmentFlag.AlignTop)
        both.addLayout(right, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other where the room is narrow for the size of text."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme.scaled(_SIDE_BY_SIDE)
        way = QHBoxLayout.Direction
        self._both.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def hide_titles(self) -> None:
        """For the second and further lines of a list."""
        self.family_title.hide()
        self.english_title.hide()

    def put(self, saved: Pair, now: Pair, language: str, *, may_check: bool) -> None:
        """Show a pair as typed; `saved` is what the record holds of it."""
        self._saved, self._pair = saved, now
        self._language, self._may_check = language, may_check
        self._side.setVisible(language != "en")
        known = find_language(language)
        rtl = known is not None and known.right_to_left
        self.family.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )
        self.family.put(now.family)
        self.english.put(now.english)
        self.refill()

    def _typed(self) -> None:
        english, family = self.english.toPlainText(), self.family.toPlainText()
        self._pair = rewritten(self._saved, english, family)
        self._show_state()
        self.edited.emit(self._pair)

    def _show_state(self) -> None:
        state = states.translation(self._pair)
        if self._pair.english.strip() or self._pair.family.strip():
            self.chip.say(state.word, state.tone, state.icon)
        else:
            self.chip.say("")
        saved = self._pair == self._saved and self._pair.state in _TO_CHECK
        self.check_button.setVisible(self._may_check and saved)

    def refill(self) -> None:
        name = language_name(self._language)
        self.family_title.setText(_("Family's language: {name}").format(name=name))
        self.english_title.setText(language_name("en"))
        self.family.setAccessibleName(self.family_title.text())
        self.english.setAccessibleName(language_name("en"))
        self.check_button.setText(_("Mark as checked"))
        self._show_state()
