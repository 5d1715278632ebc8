"""What can be done with a thing to do: at once with Undo, in a small dialog, or where
its form is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from hhdesk.care import (
    appointment_calendar,
    arrangements,
    consents,
    coverage,
    desk_messages,
    handovers,
    open_loops,
    plan_marks,
    snoozes,
)
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.desk_messages import MessageRow
from hhdesk.care.open_loop_consenters import CONSENTERS
from hhdesk.care.open_loops import LoopAct, LoopKind, LoopRow
from hhdesk.errors import Refusal
from hhdesk.gui import loop_words
from hhdesk.gui.desk import Desk
from hhdesk.gui.today_done import DONE_DRAFT, DoneDialog
from hhdesk.gui.today_notes import NoteDialog
from hhdesk.gui.today_reading import row_about
from hhdesk.gui.today_renewals import ConsentDialog, CoverageDialog
from hhdesk.gui.today_snooze import (
    CLOSE_DRAFT,
    SNOOZE_DRAFT,
    CloseDialog,
    SnoozeDialog,
)
from hhdesk.gui.visit_acts import BookingWish, VisitWish
from hhdesk.gui.visit_choices import VisitAct
from hhdesk.i18n import _, explain

Undo = Callable[[], None]


class TodayActs(QObject):
    """Each act's outcome is told by `left`, and by the toast with its Undo."""

    left = Signal(object, str, object)
    """The LoopRow that is to do no more, the word for it, what takes it back."""
    came_back = Signal(object)
    """The act on the loop of this LoopKey was taken back."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._over = desk, parent
        self.dialog: QDialog | None = None
        self._ways: dict[LoopAct, Callable[[LoopRow], object]] = {
            LoopAct.REFERRAL: self._open_referral,
            LoopAct.REVIEW_REPORT: self._open_referral,
            LoopAct.REBOOK: self._book_again,
            LoopAct.EXPLAIN_MISSED: partial(self._open_visit, act=VisitAct.EXPLAIN),
            LoopAct.MARK_VISIT: self._open_visit,
            LoopAct.ARRANGE: self._arrange,
            LoopAct.MARK_DONE: self.mark_done,
            LoopAct.OPEN_GOAL: self._open_plan,
            LoopAct.OPEN_PLAN: self._open_plan,
            LoopAct.RENEW_CONSENT: self._renew_consent,
            LoopAct.RENEW_COVERAGE: self._renew_coverage,
            LoopAct.RECORD_CONTACT: self.log_contact,
            LoopAct.BOOK_VISIT: self._book,
            LoopAct.ANSWER: self.close_with_reason,
            LoopAct.READ_MESSAGE: self._read_message,
            LoopAct.READ_HANDOVER: self._read_handover,
        }

    def do(self, row: LoopRow) -> None:
        """The row's own next act; of a private one, to open the child's page."""
        if row.private or row.member_id is None:
            self.open_child(row)
        elif row.key.rule == CONSENTERS:
            self._desk.consenters_wanted.emit(row.member_id)
        elif row.act is LoopAct.OPEN and row.kind is LoopKind.UNMARKED_VISIT:
            self._open_visit(row)
        else:
            self._ways.get(row.act, self.open_child)(row)

    # ------------------------------------------------------------ elsewhere

    def open_child(self, row: LoopRow) -> None:
        """The child's own page, which may show what a list may not."""
        if row.member_id is not None:
            self._desk.member_wanted.emit(row.member_id, "")
            return
        self._read(open_loops.member_of, row.key, then=self._open_member)

    def _open_member(self, member_id: UUID) -> None:
        self._desk.member_wanted.emit(member_id, "")

    def _open_plan(self, row: LoopRow) -> None:
        self._desk.member_wanted.emit(row.member_id, "care_plan")

    def _open_referral(self, row: LoopRow) -> None:
        self._desk.referral_wanted.emit(
            row.member_id, row.referral_id or row.key.item_id
        )

    def _open_visit(self, row: LoopRow, act: str = "") -> None:
        wish = VisitWish(row.key.item_id, row.member_id, act)
        self._desk.visit_wanted.emit(wish)

    def _book_again(self, row: LoopRow) -> None:
        self._read(
            appointment_calendar.row,
            row.key.item_id,
            row.member_id,
            then=partial(self._book_in_place_of, row),
        )

    def _book_in_place_of(self, row: LoopRow, missed: CalendarRow | None) -> None:
        wish = BookingWish(again=missed) if missed else BookingWish(None, row.member_id)
        self._desk.booking_wanted.emit(wish)

    def _book(self, row: LoopRow) -> None:
        self._desk.booking_wanted.emit(BookingWish(member_id=row.member_id))

    def _arrange(self, row: LoopRow) -> None:
        self._read(
            arrangements.appointment_of,
            row.key.item_id,
            then=lambda visit: self._desk.booking_wanted.emit(
                BookingWish(appointment_id=visit)
            ),
        )

    def log_contact(self, row: LoopRow) -> None:
        if row.member_id is not None:
            self._desk.contact_wanted.emit(row.member_id)

    # -------------------------------------------------------------- at once

    def mark_done(self, row: LoopRow) -> None:
        """An activity is done, a goal reached; Undo puts it back."""
        goal = row.kind is LoopKind.GOAL
        mark: Any = plan_marks.mark_activity_done
        back: Any = plan_marks.put_back_activity
        if goal:
            mark, back = plan_marks.mark_goal_reached, plan_marks.put_back_goal
        self._desk.worker.run(
            mark,
            row.key.item_id,
            seen=row.version,
            then=lambda done: self._done(
                row, _("Reached") if goal else _("Done"), self._taking(row, back, done)
            ),
            failed=self._explain,
        )

    def tell_done(self, row: LoopRow) -> None:
        """Done on a day that is told, with what came of it."""
        dialog = DoneDialog(self._desk, row, self._window())
        dialog.marked.connect(
            lambda word, back, mark: self._done(
                row, word, self._taking(row, back, mark)
            )
        )
        self._show(dialog, row)

    def meet(self, row: LoopRow) -> None:
        """Look over the plan with the family."""
        self._desk.meeting_wanted.emit(row.member_id)

    def unsnooze(self, row: LoopRow) -> None:
        """It is to do again at once."""
        self._desk.worker.run(
            snoozes.unsnooze,
            row.key,
            row.member_id,
            then=lambda _done: self._done(row, _("To do again"), None),
            failed=self._explain,
        )

    # ----------------------------------------------------------- in dialogs

    def snooze(self, row: LoopRow) -> None:
        dialog = SnoozeDialog(self._desk, row, self._window())
        self._answer(dialog, row, snoozes.unsnooze)

    def close_with_reason(self, row: LoopRow) -> None:
        dialog = CloseDialog(self._desk, row, self._window())
        self._answer(dialog, row, snoozes.reopen)

    def _answer(
        self, dialog: SnoozeDialog | CloseDialog, row: LoopRow, back: Any
    ) -> None:
        undo = self._taking(row, back, row.key, row.member_id)
        dialog.answered.connect(lambda done, word: self._done(done, word, undo))
        self._show(dialog, row)

    def _renew_consent(self, row: LoopRow) -> None:
        shown = partial(self._show_renewal, row, ConsentDialog)
        self._read(consents.consent, row.key.item_id, then=shown)

    def _renew_coverage(self, row: LoopRow) -> None:
        shown = partial(self._show_renewal, row, CoverageDialog)
        self._read(coverage.coverage, row.key.item_id, then=shown)

    def _show_renewal(
        self,
        row: LoopRow,
        kind: type[ConsentDialog] | type[CoverageDialog],
        found: Any,
    ) -> None:
        child = loop_words.child(row)
        dialog = kind(self._desk, found, child, self._window())
        dialog.renewed.connect(partial(self._renewed, row))
        self._show(dialog, row)

    def _renewed(self, row: LoopRow, back: Callable[..., None]) -> None:
        undo = partial(back, then=partial(self._back, row), failed=self._explain)
        self._done(row, _("Renewed"), undo)

    def _read_message(self, row: LoopRow) -> None:
        shown = partial(self._show_note, row)
        self._read(desk_messages.row, row.key.item_id, then=shown)

    def _read_handover(self, row: LoopRow) -> None:
        shown = partial(self._show_note, row)
        self._read(handovers.handover, row.key.item_id, then=shown)

    def _show_note(self, row: LoopRow, note: Any) -> None:
        dialog = NoteDialog(self._desk, note, loop_words.child(row), self._window())
        dealt = self._deal_message if isinstance(note, MessageRow) else self._deal_note
        dialog.dealt.connect(partial(dealt, row, note))
        self._show(dialog, row)

    def _deal_message(self, row: LoopRow, note: MessageRow) -> None:
        def done(after: MessageRow) -> None:
            undo = self._taking(row, desk_messages.reopen, note.id, seen=after.version)
            self._done(row, _("Done"), undo)

        self._desk.worker.run(
            desk_messages.mark_done,
            note.id,
            seen=note.version,
            then=done,
            failed=self._explain,
        )

    def _deal_note(self, row: LoopRow, note: Any) -> None:
        undo = self._taking(row, handovers.mark_unread, note.id)
        self._desk.worker.run(
            handovers.mark_read,
            note.id,
            then=lambda _done: self._done(row, _("Has been read"), undo),
            failed=self._explain,
        )

    def go_on(self, kind: str, item_id: UUID) -> None:
        """Open the dialog again in which something was typed about this."""
        self._read(
            row_about,
            self._desk.worker.actor_id,
            item_id,
            then=partial(self._gone_on, kind),
        )

    def _gone_on(self, kind: str, row: LoopRow | None) -> None:
        if row is None:
            self._desk.say(_("This is done already."))
        elif kind == SNOOZE_DRAFT:
            self.snooze(row)
        elif kind == CLOSE_DRAFT:
            self.close_with_reason(row)
        elif kind == DONE_DRAFT:
            self.tell_done(row)
        else:
            self.do(row)

    # -------------------------------------------------------------- helping

    def _window(self) -> QWidget:
        return self._over.window()

    def _show(self, dialog: Any, row: LoopRow) -> None:
        dialog.open_wanted.connect(partial(self.open_child, row))
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self, _code: int) -> None:
        self.dialog = None

    def _read(self, use_case: Any, *args: object, then: Any) -> None:
        self._desk.worker.read(use_case, *args, then=then, failed=self._explain)

    def _taking(self, row: LoopRow, back: Any, *args: Any, **told: Any) -> Undo:
        """What takes an act back and says so."""
        return partial(
            self._desk.worker.run,
            back,
            *args,
            then=partial(self._back, row),
            failed=self._explain,
            **told,
        )

    def _done(self, row: LoopRow, word: str, undo: Undo | None) -> None:
        self.left.emit(row, word, undo)
        if row.member_id is not None:
            self._desk.member_saved.emit(row.member_id)
        name = loop_words.child(row) or _("Private")
        words = _("{child}: {word}").format(child=name, word=word)
        self._desk.say(words, undo)

    def _back(self, row: LoopRow, _done: object) -> None:
        self.came_back.emit(row.key)
        if row.member_id is not None:
            self._desk.member_saved.emit(row.member_id)
        self._desk.say(_("It is as it was."))

    def _explain(self, refusal: Refusal) -> None:
        self._desk.say(explain(refusal))
