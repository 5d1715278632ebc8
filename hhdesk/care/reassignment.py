"""Children go to another coordinator, with all that is open for them, in one act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, or_, select

from hhdesk.care import audit, staff
from hhdesk.care.appointments import TIMED, Appointment
from hhdesk.care.care_team import TeamMember
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.handovers import Handover
from hhdesk.care.programs import SegmentState
from hhdesk.care.referral_reports import ReferralReport
from hhdesk.care.referrals import CLOSED, Referral
from hhdesk.care.staff import CARRIERS, StaffRow
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

CHUNK = 500
"""So many children are asked about in one query."""


class Chosen(NamedTuple):
    """A child of the list, with the version of its enrollment that was seen."""

    member_id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class Moving:
    """To whom, with which note; `notes` are those of single children and stand for
    theirs. Future visits with the former stay with them unless `visits`."""

    to_id: UUID
    note: str = ""
    notes: Mapping[UUID, str] = field(default_factory=dict)
    visits: bool = False

    def note_of(self, member_id: UUID) -> str:
        return (self.notes.get(member_id) or self.note).strip()


class Place(NamedTuple):
    """Who stood in a row before, with the name and phone that stood there."""

    row_id: UUID
    staff_id: UUID | None
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """One child that went over, and what went along, as it stood before."""

    member_id: UUID
    from_id: UUID | None
    version: int
    handover_id: UUID
    referrals: tuple[Place, ...] = ()
    visits: tuple[Place, ...] = ()
    notes: tuple[Place, ...] = ()
    team: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What an act did, so that it can be taken back."""

    to_id: UUID
    to: str
    children: tuple[Moved, ...]


