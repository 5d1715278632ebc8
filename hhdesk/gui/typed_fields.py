"""A form's fields by name: their text and codes, and what is wrong beside each."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from hhdesk.gui import forms
from hhdesk.gui.choice import Choice
from hhdesk.gui.day_field import DayField
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.notice import FieldNotice, mark_wrong

TICKED = "yes"
Values = dict[str, str]
"""What stands in each field by its name; codes for choices."""


class TypedFields:
    """Of each name the form has `<name>_field` and, below it, `<name>_notice`; both
    may stand in a `<name>_cell`, which is shown and hidden."""

    def __init__(self, form: QWidget, names: Iterable[str]) -> None:
        self._form = form
        self._fields = {name: self._found(name) for name in names}

    def _found(self, name: str) -> QWidget:
        field = self._form.findChild(QWidget, f"{name}_field")
        if field is None:
            raise forms.FormError(f"{type(self._form).__name__} has no {name}_field")
        return field

    def __getitem__(self, name: str) -> QWidget:
        return self._fields[name]

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def on_typed(self, changed: Callable[[], None]) -> None:
        """Call this after each change by the person."""
        for field in self._fields.values():
            if isinstance(field, QLineEdit):
                field.textEdited.connect(lambda _: changed())
            elif isinstance(field, GrowingText):
                field.textChanged.connect(changed)
            elif isinstance(field, DayField):
                field.changed.connect(changed)
            elif isinstance(field, Choice):
                field.activated.connect(lambda _: changed())
            elif isinstance(field, QCheckBox):
                field.clicked.connect(lambda _: changed())

    def values(self) -> Values:
        return {name: _value(field) for name, field in self._fields.items()}

    def put(self, values: Values) -> None:
        for name, field in self._fields.items():
            _put(field, values.get(name, ""))

    def _cell(self, name: str) -> QWidget | None:
        return self._form.findChild(QWidget, f"{name}_cell")

    def show(self, name: str, *, shown: bool) -> None:
        """Ask for this field, or no longer."""
        cell = self._cell(name)
        if cell is not None:
            cell.setVisible(shown)

    def shown(self, name: str) -> bool:
        """Whether the person is asked for this field."""
        cell = self._cell(name)
        return cell is None or not cell.isHidden()

    def offer(self, name: str, options: Iterable[tuple[str, str]]) -> None:
        """The codes and words of a choice."""
        field = self._fields[name]
        if isinstance(field, Choice):
            field.offer(options)

    def explain(self, name: str, sentence: str) -> bool:
        """Say what is wrong beside a field; False where it is not shown."""
        field = self._fields.get(name)
        line = self._form.findChild(FieldNotice, f"{name}_notice")
        if field is None or line is None or not self.shown(name):
            return False
        line.say(sentence)
        mark_wrong(_edge(field), wrong=True)
        field.setFocus()
        return True

    def show_in(self, area: QScrollArea, name: str) -> None:
        """Scroll to a field."""
        area.ensureWidgetVisible(self._fields[name], 0, 60)

    def clear_errors(self) -> None:
        for name, field in self._fields.items():
            line = self._form.findChild(FieldNotice, f"{name}_notice")
            if line is not None:
                line.say("")
            mark_wrong(_edge(field), wrong=False)


def _edge(field: QWidget) -> QWidget:
    """Where a wrong field's edge is drawn."""
    return field.field if isinstance(field, DayField) else field


def _value(field: QWidget) -> str:
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, GrowingText):
        return field.toPlainText()
    if isinstance(field, DayField):
        return field.field.text()
    if isinstance(field, Choice):
        return str(field.value() or "")
    return TICKED if isinstance(field, QCheckBox) and field.isChecked() else ""


def _put(field: QWidget, value: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(value)
    elif isinstance(field, GrowingText):
        field.put(value)
    elif isinstance(field, DayField):
        field.field.setText(value)
    elif isinstance(field, Choice):
        field.choose(value)
    elif isinstance(field, QCheckBox):
        field.setChecked(value == TICKED)
