"""The first page of an intake: which questions, who answers, in which language."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit

from hhdesk.care.answer_sheets import Asking
from hhdesk.care.confidentiality import CONSENTER_WORDS, Consenter, Segment
from hhdesk.care.instrument_files import instrument, instruments
from hhdesk.gui.choice import Choice
from hhdesk.gui.form_draft import Values
from hhdesk.gui.intake_answer import AnswerButton
from hhdesk.gui.intake_parts import IntakePage
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.language_field import LanguageField
from hhdesk.i18n import _

NAMES = ("instrument", "answered_by", "language", "interpreter", "consenter")


class StartPage(IntakePage):
    answered_field: QLineEdit
    interpreter_field: QLineEdit

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading = self.add(" ", "section")
        self._group = QButtonGroup(self)
        self.buttons: dict[str, AnswerButton] = {}
        for number, one in enumerate(instruments(), start=1):
            button = AnswerButton(
                str(number), one.title.english, one.title.inside("es"), self.inner
            )
            button.clicked.connect(self._typed)
            self.column.addWidget(button)
            self._group.addButton(button)
            self.buttons[one.id] = button
        self._labels: dict[str, PlainLabel] = {}
        self.answered_field = QLineEdit(self.inner)
        self.language_field = LanguageField(self.inner)
        self.interpreter_field = QLineEdit(self.inner)
        self.consenter_choice = Choice(self.inner)
        for name, field in (
            ("answered_by", self.answered_field),
            ("language", self.language_field),
            ("interpreter", self.interpreter_field),
            ("consenter", self.consenter_choice),
        ):
            label = self.add(" ", "field")
            label.setBuddy(field)
            self._labels[name] = label
            self.column.addWidget(field)
        self.refill()
        self.answered_field.textEdited.connect(self._typed)
        self.interpreter_field.textEdited.connect(self._typed)
        self.language_field.activated.connect(self._typed)
        self.consenter_choice.activated.connect(self._typed)

    @property
    def chosen(self) -> str:
        """The id of the chosen instrument; "" for none."""
        return next((i for i, one in self.buttons.items() if one.isChecked()), "")

    def choose(self, number: int) -> None:
        """The instrument of this key."""
        buttons = list(self.buttons.values())
        if number <= len(buttons):
            buttons[number - 1].click()
            buttons[number - 1].setFocus()

    def _typed(self) -> None:
        self._show_consenter()
        self.edited.emit()

    def _show_consenter(self) -> None:
        asked = instrument(self.chosen)
        sensitive = asked is not None and asked.segment is not Segment.GENERAL
        self.consenter_choice.setVisible(sensitive)
        self._labels["consenter"].setVisible(sensitive)

    def asking(self) -> Asking:
        return Asking(
            str(self.language_field.value()),
            self.interpreter_field.text(),
            self.answered_field.text(),
            Consenter(str(self.consenter_choice.value())),
        )

    def values(self) -> Values:
        return {
            "instrument": self.chosen,
            "answered_by": self.answered_field.text(),
            "language": str(self.language_field.value()),
            "interpreter": self.interpreter_field.text(),
            "consenter": str(self.consenter_choice.value()),
        }

    def put(self, values: Values) -> None:
        first = next(iter(self.buttons))
        self.buttons.get(values["instrument"], self.buttons[first]).setChecked(True)
        self.answered_field.setText(values["answered_by"])
        self.language_field.choose(values["language"])
        self.interpreter_field.setText(values["interpreter"])
        self.consenter_choice.choose(values["consenter"])
        self._show_consenter()

    def refill(self) -> None:
        self.heading.setText(_("Which questions?"))
        words = {
            "answered_by": _("Who answers"),
            "language": _("Language of the family"),
            "interpreter": _("Interpreter (name or number)"),
            "consenter": _("Who said yes to this care?"),
        }
        for name, word in words.items():
            self._labels[name].setText(word)
        for name, field in (
            ("answered_by", self.answered_field),
            ("language", self.language_field),
            ("interpreter", self.interpreter_field),
            ("consenter", self.consenter_choice),
        ):
            field.setAccessibleName(words[name])
        self.consenter_choice.offer(
            (one.value, _(word)) for one, word in CONSENTER_WORDS.items()
        )
        self._show_consenter()
