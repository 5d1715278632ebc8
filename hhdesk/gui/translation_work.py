"""The translators' work: lines of all plans by language and state, written in place."""

from __future__ import annotations

import importlib
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care import translation_work
from hhdesk.care.open_loop_kinds import WHOSE_WORDS, Whose
from hhdesk.care.translation_work import (
    NEEDS_CHECK,
    NEEDS_TRANSLATOR,
    LineKey,
    WorkAsked,
    WorkList,
    WorkRow,
)
from hhdesk.care.translations import TRANSLATION_STATE_WORDS, TranslationState
from hhdesk.errors import Refusal
from hhdesk.gui import forms, icons, theme
from hhdesk.gui.choice import Choice
from hhdesk.gui.desk import Desk
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.paged_rows import PAGE
from hhdesk.gui.segments import Segments
from hhdesk.gui.translation_line import TranslationLine
from hhdesk.gui.translation_table import TranslationRows, TranslationTable
from hhdesk.i18n import N_, _, explain, language_name, ngettext

_WIDE = 1000
_STATES: dict[str, tuple[str, tuple[TranslationState, ...]]] = {
    "": (N_("All that waits"), ()),
    "translator": (N_("Needs a translator"), NEEDS_TRANSLATOR),
    "check": (N_("Needs a check"), NEEDS_CHECK),
    **{
        state.value: (TRANSLATION_STATE_WORDS[state], (state,))
        for state in NEEDS_TRANSLATOR
    },
}


