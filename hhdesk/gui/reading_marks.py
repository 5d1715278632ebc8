"""How a line reads, while it is typed: hard words and long sentences underlined, each
with the plainer word as a tip, and a chip with the school grade."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QHelpEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from hhdesk.care.hard_words import LONGEST_SENTENCE, HardWord, LongSentence, marks
from hhdesk.care.reading_level import (
    EASE_WORDS,
    NOT_MEASURABLE,
    ReadingLevel,
    reading_level,
)
from hhdesk.gui import forms, labels, theme
from hhdesk.gui.chip import Chip, State
from hhdesk.i18n import _

FEWEST_WORDS = 3
"""Less than these say nothing about how a line reads."""

_GRADE = "Flesch-Kincaid"


class ReadingMarks(QObject):
    """Marks one field, as it is typed. A syntax highlighter would not do: it says
    `textChanged` for what nobody typed."""

    def __init__(self, field: QPlainTextEdit, language: str = "en") -> None:
        super().__init__(field)
        self._field, self._language = field, language
        field.installEventFilter(self)
        field.viewport().installEventFilter(self)
        field.document().contentsChanged.connect(self.mark)
        self.mark()

    def speak(self, language: str) -> None:
        """The text is in this language."""
        if language != self._language:
            self._language = language
            self.mark()

    def mark(self) -> None:
        """Mark the text that stands there now."""
        text = self._field.toPlainText()
        found = marks(text, self._language)
        stretches: list[tuple[int, int, str]] = [
            *((one.start, one.end, "muted") for one in found.sentences),
            *((one.start, one.end, "warning") for one in found.words),
        ]
        self._field.setExtraSelections(
            [
                self._selection(_place(text, start), _place(text, end), tone)
                for start, end, tone in stretches
            ]
        )

    def _selection(self, start: int, end: int, tone: str) -> Any:
        cursor = QTextCursor(self._field.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        made: Any = QTextEdit.ExtraSelection()
        made.cursor, made.format = cursor, _underlined(tone)
        return made

    def tip_at(self, position: int) -> str:
        """What is said of the place in the text: a plainer word, a sentence's length;
        empty where nothing is hard."""
        found = marks(self._field.toPlainText(), self._language)
        said = [_of_word(one) for one in found.words if one.start <= position < one.end]
        said += [
            _of_sentence(one, self._language)
            for one in found.sentences
            if one.start <= position < one.end
        ]
        return "\n".join(said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.PaletteChange and watched is self._field:
            self.mark()
        if not isinstance(event, QHelpEvent) or watched is self._field:
            return False
        position = self._field.cursorForPosition(event.pos()).position()
        words = self.tip_at(position)
        if not words:
            return False
        labels.show_tip(event.globalPos(), words, self._field)
        return True


def _place(text: str, index: int) -> int:
    """Where Qt counts this character: in units of UTF-16."""
    return index if text.isascii() else len(text[:index].encode("utf-16-le")) // 2


def _underlined(tone: str) -> QTextCharFormat:
    made = QTextCharFormat()
    hard = tone == "warning"
    kind = QTextCharFormat.UnderlineStyle
    made.setUnderlineStyle(kind.WaveUnderline if hard else kind.DotLine)
    now = theme.current()
    made.setUnderlineColor(QColor(now.tone("warning").ink if hard else now.muted))
    return made


def _of_word(word: HardWord) -> str:
    if not word.plainer:
        return _("A long word. Is there a shorter one?")
    return _("Plainer: {words}").format(words=word.plainer)


def _of_sentence(sentence: LongSentence, language: str) -> str:
    longest = LONGEST_SENTENCE[language.partition("-")[0]]
    words = _("A long sentence: {n} words. Up to {most} are easy to follow.")
    return words.format(n=sentence.words, most=longest)


@forms.offer
class ReadingChip(Chip):
    """How easy a line or a plan is to read; hidden while there is too little of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of: tuple[str, str] | None = None
        self.hide()

    def put(self, text: str, language: str) -> None:
        """Say how this text reads."""
        if self._of != (text, language):
            self._of = text, language
            self.refill()

    def refill(self) -> None:
        """The same again, in the present language of the screens."""
        text, language = self._of or ("", "en")
        if len(text.split()) < FEWEST_WORDS:
            self.say("", "neutral", "")
            return
        state = reading_state(reading_level(text, language))
        self.say(state.word, state.tone, state.icon)
        labels.set_tip(self, plainer_words(text, language))


def reading_state(level: ReadingLevel | None) -> State:
    """A level as a chip; of None that no formula exists."""
    if level is None:
        return State(_(NOT_MEASURABLE), "neutral", "")
    words = _(EASE_WORDS[level.ease])
    if level.formula == _GRADE and not level.is_easy:
        grade = max(1, round(level.value))
        words = _("{words} (grade {grade})").format(words=words, grade=grade)
    tone, icon = ("good", "check") if level.is_easy else ("warning", "pencil")
    return State(words, tone, icon)


def plainer_words(text: str, language: str) -> str:
    """Each hard word of a text that has a plainer one, a line each."""
    return "\n".join(_pairs(text, marks(text, language).words))


def _pairs(text: str, words: Iterable[HardWord]) -> Iterable[str]:
    told = (
        f"{text[one.start : one.end]} → {one.plainer}" for one in words if one.plainer
    )
    return dict.fromkeys(told)
