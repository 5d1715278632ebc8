"""Answers that were given: the scores with what they mean, each answer, the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hhdesk.care import answer_deeds, answer_sheets, instruments
from hhdesk.care.answer_deeds import Planned, Proposed
from hhdesk.care.answer_sheets import SheetRow
from hhdesk.care.instrument_files import instrument
from hhdesk.care.instruments import Instrument
from hhdesk.errors import Refusal
from hhdesk.gui import answer_words, theme
from hhdesk.gui.card import Card, Line
from hhdesk.gui.chip import State
from hhdesk.gui.desk import Desk
from hhdesk.gui.forms import Spoken
from hhdesk.gui.intake_end import EndPage
from hhdesk.gui.intake_sheet import say_planned
from hhdesk.gui.labels import PlainLabel
from hhdesk.gui.notice import Notice
from hhdesk.i18n import _, explain, format_date, language_name, ngettext

_SIZE = (820, 640)


@dataclass(frozen=True, slots=True)
class Given:
    """A filling in, with what it would put into the plan."""

    row: SheetRow
    found: Proposed


def read_given(session: Any, sheet_id: UUID) -> Given:
    row = answer_sheets.sheet_row(session, sheet_id)
    if not row.finished:
        return Given(row, Proposed((), 0))
    return Given(row, answer_deeds.proposals(session, sheet_id))


class AnswersPage(EndPage):
    """The last page of the asking, and below it each question with its answer."""

    def refill(self) -> None:
        super().refill()
        self.column.addWidget(self._answers())

    def _plan(self, on: dict[str, bool]) -> Card:
        card = super()._plan(on)
        card.setVisible(self.row.finished)
        return card

    def _answers(self) -> Card:
        """What was answered; of the rest, how much there is."""
        card, silent = Card(self.inner), 0
        card.say(_("Answers"))
        for question in instruments.asked(self.asked, self.row.answers):
            said = answer_words.answer(question, self.row.answers.get(question.id))
            if not said:
                silent += 1
                continue
            danger = State("")
            if question.id in self.row.safety:
                danger = State(_("Danger to self"), "danger", "triangle-alert")
            words = answer_words.in_words(question.words)
            card.add(Line(words, said, [danger], beside=True))
        if silent:
            words = ngettext(
                "{n} question was not answered.",
                "{n} questions were not answered.",
                silent,
            )
            card.add_muted(words.format(n=silent))
        if not self.asked.scales:
            name = self.asked.source.name
            card.add_muted(_("Source: {name}").format(name=name))
        return card


class AnswerView(Spoken, QDialog):
    go_on_wanted = Signal(object)
    """Ask the rest of this `SheetRow`."""

    def __init__(self, desk: Desk, sheet_id: UUID, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self.sheet_id = desk, sheet_id
        self.given: Given | None = None
        self.page: AnswersPage | None = None
        self.title, self.about = PlainLabel(self), PlainLabel(self)
        self.notice = Notice(self)
        self.close_button, self.go_on_button = QPushButton(self), QPushButton(self)
        self._lay_out()
        self.close_button.clicked.connect(self.reject)
        self.go_on_button.clicked.connect(self._go_on)
        self.refill()
        self.read()

    def _lay_out(self) -> None:
        self.title.setProperty("look", "title")
        self.about.setProperty("look", "muted")
        self.about.setWordWrap(True)
        head, foot = QFrame(self), QFrame(self)
        head.setProperty("look", "bar")
        foot.setProperty("look", "foot")
        lines = QVBoxLayout(head)
        lines.setContentsMargins(24, 12, 24, 12)
        for widget in (self.title, self.about, self.notice):
            lines.addWidget(widget)
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 24, 12)
        row.addWidget(self.close_button)
        row.addStretch(1)
        row.addWidget(self.go_on_button)
        self.go_on_button.setProperty("look", "primary")
        self.go_on_button.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(head)
        self._column.addStretch(1)
        self._column.addWidget(foot)
        wanted = QSize(*(theme.scaled(side) for side in _SIZE))
        self.resize(wanted.boundedTo(self.screen().availableSize()))

    def read(self) -> None:
        self._desk.worker.read(
            read_given, self.sheet_id, then=self._show, failed=self._explain
        )

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def _show(self, given: Given) -> None:
        self.given = given
        asked = self._asked
        if self.page is None and asked is not None:
            self.page = AnswersPage(asked, given.row, given.found)
            self.page.put_button.clicked.connect(self.put_into_plan)
            self._column.takeAt(1)
            self._column.insertWidget(1, self.page, 1)
        elif self.page is not None:
            self.page.row, self.page.found = given.row, given.found
            self.page.refill()
        self.refill()
        (self.go_on_button if self._open else self.close_button).setFocus()

    @property
    def _asked(self) -> Instrument | None:
        """The questions as they were asked, where they are still known."""
        row = self.given.row if self.given else None
        asked = instrument(row.instrument) if row else None
        return asked if row and asked and asked.edition == row.edition else None

    @property
    def _open(self) -> bool:
        """Whether the rest can still be asked."""
        asked = self._asked
        return (
            asked is not None
            and self.given is not None
            and (not self.given.row.finished)
        )

    def _go_on(self) -> None:
        assert self.given
        row = self.given.row
        self.accept()
        self.go_on_wanted.emit(row)

    def put_into_plan(self) -> None:
        """The ticked lines, in one save that one undo takes back."""
        if self.page is None or not self.page.keys:
            return
        self.page.put_button.setEnabled(False)
        self._desk.worker.run(
            answer_deeds.put_into_plan,
            self.sheet_id,
            self.page.keys,
            seen=self.page.found.number,
            then=self._planned,
            failed=self._refused,
        )

    def _planned(self, planned: Planned) -> None:
        assert self.given
        self.accept()
        say_planned(self._desk, self.given.row.member_id, planned)

    def _refused(self, refusal: Refusal) -> None:
        """What was said stays; the plan is looked at again."""
        self._explain(refusal)
        self.read()

    def refill(self) -> None:
        self.setWindowTitle(_("Answers"))
        self.close_button.setText(_("Close"))
        self.go_on_button.setText(_("Go on asking"))
        self.go_on_button.setVisible(self._open)
        given = self.given
        if given is None:
            return
        row, asked = given.row, self._asked
        self.title.setText(
            answer_words.instrument_title(asked) if asked else row.instrument
        )
        self.about.setText(" · ".join(filter(None, _about(row))))
        if asked is None:
            words = _("These questions were changed since; the answers are kept.")
            self.notice.say(words)
        if self.page is not None:
            self.page.refill()


def _about(row: SheetRow) -> Sequence[str]:
    """When, who answered, in which language, who asked."""
    asking = row.asking
    return (
        format_date(row.asked_on),
        "" if row.finished else _("Not finished"),
        asking.answered_by and _("Answered by {name}").format(name=asking.answered_by),
        language_name(asking.language),
        asking.interpreter and _("Interpreter: {name}").format(name=asking.interpreter),
        row.asked_by and _("Asked by {name}").format(name=row.asked_by),
    )


def open_answers(desk: Desk, sheet_id: UUID, parent: QWidget) -> AnswerView:
    """Show what was answered, over this window."""
    view = AnswerView(desk, sheet_id, parent)
    view.open()
    return view
