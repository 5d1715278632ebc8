"""One fixed text to be checked: English, translation, yes or not yet, and a note."""

from __future__ import annotations

import uuid

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from hhdesk.care.phrase_checks import CheckLine, CheckRow, Verdict
from hhdesk.care.translation_faults import faults
from hhdesk.gui import forms, icons, translation_words
from hhdesk.gui.chip import Chip, State
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.form_draft import FormDraft, Values
from hhdesk.gui.forms import Spoken
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.notice import Notice
from hhdesk.gui.restored_notice import RestoredNotice
from hhdesk.i18n import _, find_language, format_date, language_name

DRAFT = "check of a text"
_SPACE = uuid.UUID("5d8f7c1e-3a52-5c0b-9c55-3f0f6a5f3b11")
_YES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Y, Qt.Key.Key_S)


class CheckingLine(Spoken, QFrame):
    about_label: QLabel
    chip: Chip
    restored: RestoredNotice
    english_title: QLabel
    english_label: QLabel
    family_title: QLabel
    family_label: QLabel
    faults_notice: Notice
    note_field: GrowingText
    by_label: QLabel
    acts: Flow
    keys_label: QLabel

    answered = Signal(object, str)
    """A verdict, and the note."""
    step_wanted = Signal(int)

    def __init__(
        self, desk: Desk, line: CheckLine, language: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        forms.load(self, "checking_line")
        self._desk, self.line, self._language = desk, line, language
        self._row: CheckRow | None = None
        self.yes_button = self._button("check", "primary")
        self.not_yet_button = self._button("x", "")
        self.back_button = self._button("chevron-left", "quiet")
        self.next_button = self._button("chevron-right", "quiet")
        known = find_language(language)
        if known is not None and known.right_to_left:
            self.family_label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setFocusProxy(self.yes_button)
        subject = uuid.uuid5(_SPACE, f"{line.id} {language}")
        self._draft = FormDraft(desk, DRAFT, subject, self.restored)
        self._draft.tie(self._values, self._put)
        self.note_field.textChanged.connect(self._draft.typed)
        self.yes_button.clicked.connect(lambda: self.answer(Verdict.YES))
        self.not_yet_button.clicked.connect(lambda: self.answer(Verdict.NOT_YET))
        self.back_button.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.next_button.clicked.connect(lambda: self.step_wanted.emit(1))

    def _button(self, icon: str, look: str) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("look", look)
        icons.name_icon(button, icon)
        self.acts.add(button)
        return button

    def put(self, row: CheckRow | None) -> None:
        """What was said of the line so far."""
        self._row = row
        self._draft.begin(self._said(row.note if row is not None else ""))
        self.refill()

    def _said(self, note: str) -> Values:
        return {"note": note, "line": self.line.id, "language": self._language}

    def _values(self) -> Values:
        return self._said(self.note_field.toPlainText())

    def _put(self, values: Values) -> None:
        self.note_field.put(str(values["note"]))

    def answer(self, verdict: Verdict) -> None:
        self.answered.emit(verdict, self.note_field.toPlainText().strip())

    def saved(self) -> None:
        """The answer is in the records."""
        self._draft.saved()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key a line; in the note, letters are letters."""
        if event.key() in _YES and not self.note_field.hasFocus():
            self.answer(Verdict.YES)
        elif event.key() == Qt.Key.Key_N and not self.note_field.hasFocus():
            self.answer(Verdict.NOT_YET)
        else:
            super().keyPressEvent(event)

    def refill(self) -> None:
        line = self.line
        told = _("Fixed words of papers") if line.heading else _("Phrase library")
        self.about_label.setText(told)
        state = state_of(line, self._row)
        self.chip.say(state.word, state.tone, state.icon)
        self.english_title.setText(language_name("en"))
        self.english_label.setText(line.english)
        self.family_title.setText(language_name(self._language))
        self.family_label.setText(line.family)
        found = faults(line.english, line.family)
        self.faults_notice.say(translation_words.faults(found), "warning")
        self.by_label.setText(self._by())
        self.by_label.setVisible(self._row is not None)
        self.yes_button.setText(_("Yes, print it"))
        self.not_yet_button.setText(_("Not yet"))
        self.back_button.setText(_("Back"))
        self.next_button.setText(_("Later"))
        self.keys_label.setText(
            _("Enter: yes. N: not yet. Alt ↓ and Alt ↑: next line, line before.")
        )

    def _by(self) -> str:
        row = self._row
        if row is None:
            return ""
        day = row.checked_at.astimezone(self._desk.zone).date()
        words = _("{name}, {day}")
        return words.format(name=row.checked_by, day=format_date(day))


def state_of(line: CheckLine, row: CheckRow | None) -> State:
    """Where a line stands: a text that changed since is not checked any more."""
    if row is None:
        return State(_("Not checked"), "neutral", "circle")
    if row.fingerprint != line.fingerprint:
        return State(_("Changed since"), "warning", "triangle-alert")
    if row.verdict is Verdict.YES:
        return State(_("Checked"), "good", "check")
    return State(_("Not yet"), "warning", "pause")
