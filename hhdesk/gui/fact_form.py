"""A lead says what of a program holds here: for which plan, from when, why."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QScrollArea, QWidget

from hhdesk.care import fact_confirmations
from hhdesk.care.fact_confirmations import Confirmation
from hhdesk.care.fact_layers import FactRow, ProgramPage
from hhdesk.care.fact_words import CODE_WORDS
from hhdesk.errors import InvalidField
from hhdesk.gui import days, dialog_size, enrollment_words, program_words
from hhdesk.gui.act_values import day_of
from hhdesk.gui.desk import Desk
from hhdesk.gui.enrollment_step import WIDTH
from hhdesk.gui.form_draft import Values
from hhdesk.gui.labels import literal
from hhdesk.gui.notice import FieldNotice
from hhdesk.gui.saved_form import SavedForm
from hhdesk.gui.tick import Tick
from hhdesk.i18n import N_, _, explain

DRAFT = "program fact"
FIELDS = ("value", "payer", "source", "begins_on")
CHANGED_MIND = N_("Confirmed by mistake")


def subject(pack: str, fact: str) -> UUID:
    """Under this id the desk keeps what is typed of a fact."""
    return uuid5(NAMESPACE_OID, f"{pack} {fact}")


def take_back(desk: Desk, confirmation_id: UUID) -> None:
    """The layer below says it again."""

    def taken(_done: None) -> None:
        desk.program_changed.emit()
        desk.say(_("It is no longer confirmed."))

    desk.worker.run(
        fact_confirmations.take_back,
        confirmation_id,
        _(CHANGED_MIND),
        then=taken,
        failed=lambda refusal: desk.say(explain(refusal)),
    )


class FactForm(SavedForm):
    title_label: QLabel
    about_label: QLabel
    head: QWidget
    foot: QWidget
    area: QScrollArea
    area_page: QWidget
    told_label: QLabel
    value_cell: QWidget
    value_field: QLineEdit
    codes_cell: QWidget
    codes_notice: FieldNotice

    def __init__(
        self, desk: Desk, parent: QWidget, page: ProgramPage, row: FactRow
    ) -> None:
        super().__init__(desk, parent, "fact_form", FIELDS)
        self._page, self._row = page, row
        fact = row.fact
        self.ticks: dict[str, QCheckBox] = {}
        if isinstance(fact.value, list) and set(fact.codes) <= CODE_WORDS.keys():
            self._make_ticks(fact_confirmations.choices(fact))
        # What is a table in the file is confirmed as it stands.
        fixed = isinstance(fact.value, dict | bool) or (
            isinstance(fact.value, list) and not self.ticks
        )
        self.value_field.setReadOnly(fixed)
        self.refill()
        draft = self._keep(DRAFT, subject(page.rules.id, fact.id))
        draft.title = program_words.fact(fact)
        draft.begin(self._at_first())
        self.fields["source"].setFocus()

    def _make_ticks(self, codes: tuple[str, ...]) -> None:
        column = self.codes_cell.layout()
        assert column is not None
        for code in codes:
            tick = Tick(self.codes_cell)
            tick.clicked.connect(lambda _checked=False: self._typed())
            self.ticks[code] = tick
            column.addWidget(tick)

    def _at_first(self) -> Values:
        """Confirmed as it stands, for every plan, from today."""
        fact = self._row.fact
        return {
            "pack": self._page.rules.id,
            "fact": fact.id,
            "value": self._typed_value(fact.value),
            "payer": "",
            "source": "",
            "begins_on": days.typed(self._page.today),
            "codes": [code for code in self.ticks if code in fact.codes],
        }

    @staticmethod
    def _typed_value(value: Any) -> str:
        if value is None:
            return ""
        plain = isinstance(value, int | str) and not isinstance(value, bool)
        return str(value) if plain else program_words.value(value)

    def values(self) -> Values:
        codes = [code for code, tick in self.ticks.items() if tick.isChecked()]
        names = {"pack": self._page.rules.id, "fact": self._row.fact.id}
        return {**self.fields.values(), **names, "codes": codes}

    def _put(self, values: Values) -> None:
        self.fields.put(values)
        for code, tick in self.ticks.items():
            tick.setChecked(code in values["codes"])

    def _clear_errors(self) -> None:
        super()._clear_errors()
        self.codes_notice.say("")

    # ---------------------------------------------------------------- saving

    def _send(self) -> None:
        values, rules = self.values(), self._page.rules
        try:
            day = day_of(values, "begins_on")
            if day is None:
                raise InvalidField("begins_on", N_("Enter the day."))
            fact, payer = self._row.fact.id, values["payer"]
            value, source = self._value(values), values["source"]
        except InvalidField as refusal:
            self._explain(refusal)
            return
        said = Confirmation(rules.id, fact, value, source, day, payer)
        self._run(fact_confirmations.confirm, said, then=self._saved)

    def _value(self, values: Values) -> Any:
        """What was said, of the kind of the pack's own."""
        known, typed = self._row.fact.value, values["value"].strip()
        if self.ticks:
            if not values["codes"]:
                self.codes_notice.say(_("Choose at least one."))
                raise InvalidField("codes", N_("Choose at least one."))
            return values["codes"]
        if self.value_field.isReadOnly():
            return known
        number = typed.isdigit() and typed.isascii()
        if isinstance(known, int) and not number:
            raise InvalidField("value", N_("Type a whole number."))
        return int(typed) if number and not isinstance(known, str) else typed

    def _saved(self, confirmation_id: UUID) -> None:
        desk, words = self._desk, _("{fact}: it is confirmed.")
        self._done()
        desk.program_changed.emit()
        undo = partial(take_back, desk, confirmation_id)
        desk.say(words.format(fact=program_words.fact(self._row.fact)), undo)

    # ----------------------------------------------------------------- words

    def refill(self) -> None:
        fact, rules = self._row.fact, self._page.rules
        self.title_label.setText(program_words.fact(fact))
        self.setWindowTitle(_("Confirm a fact"))
        self.about_label.setText(enrollment_words.program_short(rules.id))
        says = program_words.value(fact.value, fact.unit)
        told = _("The program's file says: {what}").format(what=says)
        note = f"\n{fact.note}" if fact.note else ""
        self.told_label.setText(f"{told}\n{fact.source}{note}")
        self.value_cell.setVisible(not self.ticks)
        self.codes_cell.setVisible(bool(self.ticks))
        for code, tick in self.ticks.items():
            tick.setText(literal(program_words.code(code)))
        every = ("", _("Every plan: the clinic's own word"))
        self.fields.offer("payer", [every, *((one, one) for one in self._page.payers)])
        self.save_button.setText(_("Confirm"))
        dialog_size.fit(self, WIDTH)
