"""Absences of staff: who is away, from when until when, and who covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from hhdesk.care import audit, staff
from hhdesk.care.staff import Staff
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork

BACK_EARLY = "back before it began"
"""What the record says of an absence that did not come about."""


@dataclass(frozen=True, slots=True)
class AbsenceDetails:
    """What the form of an absence reads and writes; both days are days away."""

    staff_id: UUID
    begins_on: date
    ends_on: date
    cover_id: UUID | None = None
    note: str = ""

    def check(self) -> None:
        """Raises InvalidField beside the field that is wrong."""
        if self.ends_on < self.begins_on:
            raise InvalidField("ends_on", N_("The last day is before the first one."))
        if self.cover_id == self.staff_id:
            raise InvalidField("cover_id", N_("Choose a colleague to cover."))

    def meets(self, first: date, last: date) -> bool:
        """Whether some day of these is a day away."""
        return self.begins_on <= last and first <= self.ends_on


class StaffAbsence(Record, Base):
    """Both days are days away. While it lasts, what is due goes to `cover_id`."""

    __tablename__ = "staff_absence"
    __table_args__ = (Index(None, "staff_id"), Index(None, "ends_on"))

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    cover_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[str] = mapped_column(default="")

    def put(self, details: AbsenceDetails) -> None:
        """Take a form's values; raises InvalidField beside the field."""
        details.check()
        self.staff_id, self.cover_id = details.staff_id, details.cover_id
        self.begins_on, self.ends_on = details.begins_on, details.ends_on
        self.note = details.note.strip()


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """One absence with the names of who is away and who covers."""

    id: UUID
    version: int
    details: AbsenceDetails
    name: str
    cover: str = ""


_cover = aliased(Staff)


def _standing() -> Select[StaffAbsence, str, str]:
    return (
        select(StaffAbsence, Staff.name, _cover.name)
        .join(Staff, Staff.id == StaffAbsence.staff_id)
        .outerjoin(_cover, _cover.id == StaffAbsence.cover_id)
        .where(StaffAbsence.voided_at.is_(None))
    )


def _row(found: Sequence[Any]) -> AbsenceRow:
    one, name, cover = found
    details = AbsenceDetails(
        one.staff_id, one.begins_on, one.ends_on, one.cover_id, one.note
    )
    return AbsenceRow(one.id, one.version, details, name, cover or "")


def absences(session: UnitOfWork, since: date) -> tuple[AbsenceRow, ...]:
    """Those that last on a day or are still to come, by their first day."""
    found = session.execute(
        _standing()
        .where(StaffAbsence.ends_on >= since)
        .order_by(StaffAbsence.begins_on, StaffAbsence.id)
    )
    return tuple(map(_row, found))


def away(session: UnitOfWork, day: date) -> Mapping[UUID, AbsenceRow]:
    """Who is away on a day, by their id."""
    found = absences(session, day)
    return {one.details.staff_id: one for one in found if one.details.begins_on <= day}


def _of(session: UnitOfWork, absence_id: UUID) -> AbsenceRow:
    session.flush()
    found = session.execute(_standing().where(StaffAbsence.id == absence_id)).one()
    return _row(found)


def met(
    session: UnitOfWork, details: AbsenceDetails, but: UUID | None = None
) -> tuple[AbsenceRow, ...]:
    """What else is known of these days: absences of the same person and of who would
    cover, and those for which this person covers. `but` is the one being changed."""
    people = {details.staff_id, details.cover_id} - {None}
    return tuple(
        one
        for one in absences(session, details.begins_on)
        if one.id != but
        and one.details.meets(details.begins_on, details.ends_on)
        and (one.details.staff_id in people or one.details.cover_id == details.staff_id)
    )


def _check(session: UnitOfWork, details: AbsenceDetails, but: UUID | None) -> None:
    staff.check_acts_for(session, details.staff_id)
    staff.present(session, details.staff_id)
    if details.cover_id is not None:
        staff.present(session, details.cover_id)
    details.check()
    for one in met(session, details, but):
        if one.details.staff_id == details.staff_id:
            raise InvalidField(
                "begins_on",
                N_("{name} is already away from {first} to {last}."),
                name=one.name,
                first=one.details.begins_on,
                last=one.details.ends_on,
            )


def enter(session: UnitOfWork, details: AbsenceDetails) -> AbsenceRow:
    """Somebody will be away; a lead may say so, or they themselves.

    Raises InvalidField for days on which they are away already, or that are past.
    """
    _check(session, details, None)
    if details.ends_on < session.today():
        raise InvalidField("ends_on", N_("These days are past."))
    one = StaffAbsence(id=session.new_id())
    one.put(details)
    session.add(one)
    audit.record(session, "absence.enter", staff=str(details.staff_id))
    return _of(session, one.id)


def _seen(session: UnitOfWork, absence_id: UUID, seen: int) -> StaffAbsence:
    """The absence for an act; no other act passes it until this one is saved."""
    one = session.scalars(
        select(StaffAbsence)
        .where(StaffAbsence.id == absence_id, StaffAbsence.voided_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if one is None:
        raise NotFound(N_("There is no such absence any more."))
    staff.check_acts_for(session, one.staff_id)
    if one.version != seen:
        sentence = N_("Somebody else changed this absence. Your text is kept.")
        raise ChangedElsewhere(sentence)
    return one


def change(
    session: UnitOfWork, absence_id: UUID, details: AbsenceDetails, *, seen: int
) -> AbsenceRow:
    """Other days, another cover; raises as `enter` does."""
    one = _seen(session, absence_id, seen)
    _check(session, details, absence_id)
    one.put(details)
    audit.record(session, "absence.change", staff=str(details.staff_id))
    return _of(session, absence_id)


def end_early(session: UnitOfWork, absence_id: UUID, *, seen: int) -> AbsenceRow:
    """They are back today: yesterday was the last day; one that had not begun before
    today did not come about. Gives the absence as it was."""
    one = _seen(session, absence_id, seen)
    before = _of(session, absence_id)
    yesterday = session.today() - timedelta(days=1)
    if one.begins_on > yesterday:
        one.void(BACK_EARLY, session.now(), session.actor_id)
    else:
        one.ends_on = yesterday
    audit.record(session, "absence.end", staff=str(one.staff_id))
    session.flush()
    return before


def resume(session: UnitOfWork, before: AbsenceRow) -> AbsenceRow:
    """Take an early end back: they are away as they were."""
    one = session.get(StaffAbsence, before.id)
    if one is None:
        raise NotFound(N_("There is no such absence any more."))
    if one.voided_at is not None:
        return enter(session, before.details)
    return change(session, one.id, before.details, seen=one.version)


def drop(session: UnitOfWork, absence_id: UUID, *, seen: int) -> AbsenceRow:
    """It was entered by mistake. Gives the absence as it was."""
    one = _seen(session, absence_id, seen)
    before = _of(session, absence_id)
    one.void("dropped", session.now(), session.actor_id)
    audit.record(session, "absence.drop", staff=str(one.staff_id))
    session.flush()
    return before