def _stretches(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for begin in range(0, len(ids), CHUNK):
        yield ids[begin : begin + CHUNK]


def _found(
    session: UnitOfWork, statement: Select[Any], column: Any, ids: Sequence[UUID]
) -> Iterator[Any]:
    for some in _stretches(ids):
        yield from session.scalars(statement.where(column.in_(some)))


def _segments(
    session: UnitOfWork, ids: Sequence[UUID]
) -> dict[UUID, EnrollmentSegment]:
    """The children's present enrollments; no other act passes them."""
    current = (
        select(EnrollmentSegment)
        .where(EnrollmentSegment.current, EnrollmentSegment.voided_at.is_(None))
        .order_by(EnrollmentSegment.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = _found(session, current, EnrollmentSegment.member_id, sorted(ids))
    return {one.member_id: one for one in found}


def _open_referrals() -> Select[Any]:
    """Not closed, or with a report that is still to be reviewed."""
    to_review = select(ReferralReport.referral_id).where(
        ReferralReport.reviewed_on.is_(None), ReferralReport.voided_at.is_(None)
    )
    still_open = or_(Referral.state.not_in(CLOSED), Referral.id.in_(to_review))
    return select(Referral).where(Referral.voided_at.is_(None), still_open)


def _coming_visits(session: UnitOfWork) -> Select[Any]:
    return select(Appointment).where(
        Appointment.voided_at.is_(None),
        Appointment.starts_at >= session.now(),
        Appointment.status.in_(TIMED),
    )


class Belongings:
    """What hangs on a child's coordinator, by child."""

    def __init__(self, session: UnitOfWork, ids: Iterable[UUID]) -> None:
        keys = sorted(ids)
        unread = select(Handover).where(
            Handover.voided_at.is_(None), Handover.read_on.is_(None)
        )
        team = select(TeamMember).where(TeamMember.voided_at.is_(None))
        self.referrals = _by_child(
            _found(session, _open_referrals(), Referral.member_id, keys)
        )
        coming = _coming_visits(session)
        self.visits = _by_child(_found(session, coming, Appointment.member_id, keys))
        self.notes = _by_child(_found(session, unread, Handover.member_id, keys))
        self.team = _by_child(_found(session, team, TeamMember.member_id, keys))

    def referrals_of(self, member_id: UUID, owner_id: UUID | None) -> list[Referral]:
        """Those of the former coordinator, and those that nobody owns."""
        theirs = (owner_id, None)
        return [one for one in self.referrals[member_id] if one.owner_id in theirs]

    def visits_of(self, member_id: UUID, owner_id: UUID | None) -> list[Appointment]:
        return [
            one
            for one in self.visits[member_id]
            if owner_id is not None and one.staff_id == owner_id
        ]


def _by_child(rows: Iterable[Any]) -> defaultdict[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.member_id].append(row)
    return found


def _receiver(session: UnitOfWork, to_id: UUID) -> StaffRow:
    to = staff.present(session, to_id)
    if to.role not in CARRIERS:
        raise InvalidField("to_id", N_("Choose a coordinator."))
    return to


def _checked(
    session: UnitOfWork, children: Sequence[Chosen], said: Moving
) -> dict[UUID, EnrollmentSegment]:
    """The enrollments of children that may go over; raises what `hand_over` raises."""
    if not children:
        raise InvalidField("children", N_("Choose the children first."))
    segments = _segments(session, [one.member_id for one in children])
    for one in children:
        segment = segments.get(one.member_id)
        if segment is None or segment.state is SegmentState.ENDED:
            raise NotFound(N_("One of these children is no longer enrolled."))
        if segment.version != one.version:
            raise ChangedElsewhere(
                N_("Somebody changed one of these children meanwhile. Look again.")
            )
        if segment.coordinator_id == said.to_id:
            raise InvalidField("to_id", N_("This colleague has the child already."))
        if segment.coordinator_id is not None and not said.note_of(one.member_id):
            raise InvalidField("note", N_("Write what your colleague must know."))
    for owner_id in {segment.coordinator_id for segment in segments.values()}:
        staff.check_acts_for(session, owner_id)
    return segments


def hand_over(
    session: UnitOfWork, children: Sequence[Chosen], said: Moving
) -> HandedOver:
    """Give children to another coordinator: their open referrals, reports to review
    and unread notes go along, and who takes over gets a note for each.

    A lead may do so for all, a coordinator for their own. Raises InvalidField for who
    cannot take over and for a missing note, ChangedElsewhere for a child that changed
    since it was listed; nothing is moved then.
    """
    to = _receiver(session, said.to_id)
    segments = _checked(session, children, said)
    here = Belongings(session, segments)
    moved = [
        (_move(session, segments[one.member_id], to, said, here), one.member_id)
        for one in children
    ]
    session.flush()
    for row, member_id in moved:
        audit.record(
            session,
            "caseload.hand_over",
            member_id,
            to=str(to.id),
            referrals=len(row["referrals"]),
            visits=len(row["visits"]),
        )
    session.flush()
    done = (Moved(version=segments[key].version, **row) for row, key in moved)
    return HandedOver(to.id, to.name, tuple(done))


def _move(
    session: UnitOfWork,
    segment: EnrollmentSegment,
    to: StaffRow,
    said: Moving,
    here: Belongings,
) -> dict[str, Any]:
    """Move one child; gives what `Moved` tells, but for the version."""
    member_id, former = segment.member_id, segment.coordinator_id
    segment.coordinator_id = to.id
    visits = here.visits_of(member_id, former) if said.visits else []
    note = Handover(
        id=session.new_id(),
        member_id=member_id,
        from_id=former,
        to_id=to.id,
        note=said.note_of(member_id),
        on=session.today(),
    )
    session.add(note)
    return {
        "member_id": member_id,
        "from_id": former,
        "handover_id": note.id,
        "referrals": _own(here.referrals_of(member_id, former), "owner_id", to.id),
        "visits": _own(visits, "staff_id", to.id),
        "notes": _own(_theirs(here.notes[member_id], "to_id", former), "to_id", to.id),
        "team": _introduce(_theirs(here.team[member_id], "staff_id", former), to),
    }


def _theirs(rows: Iterable[Any], attribute: str, owner_id: UUID | None) -> list[Any]:
    if owner_id is None:
        return []
    return [row for row in rows if getattr(row, attribute) == owner_id]


def _own(rows: Iterable[Any], attribute: str, owner_id: UUID) -> tuple[Place, ...]:
    """Give rows to an owner; tells whose they were."""
    before = []
    for row in rows:
        before.append(Place(row.id, getattr(row, attribute)))
        setattr(row, attribute, owner_id)
    return tuple(before)


def _introduce(rows: Iterable[TeamMember], to: StaffRow) -> tuple[Place, ...]:
    """The care team, and with it the family's papers, name who takes over."""
    before = []
    for row in rows:
        before.append(Place(row.id, row.staff_id, row.name, row.phone))
        row.staff_id, row.name, row.phone = to.id, to.name, to.phone
    return tuple(before)


def take_back(session: UnitOfWork, handed: HandedOver) -> None:
    """Undo a hand-over: who gave the children has them again, and the notes go.

    Raises ChangedElsewhere where a child was changed since; nothing is moved then.
    """
    segments = _segments(session, [one.member_id for one in handed.children])
    for moved in handed.children:
        _check_unchanged(session, segments.get(moved.member_id), moved)
    for moved in handed.children:
        segments[moved.member_id].coordinator_id = moved.from_id
        note = session.get_one(Handover, moved.handover_id)
        note.void("taken back", session.now(), session.actor_id)
        _put_back(session, Referral, "owner_id", moved.referrals, handed.to_id)
        _put_back(session, Appointment, "staff_id", moved.visits, handed.to_id)
        _put_back(session, Handover, "to_id", moved.notes, handed.to_id)
        for row in _put_back(session, TeamMember, "staff_id", moved.team, handed.to_id):
            was = next(one for one in moved.team if one.row_id == row.id)
            row.name, row.phone = was.name, was.phone
    session.flush()
    for moved in handed.children:
        audit.record(session, "caseload.take_back", moved.member_id)
    session.flush()


def _check_unchanged(
    session: UnitOfWork, segment: EnrollmentSegment | None, moved: Moved
) -> None:
    note = session.get(Handover, moved.handover_id)
    if note is None or note.voided_at is not None:
        raise NotFound(N_("This hand-over was taken back."))
    if note.created_by != session.actor_id and not staff.leads(
        session, session.actor_id
    ):
        raise NotPermitted(N_("Only a lead may do this for others."))
    if segment is None or segment.version != moved.version:
        raise ChangedElsewhere(
            N_("Somebody changed one of these children meanwhile. Look again.")
        )


def _put_back(
    session: UnitOfWork,
    table: type[Any],
    attribute: str,
    places: Sequence[Place],
    owner_id: UUID,
) -> list[Any]:
    """Give rows back that the new owner still has; gives those rows."""
    before = {place.row_id: place.staff_id for place in places}
    rows = [
        row
        for row in _found(session, select(table), table.id, sorted(before))
        if getattr(row, attribute) == owner_id and row.voided_at is None
    ]
    for row in rows:
        setattr(row, attribute, before[row.id])
    return rows
