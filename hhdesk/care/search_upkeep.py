"""Keeping the search index in step: what an act touched is written anew before its
commit, in the same transaction.

Listeners on the unit of work do it, so no use case can forget. A bulk writer may set
`session.info["search"] = "off"` and call `search.reindex` at its end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import event, select
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.attributes import get_history

from hhdesk.care.contact_points import ContactPoint
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.household import Caregiver, Caregiving, Household
from hhdesk.care.members import FormerName, Identifier, Member
from hhdesk.care.search_filing import chunks, rebuild, rewrite
from hhdesk.care.staff import Staff
from hhdesk.store import search_writing
from hhdesk.store.session import UnitOfWork

_TOUCHED = "search_touched"


@dataclass(slots=True)
class Touched:
    """What an act changed, by kind, until the members are known."""

    members: set[UUID] = field(default_factory=set)
    households: set[UUID] = field(default_factory=set)
    caregivers: set[UUID] = field(default_factory=set)
    staff: set[UUID] = field(default_factory=set)
    # A statement changed rows that the unit of work never saw.
    everything: bool = False

    def member(self, row: Member) -> None:
        self.members.add(row.id)
        # Siblings are found by this name.
        self.households |= _then_and_now(row, "household_id")

    def of_member(
        self, row: FormerName | Identifier | Caregiving | EnrollmentSegment
    ) -> None:
        self.members |= _then_and_now(row, "member_id")

    def phone(self, row: ContactPoint) -> None:
        self.members |= _then_and_now(row, "member_id")
        self.caregivers |= _then_and_now(row, "caregiver_id")

    def household(self, row: Household) -> None:
        self.households.add(row.id)

    def caregiver(self, row: Caregiver) -> None:
        self.caregivers.add(row.id)

    def colleague(self, row: Staff) -> None:
        self.staff.add(row.id)


_TAKERS: dict[type[Any], Callable[[Touched, Any], None]] = {
    Member: Touched.member,
    FormerName: Touched.of_member,
    Identifier: Touched.of_member,
    EnrollmentSegment: Touched.of_member,
    ContactPoint: Touched.phone,
    Caregiving: Touched.of_member,
    Household: Touched.household,
    Caregiver: Touched.caregiver,
    Staff: Touched.colleague,
}


def _then_and_now(row: object, name: str) -> set[UUID]:
    """The values of an attribute before and after this flush."""
    return {value for value in get_history(row, name).sum() if value is not None}


def _touched(session: Session) -> Touched:
    touched: Touched = session.info.setdefault(_TOUCHED, Touched())
    return touched


def _is_off(session: Session) -> bool:
    return not isinstance(session, UnitOfWork) or session.info.get("search") == "off"


def _collect(session: Session, *_: Any) -> None:
    if _is_off(session):
        return
    for rows in (session.new, session.dirty, session.deleted):
        for row in rows:
            take = _TAKERS.get(type(row))
            if take:
                take(_touched(session), row)


def _notice_bulk(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    mapper = state.bind_mapper
    if mapper and mapper.class_ in _TAKERS and not _is_off(state.session):
        _touched(state.session).everything = True


def _before_commit(session: Session) -> None:
    if isinstance(session, UnitOfWork) and not session.in_nested_transaction():
        session.flush()
        refresh(session)


def forget(session: Session) -> None:
    """What was touched needs no writing any more."""
    session.info.pop(_TOUCHED, None)


event.listen(UnitOfWork, "after_flush", _collect)
event.listen(UnitOfWork, "do_orm_execute", _notice_bulk)
event.listen(UnitOfWork, "before_commit", _before_commit)
event.listen(UnitOfWork, "after_rollback", forget)


def _members_of(session: UnitOfWork, touched: Touched) -> list[UUID]:
    found = set(touched.members)
    for ids, column, member in (
        (touched.households, Member.household_id, Member.id),
        (touched.caregivers, Caregiving.caregiver_id, Caregiving.member_id),
        (touched.staff, EnrollmentSegment.coordinator_id, EnrollmentSegment.member_id),
    ):
        for some in chunks(sorted(ids)):
            found.update(session.scalars(select(member).where(column.in_(some))))
    return sorted(found)


def refresh(session: UnitOfWork) -> None:
    """Write anew what the act has touched so far."""
    touched: Touched | None = session.info.pop(_TOUCHED, None)
    if touched is None:
        return
    # Before reading: another act may be changing the same member's family.
    search_writing.lock(session.connection())
    if touched.everything:
        rebuild(session)
        return
    for member_ids in chunks(_members_of(session, touched)):
        rewrite(session, member_ids)
