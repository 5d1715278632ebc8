"""One visit over the screen: its facts, and the acts that are lawful now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from hhdesk.care import appointment_calendar, reminder_reading
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.reminders import Reminder
from hhdesk.errors import NotFound, Refusal
from hhdesk.gui import forms, states, theme, visit_choices, visit_words
from hhdesk.gui.act_buttons import ActButtons
from hhdesk.gui.chip import Chip
from hhdesk.gui.desk import Desk
from hhdesk.gui.flow import Flow
from hhdesk.gui.forms import Spoken
from hhdesk.gui.labels import PlainLabel, literal
from hhdesk.gui.notice import Notice
from hhdesk.gui.reminder_strip import ReminderStrip
from hhdesk.gui.visit_acts import (
    BookingWish,
    VisitActs,
    VisitNews,
    VisitWish,
)
from hhdesk.gui.visit_choices import VisitAct
from hhdesk.gui.visit_reason import ASKS, Answer, VisitReason, begun_act
from hhdesk.i18n import N_, _, explain, format_whole_day

_WIDTH = 500


@dataclass(frozen=True)
class Seen:
    """The visit, the moment at which it was read, and whom to remind of it."""

    row: CalendarRow
    now: datetime
    reminder: Reminder | None = None


def read_visit(session: Any, wish: VisitWish) -> Seen:
    row = appointment_calendar.row(session, wish.id, wish.member_id)
    if row is None:
        raise NotFound(N_("There is no such visit any more."))
    # A busy row says nothing of whose it is, and so of nobody to call.
    told = None if row.busy else reminder_reading.reminder(session, row.id)
    return Seen(row, session.now(), told)


class VisitCard(Spoken, QDialog):
    name_button: QPushButton
    state_chip: Chip
    seal_chip: Chip
    notice: Notice
    title_label: QLabel
    when_label: QLabel
    where_label: QLabel
    staff_label: QLabel
    why_label: QLabel
    arranged_strip: Flow
    reminder_strip: ReminderStrip
    acts: ActButtons
    panel: VisitReason

    def __init__(self, desk: Desk, wish: VisitWish, parent: QWidget) -> None:
        super().__init__(parent)
        forms.load(self, "visit_card")
        self._desk, self._wish = desk, wish
        self._visit_acts = VisitActs(desk)
        self._seen: Seen | None = None
        self.panel.serve(desk, wish.id)
        self._connect()
        self.refill()
        self.read()
        if wish.act:
            self.begin(VisitAct(wish.act))

    def _connect(self) -> None:
        self.acts.chosen.connect(self.begin)
        self.name_button.clicked.connect(self._open_member)
        self.panel.left.connect(self._go_back)
        self.panel.answered.connect(self.do)
        self.panel.resized.connect(self._fit)
        self._desk.visit_changed.connect(self._changed)

    def read(self) -> None:
        self._desk.worker.read(
            read_visit, self._wish, then=self._show, failed=self._explain
        )

    def _changed(self, news: VisitNews) -> None:
        if news.id == self._wish.id and self.isVisible():
            self.read()

    def _show(self, seen: Seen) -> None:
        if self._seen is not None and seen.row.version != self._seen.row.version:
            self._go_back()
        first, self._seen = self._seen is None, seen
        self.refill()
        if first and (begun := begun_act(self._desk, self._wish.id)):
            self.begin(begun)

    @property
    def row(self) -> CalendarRow | None:
        return self._seen.row if self._seen else None

    def refill(self) -> None:
        if self._seen is not None:
            self._say(self._seen)

    def _say(self, seen: Seen) -> None:
        row, zone = seen.row, self._desk.zone
        words = visit_words.say(row, zone)
        self.setWindowTitle(_("Visit"))
        self.name_button.setText(literal(words.full_name))
        state = words.state
        self.state_chip.say(state.word, state.tone, state.icon)
        seal = states.seal(row.seal)
        self.seal_chip.say(seal.word, seal.tone, seal.icon)
        self.title_label.setText(row.title)
        day = format_whole_day(row.starts_at.astimezone(zone).date())
        self.when_label.setText(f"{day} · {words.times}")
        where = " · ".join(part for part in (row.with_whom, row.place) if part)
        _put(self.where_label, where)
        staff = _("Coordinator: {name}").format(name=row.staff) if row.staff else ""
        _put(self.staff_label, staff)
        _put(self.why_label, visit_words.why(row))
        self._say_arranged(row)
        self.reminder_strip.say(seen.reminder)
        offered = visit_choices.lawful_acts(row, seen.now, self._desk.today, zone)
        self.acts.offer([(act, _(visit_choices.ACT_WORDS[act])) for act in offered])
        self._fit()

    def _fit(self) -> None:
        """As high as its words need at its width."""
        layout, width = self.layout(), theme.scaled(_WIDTH)
        if layout is not None:
            self.setFixedWidth(width)
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(width))

    def showEvent(self, event: QShowEvent) -> None:
        """Buttons know how many rows they take only where they stand."""
        super().showEvent(event)
        self._fit()

    def _say_arranged(self, row: CalendarRow) -> None:
        self.arranged_strip.clear()
        for one in row.arrangements:
            chip = Chip()
            state = states.arrangement(one.kind, one.status)
            chip.say(state.word, state.tone, state.icon)
            self.arranged_strip.add(chip)
            if detail := visit_words.arranged(one):
                label = PlainLabel(detail)
                label.setProperty("look", "muted")
                label.setContentsMargins(0, 3, 0, 3)
                self.arranged_strip.add(label)
        self.arranged_strip.setVisible(bool(row.arrangements))

    # ------------------------------------------------------------------ acts

    def begin(self, act: VisitAct) -> None:
        """Do the act, or ask first for what it needs."""
        row, act = self.row, VisitAct(act)
        if row is None:
            return
        if act in ASKS:
            self._ask(act)
            return
        simple: dict[VisitAct, Callable[[], object]] = {
            VisitAct.CONFIRM: partial(self._visit_acts.confirm, row, self._explain),
            VisitAct.ARRIVED: partial(self._visit_acts.arrive, row, self._explain),
            VisitAct.KEPT: partial(self._visit_acts.keep, row, self._explain),
            VisitAct.TAKE_BACK: partial(self._visit_acts.take_back, row, self._explain),
            VisitAct.EDIT: self._edit,
            VisitAct.BOOK_AGAIN: self._book_again,
        }
        simple[act]()

    def _ask(self, act: VisitAct) -> None:
        row, seen = self.row, self._seen
        if row is None or seen is None:
            return
        self.notice.say("")
        self.acts.hide()
        self.panel.ask(act, visit_words.say(row, self._desk.zone).full_name)
        self._fit()

    def _go_back(self) -> None:
        self.panel.close_panel()
        self.acts.show()
        self._fit()

    def do(self, said: Answer) -> None:
        """Do what was asked about."""
        row = self.row
        if row is None:
            return
        acts, saved = self._visit_acts, self.panel.done
        if said.act in (VisitAct.MISSED, VisitAct.EXPLAIN):
            reason, barrier = said.reason, said.barrier
            if said.unknown:
                reason, barrier = "", None
            acts.miss(row, reason, barrier, self._explain, saved)
        elif said.act is VisitAct.CALL_OFF and said.by is not None:
            acts.call_off(row, said.by, said.reason, self._explain, saved)
        else:
            acts.remove(row, said.reason, self._explain, saved)

    def done(self, code: int) -> None:
        """Closed by whatever key: what was typed is kept, and that is said."""
        self.panel.say_left()
        super().done(code)

    def _edit(self) -> None:
        self.accept()
        row = self.row
        member_id = row.member_id if row else None
        wish = BookingWish(appointment_id=self._wish.id, member_id=member_id)
        self._desk.booking_wanted.emit(wish)

    def _book_again(self) -> None:
        self.accept()
        self._desk.booking_wanted.emit(BookingWish(again=self.row))

    def _open_member(self) -> None:
        row = self.row
        if row is not None and row.member_id is not None:
            self.accept()
            self._desk.member_wanted.emit(row.member_id, "appointments")

    def _explain(self, refusal: Refusal) -> None:
        if getattr(refusal, "field", "") == "reason" and self.panel.isVisible():
            self.panel.explain(explain(refusal))
        elif isinstance(refusal, NotFound):
            self.done(QDialog.DialogCode.Rejected)
        else:
            self.notice.say(explain(refusal))


def _put(label: QLabel, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
