"""One question of an intake, in English with the family's language beneath."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from hhdesk.care import answer_checks
from hhdesk.care.instruments import CHOSEN, Instrument, Question, QuestionKind, codes
from hhdesk.errors import InvalidField
from hhdesk.gui.act_values import NO_DAY
from hhdesk.gui.day_field import DayField
from hhdesk.gui.intake_answer import AnswerButton
from hhdesk.gui.intake_parts import IntakePage
from hhdesk.gui.notice import FieldNotice
from hhdesk.i18n import _, language_name


class QuestionPage(IntakePage):
    """Made anew for each question."""

    text_field: QLineEdit
    day_field: DayField

    edited = Signal()

    def __init__(
        self, question: Question, about: tuple[str, str], language: str, answer: Any
    ) -> None:
        super().__init__()
        self.question = question
        for words in about:
            self.add(words, "muted")
        english = self.add(question.words.english, "display")
        family = question.words.inside(language) if language != "en" else ""
        self.add(family, "heading")
        self.buttons: dict[str, AnswerButton] = {}
        self.text_field, self.day_field = QLineEdit(self.inner), DayField(self.inner)
        for field in (self.text_field, self.day_field):
            field.hide()
        several = question.kind is QuestionKind.MANY_OF
        self.add(_("Several may be chosen.") if several else "", "muted")
        self._field: QWidget | None = None
        if question.kind in CHOSEN:
            self._offer(language)
        else:
            day = question.kind is QuestionKind.DAY
            self._field = self.day_field if day else self.text_field
            self._field.setAccessibleName(question.words.english)
            english.setBuddy(self._field)
            self.column.addWidget(self._field)
            self._field.show()
        self.notice = FieldNotice(self.inner)
        self.column.addWidget(self.notice)
        self._put(answer)
        self.text_field.textEdited.connect(self.edited)
        self.day_field.changed.connect(self.edited)

    def _offer(self, language: str) -> None:
        for number, one in enumerate(self.question.choices, start=1):
            family = one.words.inside(language) if language != "en" else ""
            button = AnswerButton(str(number), one.words.english, family, self.inner)
            button.clicked.connect(lambda _=False, c=one.code: self._chosen(c))
            self.column.addWidget(button)
            self.buttons[one.code] = button

    def _chosen(self, code: str) -> None:
        if self.question.kind is not QuestionKind.MANY_OF:
            for other, button in self.buttons.items():
                button.setChecked(other == code and button.isChecked())
        self.edited.emit()

    def press(self, number: int) -> bool:
        """The key of a choice; whether there is one."""
        buttons = list(self.buttons.values())
        if not 1 <= number <= len(buttons):
            return False
        buttons[number - 1].click()
        buttons[number - 1].setFocus()
        return True

    def begin(self) -> None:
        """Give the keyboard to what answers."""
        chosen = [one for one in self.buttons.values() if one.isChecked()]
        if self._field is not None:
            self._field.setFocus()
        elif self.buttons:
            (chosen or list(self.buttons.values()))[0].setFocus()

    def _put(self, answer: Any) -> None:
        if self.buttons:
            for code in codes(answer):
                if code in self.buttons:
                    self.buttons[code].setChecked(True)
        elif self._field is self.day_field:
            self.day_field.put(date.fromisoformat(answer) if answer else None)
        else:
            self.text_field.setText(str(answer if answer is not None else ""))

    def checked(self) -> Any:
        """The answer as it is kept; raises InvalidField for one that cannot stand."""
        if self._field is self.day_field and self.day_field.wrong:
            raise InvalidField(self.question.id, NO_DAY)
        said = self.answer()
        return said if said in ("", []) else answer_checks.answer(self.question, said)

    def answer(self) -> Any:
        """As the use cases take it; "" or an empty list for none."""
        chosen = [code for code, one in self.buttons.items() if one.isChecked()]
        if self.question.kind is QuestionKind.MANY_OF:
            return chosen
        if self.buttons:
            return chosen[0] if chosen else ""
        if self._field is self.day_field:
            return self.day_field.day.isoformat() if self.day_field.day else ""
        return self.text_field.text()


def languages_beneath(asked: Instrument, language: str) -> str:
    """Whose words stand beneath the English, and whether anybody checked them."""
    if language == "en":
        return ""
    name = language_name(language)
    if not asked.title.inside(language):
        return _("No words in {language}: ask an interpreter").format(language=name)
    if asked.published:
        return _("{language}: the instrument's own words").format(language=name)
    return _("{language}: translation not checked").format(language=name)
