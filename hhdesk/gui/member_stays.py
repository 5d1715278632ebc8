"""The member page's hospital stays: a list with the clocks of the follow-up, one of
them in full, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from uuid import UUID

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QWidget

from hhdesk.care import stay_list
from hhdesk.care.stay_list import FollowUp, StayLine, StayList
from hhdesk.care.stays import StayKind, StayStatus
from hhdesk.errors import Refusal
from hhdesk.gui import forms, stay_form, stay_words
from hhdesk.gui.act_buttons import ActButtons
from hhdesk.gui.card import Card, Line
from hhdesk.gui.desk import Desk
from hhdesk.gui.empty_state import EmptyState
from hhdesk.gui.forms import Spoken
from hhdesk.gui.notice import Notice
from hhdesk.gui.stay_news import StayWish
from hhdesk.gui.stay_table import StayRows, StayTable
from hhdesk.gui.visit_acts import BookingWish, VisitNews
from hhdesk.i18n import N_, _, explain, format_date, ngettext


class StayAct(StrEnum):
    """What can be done with one stay."""

    LEFT = "left"
    CALL = "call"
    VISIT = "visit"
    PLAN = "plan"
    CHANGE = "change"
    OUT = "out"
    PUT_BACK = "put_back"


STAY_ACT_WORDS = {
    StayAct.LEFT: N_("Left the hospital"),
    StayAct.CALL: N_("Wrap up the call"),
    StayAct.VISIT: N_("Book the visit"),
    StayAct.PLAN: N_("Begin a plan from a template"),
    StayAct.CHANGE: N_("Change"),
    StayAct.OUT: N_("Take out"),
    StayAct.PUT_BACK: N_("Put back"),
}
_VISIT_TITLES = {
    StayKind.ED: N_("Visit after the emergency room"),
    StayKind.INPATIENT: N_("Visit after the hospital"),
    StayKind.OBSERVATION: N_("Visit after the hospital"),
}


def offered(line: StayLine) -> Iterator[StayAct]:
    """What can be done, the likeliest first."""
    if line.cancelled:
        yield StayAct.PUT_BACK
        return
    if line.row.status is not StayStatus.FINISHED:
        yield StayAct.LEFT
    if _open(line.call):
        yield StayAct.CALL
    if _open(line.visit):
        yield StayAct.VISIT
    if line.row.status is StayStatus.FINISHED:
        yield StayAct.PLAN
    yield StayAct.CHANGE
    yield StayAct.OUT


def _open(one: FollowUp | None) -> bool:
    return one is not None and one.due_on is not None and one.done_on is None


class MemberStays(Spoken, QWidget):
    count_label: QLabel
    record_button: QPushButton
    notice: Notice
    pages: QStackedWidget
    empty_state: EmptyState
    both: QWidget
    table: StayTable
    card: Card
    acts: ActButtons

    plan_wanted = Signal()
    """Begin a plan from the template for after a stay."""

    def __init__(self, desk: Desk, member_id: UUID) -> None:
        super().__init__()
        forms.load(self, "member_stays")
        self._desk, self._member_id = desk, member_id
        self.stays: StayList | None = None
        self.model = StayRows(desk.today, self)
        self.table.setModel(self.model)
        self.table.fit_rows()
        self.setFocusProxy(self.table)
        self.acts.limit(2)
        self._connect()
        self.refill()

    def _connect(self) -> None:
        desk = self._desk
        for asked in (self.record_button.clicked, self.empty_state.acted):
            asked.connect(lambda *_: desk.stay_wanted.emit(self._member_id))
        self.table.opened.connect(lambda: self.act(StayAct.CHANGE))
        self.table.selectionModel().currentRowChanged.connect(
            lambda _new, _old: self._show_chosen()
        )
        self.model.modelReset.connect(self._show_chosen)
        self.acts.chosen.connect(self.act)
        desk.member_saved.connect(self._saved_elsewhere)
        desk.visit_changed.connect(self._visit_changed)
        desk.day_changed.connect(self.read)

    # --------------------------------------------------------------- the list

    def turned_to(self) -> None:
        """The tab is in front: others may have changed something meanwhile."""
        self.read()

    def read(self) -> None:
        self._desk.worker.read(
            stay_list.of_member,
            self._member_id,
            lane=f"hospital stays {self._member_id}",
            then=self._show,
            failed=self._explain,
        )

    def _saved_elsewhere(self, member_id: UUID) -> None:
        if member_id == self._member_id:
            self.read()

    def _visit_changed(self, news: VisitNews) -> None:
        if news.member_id in (None, self._member_id):
            self.read()

    def _explain(self, refusal: Refusal) -> None:
        self.notice.say(explain(refusal))

    def _show(self, stays: StayList) -> None:
        chosen = self.chosen
        same_day = self.model.today == self._desk.today
        if stays != self.stays or not same_day:
            self.stays, self.model.today = stays, self._desk.today
            self.model.show(stays.lines)
        self.refill()
        if stays.lines:
            at = self.model.place(chosen.id) if chosen else 0
            self.table.choose(max(at, 0))

    @property
    def chosen(self) -> StayLine | None:
        index = self.table.currentIndex()
        return self.model.row(index.row()) if index.isValid() else None

    # --------------------------------------------------------------- the acts

    def act(self, act: object) -> None:
        """Do this with the chosen stay, where it can be done."""
        line = self.chosen
        if line is None or act not in list(offered(line)):
            return
        desk = self._desk
        if act is StayAct.CALL:
            desk.contact_wanted.emit(self._member_id)
        elif act is StayAct.VISIT:
            title = _(_VISIT_TITLES[line.row.kind])
            wish = BookingWish(None, self._member_id, title=title, seal=line.row.seal)
            desk.booking_wanted.emit(wish)
        elif act is StayAct.PLAN:
            self.plan_wanted.emit()
        elif act is StayAct.OUT:
            stay_form.take_back(desk, line)
        elif act is StayAct.PUT_BACK:
            stay_form.put_back(desk, self._member_id, line.id)
        else:
            left = act is StayAct.LEFT
            desk.stay_form_wanted.emit(StayWish(line.id, left=left))

    # ------------------------------------------------------------------ words

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.stays is not None:
            self.table.hug(len(self.stays.lines))

    def _show_chosen(self) -> None:
        line = self.chosen
        self.card.setVisible(line is not None)
        some = list(offered(line)) if line is not None else []
        self.acts.offer([(act, _(STAY_ACT_WORDS[act])) for act in some])
        if line is None:
            return
        self.card.clear()
        self.card.say(stay_words.title(line.row))
        for lead, words in self._facts(line):
            if words:
                self.card.add(Line(words, lead=lead))

    def _facts(self, line: StayLine) -> Iterator[tuple[str, str]]:
        row = line.row
        yield _("Why"), " · ".join(filter(None, (row.reason, _planned(line))))
        yield _("Returned"), stay_words.returned(row).word
        yield _("Went to"), row.disposition
        plan = row.discharge_plan
        if not plan and row.status is StayStatus.FINISHED:
            plan = _("Nobody has written down what the hospital asked.")
        yield _("To be done"), plan
        known = _("Known here since {day}").format(day=format_date(row.known_on))
        told = stay_words.told(line)
        yield _("How known"), " · ".join(filter(None, (known, told)))

    def refill(self) -> None:
        lines = self.stays.lines if self.stays else ()
        self.pages.setCurrentWidget(self.both if lines else self.empty_state)
        self.record_button.setVisible(bool(lines))
        self.empty_state.say(
            "hospital",
            _("No hospital stays yet"),
            _(
                "Record a stay the moment you hear of it: where and since when "
                "suffice. The call and the visit after it are then on Today."
            ),
            _("Record a stay"),
        )
        count = sum(not one.cancelled for one in lines)
        self.table.hug(len(lines))
        words = ngettext("{n} stay", "{n} stays", count).format(n=count)
        self.count_label.setText(words if lines else "")
        self.model.speak()
        self._show_chosen()


def _planned(line: StayLine) -> str:
    if line.row.planned is None:
        return ""
    return _("Planned before") if line.row.planned else _("Not planned")