class TranslationWork(Spoken, QWidget):
    title_label: QLabel
    about_label: QLabel
    tools: Flow
    whose_choice: Segments
    language_choice: Choice
    state_choice: Choice
    member_cell: QWidget
    member_label: QLabel
    everyone_button: QPushButton
    count_label: QLabel
    notice: Notice
    list_pages: QStackedWidget
    table: TranslationTable
    empty_state: EmptyState
    line_area: QScrollArea
    line_column: QVBoxLayout
    both: QHBoxLayout

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        forms.load(self, "translation_work")
        self._desk = desk
        self._whose = Whose.EVERYONE
        self._member_id: UUID | None = None
        self._list = WorkList({}, 0, ())
        self._wanted: LineKey | None = None
        self._read = False
        self.line: TranslationLine | None = None
        self.dialog: Any = None
        self.model = TranslationRows(desk, self)
        self.table.setModel(self.model)
        self.setFocusProxy(self.table)
        self.checking_button = self._tool("shield-check")
        self.answer_button, self.send_button = (
            self._tool("download"),
            self._tool("send"),
        )
        self.tools.align_right()
        self._connect()
        self.refill()

    def _tool(self, icon: str) -> QPushButton:
        button = QPushButton(self)
        icons.name_icon(button, icon)
        self.tools.add(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the room is narrow for the size of text, the line needs half of it."""
        super().resizeEvent(event)
        narrow = event.size().width() < theme.scaled(_WIDE)
        self.both.setStretch(0, 1 if narrow else 3)
        self.both.setStretch(1, 1 if narrow else 2)

    def _connect(self) -> None:
        self.whose_choice.chosen.connect(self._choose_whose)
        for choice in (self.language_choice, self.state_choice):
            choice.activated.connect(lambda _at: self.ask())
        self.everyone_button.clicked.connect(lambda: self.show_line(None, None))
        self.empty_state.acted.connect(self._show_all)
        self.model.page_wanted.connect(self._give)
        self.table.opened.connect(self._begin_typing)
        self.table.selectionModel().currentRowChanged.connect(self._show_line)
        self.send_button.clicked.connect(self.send)
        self.answer_button.clicked.connect(self.take_answer)
        self.checking_button.clicked.connect(
            lambda: self._desk.checking_wanted.emit("", "")
        )
        keys = (("Alt+Down", 1), ("Alt+Up", -1))
        for key, step in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._step, step, typing=True))
        renew = QShortcut(QKeySequence("F5"), self)
        renew.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        renew.activated.connect(self.ask)

    # ------------------------------------------------------------------ reading

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._read:
            self.ask()

    def show_line(self, key: LineKey | None, member_id: UUID | None) -> None:
        """The lines of one child's plan, None being of everybody; at the line of this
        key, where it still waits."""
        if key is not None:
            self.language_choice.choose("")
            self.state_choice.choose("")
        self._member_id, self._wanted = member_id, key
        self.ask()

    @property
    def asked(self) -> WorkAsked:
        return WorkAsked(
            self._whose,
            self._desk.worker.actor_id,
            str(self.language_choice.value() or ""),
            _STATES[str(self.state_choice.value() or "")][1],
            self._member_id,
        )

    def ask(self) -> None:
        """Read the list anew; the line that is shown stays where it still waits."""
        self._read = True
        if self.line is not None and self._wanted is None:
            self._wanted = self.line.row.key
        self._desk.worker.read(
            translation_work.work,
            self.asked,
            lane="translations",
            then=partial(self._show, self.asked),
            failed=self._explain,
        )

    def _show(self, asked: WorkAsked, found: WorkList) -> None:
        if asked != self.asked:
            return
        self.notice.say("")
        self._list = found
        keys = [row.key for row in found.rows]
        self.model.put(keys, found.rows[:PAGE])
        self.table.fit_rows()
        self.list_pages.setCurrentIndex(0 if keys else 1)
        self.line_area.setVisible(bool(keys))
        self.refill()
        if keys:
            self._choose_wanted()
        else:
            self._put_line(None)

    def _choose_wanted(self) -> None:
        at = self.model.place(self._wanted) if self._wanted is not None else -1
        self._wanted = None
        if self.model.keys:
            self.table.choose(max(at, 0))

    def _give(self, page: int) -> None:
        """All rows are here; the model asks for those further down when seen."""
        begin = page * PAGE
        rows = self._list.rows[begin : begin + PAGE]
        self.model.give(page, [row.key for row in rows], rows)

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def _choose_whose(self, whose: str) -> None:
        self._whose = Whose(whose)
        self.ask()

    def _show_all(self) -> None:
        self._whose, self._member_id = Whose.EVERYONE, None
        for choice in (self.language_choice, self.state_choice):
            choice.choose("")
        self.ask()

    # ------------------------------------------------------------------ one line

    def _show_line(self, index: QModelIndex) -> None:
        row = self.model.row(index.row()) if index.isValid() else None
        if row is None and index.isValid():
            row = self._list.rows[index.row()]
        if row is None or self.line is None or self.line.row != row:
            self._put_line(row)

    def _put_line(self, row: WorkRow | None) -> None:
        old, self.line = self.line, None
        if old is not None:
            old.hide()
            self.line_column.removeWidget(old)
            old.deleteLater()
        if row is None:
            return
        self.line = TranslationLine(self._desk, row, self.line_area.widget())
        self.line.changed.connect(self._changed)
        self.line.next_wanted.connect(partial(self._step, 1, typing=True))
        self.line_column.addWidget(self.line)
        self.line.show()
        self.line_area.verticalScrollBar().setValue(0)

    def _changed(self, row: WorkRow) -> None:
        """A line was saved: it keeps its place until the list is read anew."""
        rows = self._list.rows
        known = tuple(row if one.key == row.key else one for one in rows)
        self._list = WorkList(self._list.counts, self._list.total, known)
        self.model.swap(row.key, row)
        line = self.line
        if line is not None and line.row.key == row.key and line.row != row:
            self._put_line(row)

    def _step(self, step: int, *, typing: bool) -> None:
        at = self.table.currentIndex().row() + step
        if not 0 <= at < len(self.model.keys):
            if step > 0:
                self._desk.say(_("This was the last line of the list."))
            return
        self.table.choose(at)
        if typing:
            self._begin_typing()

    def _begin_typing(self) -> None:
        if self.line is not None and not self.line.row.private:
            self.line.family_field.setFocus()
        else:
            self.table.setFocus()

    # ------------------------------------------------------------------ files

    def send(self) -> None:
        """Make a file for a translator, of the language that is shown."""
        self._open("translation_send", "TranslationSend")

    def take_answer(self) -> None:
        self._open("translation_answer", "TranslationAnswer")

    def _open(self, module: str, kind: str) -> None:
        found = importlib.import_module(f"hhdesk.gui.{module}")
        self.dialog = getattr(found, kind)(self._desk, self._list, self.asked, self)
        self.dialog.finished.connect(lambda _code: self.ask())
        self.dialog.open()

    # ------------------------------------------------------------------ words

    def refill(self) -> None:
        self.model.speak()
        self.table.fit_rows()
        self.title_label.setText(_("Translations"))
        self.about_label.setText(
            _("Lines of care plans for families, those first who come next.")
        )
        self.checking_button.setText(_("Check phrases and headings"))
        self.answer_button.setText(_("Take in an answer…"))
        self.send_button.setText(_("Send to a translator…"))
        self.whose_choice.offer(
            {
                one.value: (_(WHOSE_WORDS[one]), _(WHOSE_WORDS[one]))
                for one in (Whose.EVERYONE, Whose.MINE)
            }
        )
        self.whose_choice.choose(self._whose.value)
        self._offer()
        child = next((row.child for row in self._list.rows if row.child), None)
        self.member_cell.setVisible(self._member_id is not None)
        self.member_label.setText(
            _("Only {name}").format(name=child.full) if child else _("Only one child")
        )
        self._say_count()
        self._say_empty()

    def _offer(self) -> None:
        found = self._list
        languages = [(tag, tag) for tag in found.languages()]
        self.language_choice.offer(
            [("", _("All languages"))]
            + [
                (tag, f"{language_name(tag)} ({found.count(tag):,})")
                for tag, _same in languages
            ]
        )
        language = str(self.language_choice.value() or "")
        self.state_choice.offer(
            (value, f"{_(words)} ({found.count(language, *states):,})")
            for value, (words, states) in _STATES.items()
        )

    def _say_count(self) -> None:
        total, shown = self._list.total, len(self._list.rows)
        words = ngettext("{n} line", "{n} lines", total).format(n=f"{total:,}")
        if shown < total:
            words = _("the first {n} of {all}").format(n=f"{shown:,}", all=words)
        self.count_label.setText(words)

    def _say_empty(self) -> None:
        filtered = self.asked != WorkAsked(staff_id=self._desk.worker.actor_id)
        self.empty_state.say(
            "languages",
            _("No line waits here"),
            _("Every line for families is translated and checked.")
            if not filtered
            else _("Nothing of this language and state waits."),
            _("Show all") if filtered else "",
        )
