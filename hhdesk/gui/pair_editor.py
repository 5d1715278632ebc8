"""A line of the plan in the family's language beside English, with its state."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hhdesk.care.translation_faults import faults
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.gui import forms, icons, plan_keys, states, theme, translation_words
from hhdesk.gui.chip import Chip
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.notice import FieldNotice
from hhdesk.gui.plan_draft import rewritten
from hhdesk.gui.reading_marks import ReadingChip, ReadingMarks
from hhdesk.i18n import _, find_language, language_name

_SIDE_BY_SIDE = 420
_TO_CHECK = (
    TranslationState.DRAFT,
    TranslationState.TRANSLATED,
    TranslationState.STALE,
)
_SAID_BY_EMPTINESS = (TranslationState.MISSING, TranslationState.CHECKED)


@forms.offer
class PairEditor(Spoken, QWidget):
    """Read as text and written in place. `hint` stands in an empty English line."""

    edited = Signal(object)
    """The Pair after typing."""
    check_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved, self._pair = Pair(), Pair()
        self._language, self._may_check = "en", False
        self._hint = ""
        self._dense = False
        self.family_title = PlainLabel(self)
        self.english_title = PlainLabel(self)
        for title in (self.family_title, self.english_title):
            title.setProperty("look", "caption")
        self.family, self.english = GrowingText(self), GrowingText(self)
        for field in (self.family, self.english):
            field.setProperty("look", "inplace")
            plan_keys.leave(field)
        self._marks = ReadingMarks(self.family)
        ReadingMarks(self.english)
        self.hard_family, self.hard_english = ReadingChip(self), ReadingChip(self)
        self.chip = Chip(self)
        self.check_button = QPushButton(self)
        self.check_button.setProperty("look", "small")
        icons.name_icon(self.check_button, "check")
        self.side = QWidget(self)
        self.faults: FieldNotice | None = None
        self._build()
        self.family.textChanged.connect(self._typed)
        self.english.textChanged.connect(self._typed)
        self.check_button.clicked.connect(self.check_wanted)

    def _build(self) -> None:
        left, right = QVBoxLayout(self.side), QVBoxLayout()
        self.below, self.below_english = Flow(self), Flow(self)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
        self.below.add(self.chip)
        self.below.add(self.check_button)
        self.below.add(self.hard_family)
        self.below_english.add(self.hard_english)
        for chip in (self.chip, self.hard_family, self.hard_english):
            # They come to light when they have something to say.
            chip.hide()
        left.addWidget(self.family_title)
        left.addWidget(self.family)
        self._left = left
        left.addLayout(_indented(self.below))
        right.addWidget(self.english_title)
        right.addWidget(self.english)
        right.addLayout(_indented(self.below_english))
        right.addStretch(1)
        self.below_english.hide()
        self._both = both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(8)
        both.addWidget(self.side, 1, Qt.AlignmentFlag.AlignTop)
        both.addLayout(right, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One below the other where the room is narrow for the size of text."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme.scaled(_SIDE_BY_SIDE)
        way = QHBoxLayout.Direction
        self._both.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._both.setSpacing(0 if narrow else 8)

    def hide_titles(self) -> None:
        """For the second and further lines of a list."""
        self.family_title.hide()
        self.english_title.hide()

    def pack(self) -> None:
        """For rows of a list: no titles, and no chip where the line itself says it."""
        self._dense = True
        self.hide_titles()

    def say_hint(self, words: str) -> None:
        """What belongs here, while nothing does."""
        self._hint = words
        self.refill()

    def put(self, saved: Pair, now: Pair, language: str, *, may_check: bool) -> None:
        """Show a pair as typed; `saved` is what the record holds of it."""
        self._saved, self._pair, self._may_check = saved, now, may_check
        other = language != self._language
        self._language = language
        self.side.setVisible(language != "en")
        self.family.put(now.family)
        self.english.put(now.english)
        if other:
            self._turn()
            self.refill()
        else:
            self._show_state()

    def _turn(self) -> None:
        """The family's language runs its own way; English is the quieter one."""
        known = find_language(self._language)
        rtl = known is not None and known.right_to_left
        self.family.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )
        self._marks.speak(self._language)
        self.english.setProperty("second", self._language != "en")
        self.english.style().unpolish(self.english)
        self.english.style().polish(self.english)

    @property
    def language(self) -> str:
        """The family's."""
        return self._language

    @property
    def pair(self) -> Pair:
        return self._pair

    def write(self, pair: Pair) -> None:
        """Put another line here as if it had been typed."""
        self._pair = pair
        self.family.put(pair.family)
        self.english.put(pair.english)
        self._show_state()
        self.edited.emit(pair)

    def _typed(self) -> None:
        english, family = self.english.toPlainText(), self.family.toPlainText()
        self._pair = rewritten(self._saved, english, family)
        self._show_state()
        self.edited.emit(self._pair)

    def _show_state(self) -> None:
        state = states.translation(self._pair)
        written = bool(self._pair.english.strip() or self._pair.family.strip())
        said = self._dense and self._pair.state in _SAID_BY_EMPTINESS
        if written and not said:
            if self.chip.state != state:
                self.chip.say(state.word, state.tone, state.icon)
        elif self.chip.text():
            self.chip.say("")
        self._show_hint()
        self._show_faults()
        saved = self._pair == self._saved and self._pair.state in _TO_CHECK
        self.check_button.setVisible(self._may_check and saved)
        hard = _tell_hard(self.hard_family, self._pair.family, self._language)
        shown = bool(self.chip.text()) or not self.check_button.isHidden() or hard
        if shown == self.below.isHidden():
            self.below.setVisible(shown)
        hard = _tell_hard(self.hard_english, self._pair.english, "en")
        if hard == self.below_english.isHidden():
            self.below_english.setVisible(hard)

    def _show_faults(self) -> None:
        """Numbers, phones and blanks that got lost, until somebody stands for it."""
        pair, words = self._pair, ""
        if pair.family and pair.state is not TranslationState.CHECKED:
            words = translation_words.faults(faults(pair.english, pair.family))
        if words and self.faults is None:
            self.faults = FieldNotice(self.side)
            self._left.insertWidget(2, self.faults)
        if self.faults is not None and self.faults.text() != words:
            self.faults.say(words)

    def _show_hint(self) -> None:
        """What an empty line in the family's language says of itself."""
        words = _("In {language}").format(language=language_name(self._language))
        if self._dense and self._pair.english.strip():
            words = _("Not translated yet")
        if self.family.placeholderText() != words:
            self.family.setPlaceholderText(words)

    def refill(self) -> None:
        name = language_name(self._language)
        self.family_title.setText(_("Family's language: {name}").format(name=name))
        self.english_title.setText(language_name("en"))
        told = self.accessibleName()
        for field, words in (
            (self.family, self.family_title.text()),
            (self.english, language_name("en")),
        ):
            field.setAccessibleName(f"{told}, {words}" if told else words)
        self.english.setPlaceholderText(self._hint)
        self.check_button.setText(_("Mark as checked"))
        self._show_state()


def _tell_hard(chip: ReadingChip, words: str, language: str) -> bool:
    """Say of a line that it is hard to read; an easy one needs no word."""
    chip.put(words, language)
    hard = chip.state.tone == "warning"
    if chip.isHidden() == hard:
        chip.setVisible(hard)
    return hard


def _indented(strip: QWidget) -> QHBoxLayout:
    """What stands below a line begins where its words begin."""
    row = QHBoxLayout()
    row.setContentsMargins(11, 0, 0, 2)
    row.addWidget(strip)
    return row
