"""The front desk's acts: each runs on the writer, is told to all, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from hhdesk.care import attendance, desk_messages, front_desk_acts
from hhdesk.care.desk_messages import MessageRow
from hhdesk.care.front_desk import DeskRow, Stage
from hhdesk.care.front_desk_acts import NOTHING, DeskAct, Marked, Said
from hhdesk.errors import Refusal
from hhdesk.gui.desk import Desk
from hhdesk.gui.visit_acts import VisitNews
from hhdesk.i18n import N_, _, explain

Failed = Callable[[Refusal], object]

_DONE = {
    DeskAct.ARRIVE: N_("{name} is here."),
    DeskAct.ROOM: N_("{name} is in a room: {room}."),
    DeskAct.KEEP: N_("{name}: the visit was kept."),
    DeskAct.LEAVE: N_("{name} left without being seen."),
    DeskAct.MISS: N_("{name}: the visit was missed."),
    DeskAct.TAKE_BACK: N_("{name} is expected as before."),
}


class DeskActs:
    """Says what was done in passing, with Undo."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def mark(
        self,
        row: DeskRow,
        act: DeskAct,
        failed: Failed,
        said: Said = NOTHING,
        done: Callable[[], object] = lambda: None,
    ) -> None:
        """Do one act on a visit as it was seen; `done` is called when it is saved."""
        if act is DeskAct.LEAVE:
            said = Said(reason=_("Left without being seen."))
        self._desk.worker.run(
            front_desk_acts.mark,
            row.id,
            act,
            said,
            seen=row.version,
            then=partial(self._marked, row, act, done),
            failed=failed,
        )

    def _marked(
        self,
        before: DeskRow,
        act: DeskAct,
        done: Callable[[], object],
        marked: Marked,
    ) -> None:
        done()
        self._tell(marked)
        words = _(_DONE[act]).format(name=before.name.full, room=marked.row.came.room)
        undo = None
        if before.stage is not Stage.DONE:
            undo = partial(self._undo, before, marked.row.version)
        self._desk.say(words, undo)

    def _undo(self, before: DeskRow, seen: int) -> None:
        self._desk.worker.run(
            front_desk_acts.undo,
            before,
            seen=seen,
            then=self._undone,
            failed=self._refused,
        )

    def _undone(self, marked: Marked) -> None:
        self._tell(marked)
        self._desk.say(_("It is as it was."))

    def _refused(self, refusal: Refusal) -> None:
        self._desk.say(explain(refusal))

    def _tell(self, marked: Marked) -> None:
        row = marked.row
        self._desk.visit_changed.emit(VisitNews(row.id, row.member_id, marked.calendar))

    def walked_in(self, marked: Marked) -> None:
        """A child came without a visit and has one now."""
        self._tell(marked)
        words = _(_DONE[DeskAct.ARRIVE]).format(name=marked.row.name.full)
        self._desk.say(words, partial(self._take_off, marked.row))

    def _take_off(self, row: DeskRow) -> None:
        self._desk.worker.run(
            attendance.enter_in_error,
            row.id,
            _("Taken back right after it was booked."),
            seen=row.version,
            then=partial(self._taken_off, row.id, row.member_id),
            failed=self._refused,
        )

    def _taken_off(self, visit: UUID, member_id: UUID, _done: None) -> None:
        self._desk.visit_changed.emit(VisitNews(visit, member_id, None))
        self._desk.say(_("The visit is taken off the calendar."))

    def left(self, name: str, row: MessageRow) -> None:
        """A message was left."""
        words = _("The message about {name} is left.").format(name=name)
        self._desk.member_saved.emit(row.member_id)
        self._desk.say(words, partial(self._unsay, row))

    def _unsay(self, row: MessageRow) -> None:
        self._desk.worker.run(
            desk_messages.take_back,
            row.id,
            seen=row.version,
            then=partial(self._unsaid, row.member_id),
            failed=self._refused,
        )

    def _unsaid(self, member_id: UUID, _done: None) -> None:
        self._desk.member_saved.emit(member_id)
        self._desk.say(_("The message is taken back."))
