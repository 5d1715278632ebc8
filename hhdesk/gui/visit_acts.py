"""What can be done with a visit, said in passing with Undo where it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from hhdesk.care import appointment_saving, attendance, booking
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import AppointmentStatus, CalledOffBy
from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import BarrierKind
from hhdesk.errors import Refusal
from hhdesk.gui import visit_words
from hhdesk.gui.desk import Desk
from hhdesk.i18n import _, explain

_UNDOABLE = (AppointmentStatus.BOOKED, AppointmentStatus.ARRIVED)


@dataclass(frozen=True, slots=True)
class VisitNews:
    """A changed visit as the calendar shows it now; None where it does no more."""

    id: UUID
    member_id: UUID | None
    row: CalendarRow | None


@dataclass(frozen=True, slots=True)
class VisitWish:
    """A visit to show; with a member's id as that member's own page may show it.
    `act` is what the person is about to do."""

    id: UUID
    member_id: UUID | None = None
    act: str = ""


@dataclass(frozen=True, slots=True)
class BookingWish:
    """With what the form opens: a visit to edit, or presets of a new one."""

    appointment_id: UUID | None = None
    member_id: UUID | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    again: CalendarRow | None = None
    """The missed or called off visit that is booked again."""
    referral_id: UUID | None = None
    title: str = ""
    seal: Seal = Seal()
    """Of what it is born from."""


Failed = Callable[[Refusal], object]
Saved = Callable[[], object]


def _nothing() -> None:
    """Nobody waits for the act."""


class VisitActs:
    """Each act runs on the writer; the screens hear of it by the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._flying: dict[UUID, CalendarRow] = {}
        self._next: dict[UUID, tuple[datetime, datetime]] = {}

    def move(self, row: CalendarRow, starts_at: datetime, ends_at: datetime) -> None:
        """Give it other times; a refusal is said and the visit stays where it is.

        What is asked for while a move is being saved is done after it, and Undo takes
        all of it back.
        """
        if row.busy:
            self._desk.say(busy_words())
        elif row.id in self._flying:
            self._next[row.id] = starts_at, ends_at
        else:
            self._flying[row.id] = row
            self._send(row, starts_at, ends_at)

    def _send(self, row: CalendarRow, starts_at: datetime, ends_at: datetime) -> None:
        self._desk.worker.run(
            booking.move,
            row.id,
            starts_at,
            ends_at,
            seen=row.version,
            then=partial(self._moved, row.id),
            failed=partial(self._stays, row.id),
        )

    def _moved(self, visit: UUID, row: CalendarRow | None) -> None:
        following = self._next.pop(visit, None)
        if following is not None and row is not None:
            self._send(row, *following)
            return
        before = self._flying.pop(visit)
        self.tell(before, row)
        if row is None:
            return
        words = visit_words.ended(self._moved_words(before, row))
        if _arranged(before) and not _arranged(row):
            words += " " + _("Arrange ride and interpreter anew.")
        self._desk.say(words, partial(self._undo_move, before, row.version))

    def _moved_words(self, before: CalendarRow, row: CalendarRow) -> str:
        zone = self._desk.zone
        name = visit_words.say(row, zone).name
        if before.starts_at == row.starts_at:
            times = visit_words.times(row, zone)
            return _("{name} now takes {times}.").format(name=name, times=times)
        when = visit_words.moment(row.starts_at, zone)
        return _("{name} is moved to {when}.").format(name=name, when=when)

    def _stays(self, visit: UUID, refusal: Refusal) -> None:
        self._next.pop(visit, None)
        self._refused(self._flying.pop(visit), refusal)

    def _undo_move(self, before: CalendarRow, seen: int) -> None:
        self._desk.worker.run(
            appointment_saving.undo_move,
            before,
            seen=seen,
            then=partial(self._undone, before),
            failed=partial(self._refused, before),
        )

    def _undone(self, before: CalendarRow, row: CalendarRow | None) -> None:
        self.tell(before, row)
        self._desk.say(_("It is as it was."))

    def _refused(self, row: CalendarRow, refusal: Refusal) -> None:
        """Say why; what others did meanwhile shows by reading anew."""
        self._desk.visit_changed.emit(VisitNews(row.id, row.member_id, row))
        self._desk.say(explain(refusal))

    def confirm(self, row: CalendarRow, failed: Failed) -> None:
        self._run(row, _("{name}: booked."), failed, attendance.confirm)

    def arrive(self, row: CalendarRow, failed: Failed) -> None:
        self._run(row, _("{name} is here."), failed, attendance.mark_arrived)

    def keep(self, row: CalendarRow, failed: Failed) -> None:
        self._run(row, _("{name}: the visit was kept."), failed, attendance.mark_kept)

    def miss(
        self,
        row: CalendarRow,
        reason: str,
        barrier: BarrierKind | None,
        failed: Failed,
        saved: Saved = _nothing,
    ) -> None:
        """Missed by the family; without reason and barrier it is asked again."""
        act: Callable[..., CalendarRow | None] = attendance.mark_missed
        words = _("{name}: the visit was missed.")
        if row.status is AppointmentStatus.NO_SHOW:
            act = attendance.explain_missed
            words = _("{name}: the reason is written down.")
        self._run(row, words, failed, act, reason, barrier, saved=saved)

    def call_off(
        self,
        row: CalendarRow,
        by: CalledOffBy,
        reason: str,
        failed: Failed,
        saved: Saved = _nothing,
    ) -> None:
        """It does not take place, and the family missed nothing."""
        words = _("{name}: the visit is called off.")
        self._run(row, words, failed, attendance.call_off, by, reason, saved=saved)

    def take_back(self, row: CalendarRow, failed: Failed) -> None:
        self._run(row, _("{name}: booked as before."), failed, attendance.take_back)

    def _run(
        self,
        row: CalendarRow,
        words: str,
        failed: Failed,
        act: Callable[..., CalendarRow | None],
        *args: Any,
        saved: Saved = _nothing,
    ) -> None:
        self._desk.worker.run(
            act,
            row.id,
            *args,
            seen=row.version,
            then=partial(self._done, row, words, saved),
            failed=failed,
        )

    def _done(
        self, before: CalendarRow, words: str, saved: Saved, row: CalendarRow | None
    ) -> None:
        saved()
        self.tell(before, row)
        name = visit_words.say(before, self._desk.zone).name
        undo = None
        marked = row is not None and (row.busy or row.status is not before.status)
        if marked and row is not None and before.status in _UNDOABLE:
            undo = partial(self._undo_mark, before, row.version)
        self._desk.say(words.format(name=name), undo)

    def _undo_mark(self, before: CalendarRow, seen: int) -> None:
        self._desk.worker.run(
            appointment_saving.undo_mark,
            before.id,
            before.status,
            seen=seen,
            then=partial(self._undone, before),
            failed=partial(self._refused, before),
        )

    def booked(
        self, name: str, member_id: UUID, row: CalendarRow | None, *, undo: bool
    ) -> None:
        """A form was saved as a new visit. With a referral, booking has moved that."""
        if row is None:
            return
        self._desk.visit_changed.emit(VisitNews(row.id, member_id, row))
        when = visit_words.moment(row.starts_at, self._desk.zone)
        words = _("{name} is booked for {when}.").format(name=name, when=when)
        take = partial(self._unbook, row, member_id) if undo else None
        self._desk.say(visit_words.ended(words), take)

    def _unbook(self, row: CalendarRow, member_id: UUID) -> None:
        self._desk.worker.run(
            attendance.enter_in_error,
            row.id,
            _("Taken back right after it was booked."),
            seen=row.version,
            then=partial(self._unbooked, row.id, member_id),
            failed=partial(self._refused, row),
        )

    def _unbooked(self, visit: UUID, member_id: UUID | None, _done: None) -> None:
        self._desk.visit_changed.emit(VisitNews(visit, member_id, None))
        self._desk.say(_("The visit is taken off the calendar."))

    def edited(
        self, visit: UUID, name: str, member_id: UUID, row: CalendarRow | None
    ) -> None:
        """A form of a visit was saved."""
        self._desk.visit_changed.emit(VisitNews(visit, member_id, row))
        self._desk.say(_("{name}: the visit is saved.").format(name=name))

    def remove(
        self, row: CalendarRow, reason: str, failed: Failed, saved: Saved = _nothing
    ) -> None:
        """It was entered by mistake and leaves every view."""
        self._desk.worker.run(
            attendance.enter_in_error,
            row.id,
            reason,
            seen=row.version,
            then=partial(self._removed, row, saved),
            failed=failed,
        )

    def _removed(self, row: CalendarRow, saved: Saved, done: None) -> None:
        saved()
        self._unbooked(row.id, row.member_id, done)

    def tell(self, before: CalendarRow, row: CalendarRow | None) -> None:
        """Everyone who shows this visit."""
        self._desk.visit_changed.emit(VisitNews(before.id, before.member_id, row))


def _arranged(row: CalendarRow) -> bool:
    """Whether anything was asked for or arranged."""
    return any(
        one.status.value in {"requested", "confirmed"} for one in row.arrangements
    )


def busy_words() -> str:
    return _("This time is taken. What for stands on the child's own page.")
