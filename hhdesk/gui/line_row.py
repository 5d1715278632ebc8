"""One line of a list in the plan: its fields side by side, and taking it out."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hhdesk.gui import icons, plan_keys, states, theme
from hhdesk.gui.chip import Chip
from hhdesk.gui.choice import Choice
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import set_tip
from hhdesk.gui.line_columns import Column, ColumnKind, Showing
from hhdesk.gui.pair_editor import PairEditor
from hhdesk.gui.seal_button import SealButton
from hhdesk.gui.tick import Tick
from hhdesk.i18n import _


class RowEditor(Spoken, QWidget):
    """Any row of a list: rows are reused for other lines while one types elsewhere."""

    edited = Signal(dict)
    """Fields of the row that were changed."""
    remove_wanted = Signal()
    check_wanted = Signal(str)
    """The field whose translation is to be marked as checked."""
    next_wanted = Signal()
    """Enter at the end of the last field: one more line."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, QWidget] = {}
        self.row: Any = None
        self.remove_button = QToolButton(self)
        self.remove_button.setProperty("look", "bare")
        self.remove_button.setProperty("ink", "muted")
        icons.name_icon(self.remove_button, "trash-2")
        self.remove_button.clicked.connect(self.remove_wanted)
        self.seal_button = SealButton(self)
        self.seal_button.edited.connect(lambda seal: self.edited.emit({"seal": seal}))

    def put(self, row: Any, showing: Showing) -> None:
        """Show the line as typed, beside what the record holds of it."""
        raise TypeError(f"{type(self).__name__} shows nothing")

    def watch(self) -> None:
        """All fields are there: from now on Enter goes on, and the plan's keys work."""
        plan_keys.leave(self)
        for field in self._typed_in():
            field.installEventFilter(self)

    def _typed_in(self) -> list[QWidget]:
        """The fields in which Enter goes on, in order."""
        found: list[QWidget] = []
        for field in self.fields.values():
            if isinstance(field, PairEditor):
                found += [field.family, field.english]
            elif isinstance(field, QLineEdit):
                found.append(field)
        return found

    def focus(self, name: str = "") -> None:
        """Give the keyboard to a field, else to the first one."""
        field = self.fields.get(name) or next(iter(self.fields.values()))
        if isinstance(field, PairEditor):
            field = field.english
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def focused(self) -> str:
        """The name of the field that has the keyboard; "" for none."""
        for name, field in self.fields.items():
            if field.hasFocus() or any(
                one.hasFocus() for one in field.findChildren(QWidget)
            ):
                return name
        return ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            plain = plan_keys.combined(event) in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if plain and _at_end(watched):
                self._go_on(watched)
                return True
        return super().eventFilter(watched, event)

    def _go_on(self, field: QObject) -> None:
        """To the next field of the line, or to one more line."""
        shown = [one for one in self._typed_in() if one.isVisible()]
        place = shown.index(field) if field in shown else len(shown)
        if place + 1 < len(shown):
            shown[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.next_wanted.emit()


def show_words(field: QLineEdit, words: str) -> None:
    """Put a text that is read from its beginning; who types keeps the cursor."""
    if field.text() != words:
        field.setText(words)
        if not field.hasFocus():
            field.setCursorPosition(0)


def _at_end(field: QObject) -> bool:
    """Whether nothing stands after the cursor; within a text, Enter breaks it."""
    if isinstance(field, QPlainTextEdit):
        return field.textCursor().atEnd()
    return isinstance(field, QLineEdit)


class LineRow(RowEditor):
    """A line made of columns."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        super().__init__()
        self._columns = columns
        self._today: Any = None
        self.seal_chip = Chip(self)
        both = QVBoxLayout()
        both.setSpacing(0)
        top = Qt.AlignmentFlag.AlignTop
        for below in (False, True):
            part = QHBoxLayout()
            part.setSpacing(4)
            both.addLayout(part)
            for column in (one for one in columns if one.below is below):
                self.fields[column.field] = field = self._made(column)
                part.addWidget(field, 0 if column.wide else column.share, top)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(4)
        line.addLayout(both, 1)
        line.addWidget(self.seal_chip, 0, top)
        line.addWidget(self.seal_button, 0, top)
        line.addWidget(self.remove_button, 0, top)
        self.refill()
        self.watch()

    def _made(self, column: Column) -> QWidget:
        """The control of a column, told of what is typed."""
        name, field = column.field, _CONTROLS[column.kind](self)
        if isinstance(field, PairEditor):
            field.pack()
            field.edited.connect(lambda pair: self.edited.emit({name: pair}))
            field.check_wanted.connect(lambda: self.check_wanted.emit(name))
        elif isinstance(field, QLineEdit):
            field.setProperty("look", "inplace")
            field.textEdited.connect(lambda text: self.edited.emit({name: text}))
        elif isinstance(field, Choice):
            field.setProperty("look", "inplace")
            field.activated.connect(lambda _: self.edited.emit({name: field.value()}))
        elif isinstance(field, Tick):
            field.clicked.connect(
                lambda on: self.edited.emit({name: self._today if on else None})
            )
        if column.wide:
            field.setFixedWidth(theme.scaled(column.wide))
        return field

    def put(self, row: Any, showing: Showing) -> None:
        self.row, self._today = row, showing.today
        saved = showing.draft.saved(row)
        for name, field in self.fields.items():
            value = getattr(row, name)
            if isinstance(field, PairEditor):
                field.put(
                    getattr(saved, name),
                    value,
                    showing.language,
                    may_check=showing.may_check,
                )
            elif isinstance(field, QLineEdit):
                show_words(field, value)
            elif isinstance(field, Choice):
                if field.value() != value:
                    field.choose(value)
            elif isinstance(field, Tick):
                field.setChecked(value is not None)
        seal = getattr(row, "seal", None)
        self.seal_button.setVisible(seal is not None)
        if seal is not None:
            self.seal_button.put(seal, showing.age)
        state = states.seal(seal) if seal is not None else None
        word = _("Sealed") if state and state.word else ""
        if self.seal_chip.text() != word:
            self.seal_chip.say(word, "sealed", "eye-off")

    def refill(self) -> None:
        for column in self._columns:
            field = self.fields[column.field]
            if not isinstance(field, Tick):
                field.setAccessibleName(_(column.words))
            if isinstance(field, PairEditor):
                field.say_hint(_(column.hint) if column.hint else "")
            elif isinstance(field, QLineEdit):
                field.setPlaceholderText(_(column.hint or column.words))
            elif isinstance(field, Choice):
                offered = (column.options or {}).items()
                field.offer((one, _(word)) for one, word in offered)
            elif isinstance(field, Tick):
                field.setText(_(column.words))
        if self.row is not None:
            for name, field in self.fields.items():
                if isinstance(field, Choice):
                    field.choose(getattr(self.row, name))
        set_tip(self.remove_button, _("Take this line out"))
        self.remove_button.setAccessibleName(_("Take this line out"))


_CONTROLS = {
    ColumnKind.PAIR: PairEditor,
    ColumnKind.TEXT: QLineEdit,
    ColumnKind.CHOICE: Choice,
    ColumnKind.SOLVED: Tick,
}
