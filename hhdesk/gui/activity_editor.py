"""One activity under a goal: what, who, by when or how often, how far, what came of
it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QSize, QStringListModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care.goals import (
    ACTIVITY_STATUS_WORDS,
    RESPONSIBLE_WORDS,
    ActivityRow,
    ActivityStatus,
    Responsible,
)
from hhdesk.gui import states, theme
from hhdesk.gui.chip import Chip
from hhdesk.gui.choice import Choice
from hhdesk.gui.day_field import DayField
from hhdesk.gui.labels import PlainLabel, set_tip
from hhdesk.gui.line_columns import Showing
from hhdesk.gui.line_row import RowEditor, show_words
from hhdesk.gui.pair_editor import PairEditor
from hhdesk.gui.repeat_field import RepeatField
from hhdesk.gui.state_choice import StateChoice
from hhdesk.i18n import _

WHO, WHEN, STATE, TOOL = 122, 122, 122, 24
"""Widths of the columns beside the words, in pixels at 100 %."""
NARROW = 560


class ActivityEditor(RowEditor):
    def __init__(self) -> None:
        super().__init__()
        self._showing: Showing | None = None
        self.text = PairEditor(self)
        self.text.pack()
        self.responsible = Choice(self)
        self.status = StateChoice(states.activity, self)
        self.who = QLineEdit(self)
        self.due, self.done = DayField(self), DayField(self)
        self.repeat = RepeatField(self)
        self.result = QLineEdit(self)
        self.seal_chip, self.due_chip = Chip(self), Chip(self)
        self.done_label = PlainLabel(self)
        self.done_label.setProperty("look", "caption")
        self._names = QStringListModel(self)
        self._suggest()
        for field in (self.responsible, self.status, self.who, self.repeat):
            field.setProperty("look", "inplace")
        for field in (self.due.field, self.done.field, self.result):
            field.setProperty("look", "inplace")
        self.fields = {
            "text": self.text,
            "responsible": self.responsible,
            "who": self.who,
            "due_on": self.due,
            "repeat": self.repeat,
            "status": self.status,
            "done_on": self.done,
            "result": self.result,
        }
        self._build()
        self.refill()
        self._connect()
        self.watch()

    def _suggest(self) -> None:
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(lambda name: self.edited.emit({"who": str(name)}))
        self.who.setCompleter(completer)

    def _build(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._beside = beside = QHBoxLayout()
        beside.setSpacing(4)
        for wide, fields in (
            (WHO, (self.responsible, self.who)),
            (WHEN, (self.due, self.repeat, self.due_chip)),
            (STATE, (self.status, self.seal_chip)),
        ):
            beside.addWidget(self._column(wide, fields), 0, top)
        tools = QVBoxLayout()
        tools.setSpacing(4)
        tools.addWidget(self.remove_button)
        tools.addWidget(self.seal_button)
        tools.addStretch(1)
        beside.addLayout(tools)
        self._line = line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(4)
        line.addWidget(self.text, 1, top)
        line.addLayout(beside)
        self._after = after = QWidget(self)
        last = QHBoxLayout(after)
        last.setContentsMargins(0, 0, 0, 2)
        last.setSpacing(4)
        last.addWidget(self.done_label)
        last.addWidget(self.done)
        last.addWidget(self.result, 1)
        self.done.setFixedWidth(theme.scaled(WHEN))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(after)

    @staticmethod
    def _column(wide: int, fields: Iterable[QWidget]) -> QWidget:
        cell = QWidget()
        cell.setFixedWidth(theme.scaled(wide))
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for field in fields:
            column.addWidget(field)
        return cell

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words above the other columns where the room is narrow."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme.scaled(NARROW)
        way = QBoxLayout.Direction
        self._line.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def minimumSizeHint(self) -> QSize:
        """It can always be narrow, whatever it is now."""
        wide = theme.scaled(WHO + WHEN + STATE + TOOL + 16)
        return QSize(wide, super().minimumSizeHint().height())

    def _connect(self) -> None:
        tell = self.edited.emit
        self.text.edited.connect(lambda pair: tell({"text": pair}))
        self.text.check_wanted.connect(lambda: self.check_wanted.emit("text"))
        self.responsible.activated.connect(self._responsible_chosen)
        self.status.activated.connect(self._status_chosen)
        self.who.textEdited.connect(lambda text: tell({"who": text}))
        self.result.textEdited.connect(lambda text: tell({"result": text}))
        self.repeat.activated.connect(lambda _: tell({"repeat": self.repeat.repeat}))
        self.due.changed.connect(lambda: self._day(self.due, "due_on"))
        self.done.changed.connect(lambda: self._day(self.done, "done_on"))

    def _day(self, field: DayField, name: str) -> None:
        if not field.wrong:
            self.edited.emit({name: field.day})

    def _responsible_chosen(self) -> None:
        self.edited.emit({"responsible": Responsible(str(self.responsible.value()))})

    def _status_chosen(self) -> None:
        """What is done was done today, unless somebody says another day."""
        status = ActivityStatus(str(self.status.value()))
        changes: dict[str, Any] = {"status": status}
        if status is ActivityStatus.DONE and self._showing and not self.row.done_on:
            changes["done_on"] = self._showing.today
        elif status is not ActivityStatus.DONE:
            changes["done_on"] = None
        self.edited.emit(changes)

    def put(self, row: ActivityRow, showing: Showing) -> None:
        self.row, self._showing = row, showing
        self.text.put(
            showing.draft.saved(row).text,
            row.text,
            showing.language,
            may_check=showing.may_check,
        )
        self._choose(row)
        for line, words in ((self.who, row.who), (self.result, row.result)):
            show_words(line, words)
        for field, day in ((self.due, row.due_on), (self.done, row.done_on)):
            if field.day != day and not (field.wrong and field.field.hasFocus()):
                field.put(day)
        self._offer_names(row, showing)
        self._show_more(row, showing)

    def _offer_names(self, row: ActivityRow, showing: Showing) -> None:
        names = list((showing.names or {}).get(row.responsible, ()))
        if names != self._names.stringList():
            self._names.setStringList(names)

    def _show_more(self, row: ActivityRow, showing: Showing) -> None:
        """What is said only of some: late, sealed, what came of it."""
        done = row.status is ActivityStatus.DONE
        over = row.status in (ActivityStatus.DONE, ActivityStatus.CANCELLED)
        state = states.due(None if over else row.due_on, showing.today)
        late = (
            state
            if state.tone in ("danger", "warning")
            else states.due(None, showing.today)
        )
        self.due_chip.say(late.word, late.tone, late.icon)
        sealed = row.seal.sealed
        self.seal_chip.say(_("Sealed") if sealed else "", "sealed", "eye-off")
        self.seal_button.put(row.seal, showing.age)
        self._after.setVisible(over or bool(row.result))
        self.done.setVisible(done)
        self.done_label.setVisible(done)

    def _choose(self, row: ActivityRow) -> None:
        self.repeat.put(row.repeat)
        for choice, value in (
            (self.responsible, row.responsible),
            (self.status, row.status),
        ):
            if choice.value() != value:
                choice.choose(value)

    def refill(self) -> None:
        self.responsible.offer((k, _(word)) for k, word in RESPONSIBLE_WORDS.items())
        self.status.offer((k, _(word)) for k, word in ACTIVITY_STATUS_WORDS.items())
        self.repeat.refill()
        if self.row is not None:
            self._choose(self.row)
        self.text.setAccessibleName(_("Activity"))
        self.text.say_hint(_("What will be done"))
        self.who.setPlaceholderText(_("Name"))
        self.who.setAccessibleName(_("Name of who does it"))
        self.responsible.setAccessibleName(_("Who does it"))
        self.due.field.setAccessibleName(_("By when"))
        self.due.field.setPlaceholderText(_("by when"))
        self.repeat.setAccessibleName(_("How often"))
        self.status.setAccessibleName(_("How far it is"))
        self.done_label.setText(_("Done on"))
        self.done.field.setAccessibleName(_("Done on"))
        self.result.setPlaceholderText(_("What came of it"))
        self.result.setAccessibleName(_("What came of it"))
        set_tip(self.remove_button, _("Remove this activity"))
        self.remove_button.setAccessibleName(_("Remove this activity"))
