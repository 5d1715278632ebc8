"""The form of a hospital stay: where and when suffice; the rest follows as it is known.

It writes down a new one, changes one, or says that the child left.
"""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from hhdesk.care import stay_acts, stay_list
from hhdesk.care.stay_list import StayLine, StayList
from hhdesk.care.stays import STAY_KIND_WORDS, StayKind, StayRow, StayStatus
from hhdesk.errors import InvalidField, Refusal
from hhdesk.gui import dialog_size, held_cards, stay_values, stay_words
from hhdesk.gui.desk import Desk
from hhdesk.gui.form_draft import Values
from hhdesk.gui.growing_text import GrowingText
from hhdesk.gui.member_field import MemberField
from hhdesk.gui.notice import Notice
from hhdesk.gui.saved_form import SavedForm
from hhdesk.gui.seal_editor import SealEditor
from hhdesk.gui.stay_news import StayNews, StayWish
from hhdesk.gui.stay_values import PLANNED_CHOICES, STATUS_CHOICES
from hhdesk.i18n import N_, _, explain, format_date

DRAFT, NEW_DRAFT = "hospital stay", "new hospital stay"
LEFT_DRAFT = "hospital discharge"
_REST_MS = 250
_WIDTH, _PLAN_LINES = 720, 3
_ON_LEAVING = ("ends_on", "disposition", "discharge_plan")
_TITLES = {
    DRAFT: N_("Change the hospital stay"),
    NEW_DRAFT: N_("Record a hospital stay"),
    LEFT_DRAFT: N_("The child left the hospital"),
}


def read_new(session: Any, member_id: UUID) -> tuple[StayList, tuple[str, ...]]:
    """The child's stays, and the names of hospitals that were typed before."""
    return stay_list.of_member(session, member_id), stay_list.places(session)


def read_known(session: Any, stay_id: UUID) -> tuple[StayList, tuple[str, ...]]:
    return stay_list.of_stay(session, stay_id), stay_list.places(session)


class StayForm(SavedForm):
    title_label: QLabel
    about_label: QLabel
    head: QFrame
    foot: QFrame
    area: QScrollArea
    area_page: QWidget
    member_field: MemberField
    twin_notice: Notice
    place_field: QLineEdit
    discharge_plan_field: GrowingText
    seal_field: SealEditor

    changed = Signal(object)
    """A StayNews, after it is saved."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        member_id: UUID | None,
        wish: StayWish | None = None,
    ) -> None:
        """Of a child, of one who is still to be chosen, or of the stay of a wish."""
        super().__init__(desk, parent, "stay_form", stay_values.FIELDS)
        self._wish, self.member_id = wish, member_id
        self._kind = NEW_DRAFT if wish is None else LEFT_DRAFT if wish.left else DRAFT
        self._stays: StayList | None = None
        self._line: StayLine | None = None
        self._twins: tuple[StayRow, ...] = ()
        self.discharge_plan_field.hold(_PLAN_LINES)
        self.member_field.serve(desk, "child of a hospital stay")
        self.member_field.chosen.connect(self._choose_member)
        self.seal_field.edited.connect(lambda _: self._typed())
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.look_for_twins)
        self.refill()
        self._wait(waiting=True)
        self._ask()

    # -------------------------------------------------------------- beginning

    def _ask(self) -> None:
        question: Any = read_known if self._wish else read_new
        key = self._wish.stay_id if self._wish else self.member_id
        if key is None:
            self.member_field.setFocus()
            return
        self._desk.worker.read(question, key, then=self._begin, failed=self._explain)

    def _choose_member(self, member_id: UUID | None) -> None:
        if member_id is not None:
            self.member_id = member_id
            self._ask()

    def _wait(self, *, waiting: bool) -> None:
        """Without a child, there is nothing to write down."""
        self.member_field.setVisible(waiting and self.member_id is None)
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for widget in self.area_page.findChildren(QWidget, options=direct):
            if widget not in (self.member_field, self.restored, self.notice):
                widget.setEnabled(not waiting)
        self.save_button.setEnabled(not waiting)

    def _begin(self, found: tuple[StayList, tuple[str, ...]]) -> None:
        self._stays, places = found
        self.seal_field.of(self._stays.age)
        completer = QCompleter(list(places), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.place_field.setCompleter(completer)
        saved = self._at_first()
        if saved is None:
            self._explain(Refusal(stay_acts.GONE))
            return
        self._wait(waiting=False)
        key = self._wish.stay_id if self._wish else self.member_id
        assert key is not None
        draft = self._keep(self._kind, key)
        draft.title = self._stays.name
        draft.begin(saved)
        self.refill()
        first = "ends_on" if self._kind == LEFT_DRAFT else "place"
        self.fields[first].setFocus()

    def _at_first(self) -> Values | None:
        """None where the stay is gone."""
        assert self._stays is not None
        if self._wish is None:
            return stay_values.blank(self._desk.today)
        self._line = self._stays.line(self._wish.stay_id)
        if self._line is None:
            return None
        self.member_id = self._line.member_id
        if self._wish.left:
            return stay_values.leaving(self._line.details, self._desk.today)
        return stay_values.of_details(self._line.details)

    def values(self) -> Values:
        return self.fields.values() | stay_values.of_seal(self.seal_field.seal)

    def _put(self, values: Values) -> None:
        self.fields.put(values)
        self.seal_field.put(stay_values.seal_of(values))
        self._show_asked()

    # ----------------------------------------------------------------- typing

    def _typed(self) -> None:
        super()._typed()
        self._show_asked()
        self._rest.start()

    def _show_asked(self) -> None:
        """Of a stay that goes on, nobody asks for its end."""
        values = self.fields.values()
        gone = values["status"] == StayStatus.FINISHED.value
        leaving = self._kind == LEFT_DRAFT
        for name in stay_values.FIELDS:
            shown = name in _ON_LEAVING if leaving else True
            if name in ("ends_on", "disposition"):
                shown = gone
            elif name == "discharge_plan":
                shown = gone or bool(values[name])
            elif name == "planned":
                shown = not leaving and values["kind"] != StayKind.ED.value
            self.fields.show(name, shown=shown)
        self.seal_field.setVisible(not leaving)
        self._fit()

    def look_for_twins(self) -> None:
        """Say which stay of the same days is here; that is a warning and no wall."""
        try:
            details = stay_values.to_details(self.values())
        except InvalidField:
            return
        if self.member_id is None or self._kind == LEFT_DRAFT:
            return
        self._desk.worker.read(
            stay_acts.alike,
            self.member_id,
            details,
            self._line.id if self._line else None,
            lane="hospital stays alike",
            then=self._show_twins,
            failed=self._explain,
        )

    def _show_twins(self, found: tuple[StayRow, ...]) -> None:
        self._twins = found
        words = ""
        if found:
            told = " · ".join((stay_words.title(found[0]), held_cards.term(found[0])))
            words = _("This may be here already: {stay}.").format(stay=told)
        line = self._stays.line(found[0].id) if found and self._stays else None
        if line is not None and line.told is not None and self._line is None:
            words = _("The hospital told of this stay: what you type is added to it.")
            self.twin_notice.say(words, "info")
        else:
            self.twin_notice.say(words, "warning")
        self._fit()

    # ----------------------------------------------------------------- saving

    def _send(self) -> None:
        try:
            details = stay_values.to_details(self.values())
            on = stay_values.day_of(self.values(), "ends_on")
            if self._kind == LEFT_DRAFT and on is None:
                raise InvalidField("ends_on", N_("Say since when."))
        except InvalidField as refusal:
            self._explain(refusal)
            return
        if self._line is None:
            self._run(
                stay_acts.record_stay,
                self.member_id,
                details,
                then=self._recorded,
            )
            return
        act: Any = partial(self._run, then=self._saved, seen=self._line.version)
        if self._kind == LEFT_DRAFT:
            told = (details.disposition, details.discharge_plan)
            act(stay_acts.discharge, self._line.id, on, *told)
        else:
            act(stay_acts.change, self._line.id, details)

    def _recorded(self, stay_id: UUID) -> None:
        self._desk.worker.read(
            stay_list.of_stay,
            stay_id,
            then=partial(self._tell_recorded, stay_id),
            failed=self._explain,
        )

    def _tell_recorded(self, stay_id: UUID, stays: StayList) -> None:
        line = stays.line(stay_id)
        words = _("The stay is recorded.")
        call = line.call if line is not None else None
        if call is not None and call.due_on is not None:
            day = format_date(call.due_on)
            words += " " + _("Call the family by {day}.").format(day=day)
        undo: Any = None
        if line is not None and line.told is None:
            undo = partial(take_back, self._desk, line)
        self._end(words, undo)

    def _saved(self, version: int) -> None:
        assert self._line is not None
        left = self._kind == LEFT_DRAFT
        words = _("The discharge is written down.") if left else _("The stay is saved.")
        self._end(words, partial(_restore, self._desk, self._line, version))

    def _end(self, words: str, undo: Any) -> None:
        assert self.member_id is not None
        self._done()
        self.changed.emit(StayNews(self.member_id, words, undo))

    # ------------------------------------------------------------------ words

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its questions, at most as high as fits."""
        dialog_size.fit(self, _WIDTH)

    def refill(self) -> None:
        self.setWindowTitle(_(_TITLES[self._kind]))
        self.title_label.setText(_(_TITLES[self._kind]))
        self.save_button.setText(_("Save"))
        about = self._stays.name if self._stays else ""
        if self._line is not None:
            about = " · ".join((about, stay_words.title(self._line.row)))
        self.about_label.setText(about)
        self.about_label.setVisible(bool(about))
        for name, words in (
            ("kind", STAY_KIND_WORDS),
            ("status", STATUS_CHOICES),
            ("planned", PLANNED_CHOICES),
        ):
            self.fields.offer(name, [(str(one), _(w)) for one, w in words.items()])
        self._show_asked()


def take_back(desk: Desk, line: StayLine) -> None:
    """Take a stay out, with Undo."""

    def gone(_none: None) -> None:
        desk.member_saved.emit(line.member_id)
        back = partial(put_back, desk, line.member_id, line.id)
        desk.say(_("The stay is taken out."), back)

    desk.worker.run(
        stay_acts.take_back,
        line.id,
        seen=line.version,
        then=gone,
        failed=lambda refusal: desk.say(explain(refusal)),
    )


def put_back(desk: Desk, member_id: UUID, stay_id: UUID) -> None:
    """Undo that a stay was taken out, by somebody here or by the hospital."""
    desk.worker.run(
        stay_acts.put_back,
        stay_id,
        then=lambda _none: desk.member_saved.emit(member_id),
        failed=lambda refusal: desk.say(explain(refusal)),
    )


def _restore(desk: Desk, before: StayLine, version: int) -> None:
    """The stay as it was before."""
    desk.worker.run(
        stay_acts.change,
        before.id,
        before.details,
        seen=version,
        then=lambda _version: desk.member_saved.emit(before.member_id),
        failed=lambda refusal: desk.say(explain(refusal)),
    )
