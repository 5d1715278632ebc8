"""What stands here of many members at once, as a roster compares it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.contact_points import ContactKind, ContactPoint, SafeContact
from hhdesk.care.coverage import Coverage, CoverageRow, CoverageStatus
from hhdesk.care.household import Caregiver, Caregiving, Household, Housing
from hhdesk.care.members import Identifier, IdentifierKind, Member, MemberDetails
from hhdesk.care.search_filing import chunks
from hhdesk.care.sources import SourceRecord
from hhdesk.store.session import UnitOfWork

RECORD_TYPE = "RosterLine"
"""The type of a source record that tells what a roster wrote of a member."""


@dataclass(frozen=True, slots=True)
class Here:
    """A member. `imported` is what this source said last, None where it said nothing
    yet; `shared` is a home in which other members live too."""

    member_id: UUID
    version: int
    details: MemberDetails
    coverage: tuple[CoverageRow, ...] = ()
    shared: bool = False
    imported: Mapping[str, Any] | None = None


class _Rows:
    """The rows of some members, by whose they are."""

    def __init__(self, session: UnitOfWork, source: str, ids: Sequence[UUID]) -> None:
        self._session = session
        here = select(Member).where(Member.id.in_(ids), Member.voided_at.is_(None))
        self.members = {one.id: one for one in session.scalars(here)}
        self.phones: dict[UUID, ContactPoint] = {}
        self._read_homes()
        self.numbers = self._numbers(ids)
        self._read_caregivers(ids)
        self.coverage = self._coverage(ids)
        said = (
            select(SourceRecord.member_id, SourceRecord.imported)
            .where(SourceRecord.member_id.in_(ids))
            .where(SourceRecord.type == RECORD_TYPE, SourceRecord.source == source)
        )
        self.imported = {who: told for who, told in session.execute(said) if who}

    def _read_homes(self) -> None:
        members = self.members.values()
        ids = {one.household_id for one in members if one.household_id}
        homes = select(Household).where(Household.id.in_(ids))
        self.homes = {one.id: one for one in self._session.scalars(homes)}
        lodgers = (
            select(Member.household_id, func.count())
            .where(Member.household_id.in_(ids), Member.voided_at.is_(None))
            .group_by(Member.household_id)
        )
        rows = self._session.execute(lodgers)
        self.lodgers = {home_id: count for home_id, count in rows if home_id}

    def _numbers(self, ids: Sequence[UUID]) -> dict[tuple[UUID, IdentifierKind], str]:
        rows = self._session.execute(
            select(Identifier.kind, Identifier.value, Identifier.member_id)
            .where(Identifier.member_id.in_(ids))
            .where(Identifier.system == "", Identifier.voided_at.is_(None))
        )
        return {(member_id, kind): value for kind, value, member_id in rows}

    def _coverage(self, ids: Sequence[UUID]) -> dict[UUID, list[CoverageRow]]:
        covered = (
            select(Coverage)
            .where(Coverage.member_id.in_(ids), Coverage.voided_at.is_(None))
            .where(Coverage.status == CoverageStatus.ACTIVE)
            .order_by(Coverage.id)
        )
        found: dict[UUID, list[CoverageRow]] = {}
        for one in self._session.scalars(covered):
            found.setdefault(one.member_id, []).append(one.row())
        return found

    def _read_caregivers(self, ids: Sequence[UUID]) -> None:
        wanted = (
            select(Caregiving)
            .where(Caregiving.member_id.in_(ids), Caregiving.voided_at.is_(None))
            .where(Caregiving.main)
            .order_by(Caregiving.id)
        )
        self.links: dict[UUID, Caregiving] = {}
        for link in self._session.scalars(wanted):
            self.links.setdefault(link.member_id, link)
        kin = [link.caregiver_id for link in self.links.values()]
        people = select(Caregiver).where(Caregiver.id.in_(kin))
        self.caregivers = {one.id: one for one in self._session.scalars(people)}
        self._read_phones(ContactPoint.member_id.in_(ids))
        self._read_phones(ContactPoint.caregiver_id.in_(kin))

    def _read_phones(self, theirs: ColumnElement[bool]) -> None:
        """The phone of each that is called first."""
        points = (
            select(ContactPoint)
            .where(theirs, ContactPoint.voided_at.is_(None))
            .where(ContactPoint.kind == ContactKind.PHONE)
            .order_by(ContactPoint.position, ContactPoint.id)
        )
        for point in self._session.scalars(points):
            owner_id = point.member_id or point.caregiver_id
            if owner_id is not None:
                self.phones.setdefault(owner_id, point)


def present(
    session: UnitOfWork, source: str, member_ids: Sequence[UUID]
) -> dict[UUID, Here]:
    """Those of these members who are here and not removed."""
    found: dict[UUID, Here] = {}
    for some in chunks(member_ids):
        rows = _Rows(session, source, some)
        found |= {one: _here(rows, member) for one, member in rows.members.items()}
    return found


def _here(rows: _Rows, member: Member) -> Here:
    home = rows.homes.get(member.household_id) if member.household_id else None
    phone, safe = _phone(rows, member.id)
    details = MemberDetails(
        name=member.name,
        birth_date=member.birth_date,
        pronouns=member.pronouns,
        gender=member.gender,
        mrn=rows.numbers.get((member.id, IdentifierKind.MRN), ""),
        cin=rows.numbers.get((member.id, IdentifierKind.CIN), ""),
        languages=member.languages,
        phone=phone,
        safe_contact=safe,
        caregiver=_caregiver(rows, member.id),
        housing=home.housing if home else Housing.NOT_ASKED,
        address=home.address if home else "",
        city=home.city if home else "",
        state=home.state if home else "",
        postal_code=home.postal_code if home else "",
    )
    return Here(
        member.id,
        member.version,
        details,
        tuple(rows.coverage.get(member.id, ())),
        home is not None and rows.lodgers.get(home.id, 0) > 1,
        rows.imported.get(member.id),
    )


def _phone(rows: _Rows, owner_id: UUID) -> tuple[str, SafeContact]:
    point = rows.phones.get(owner_id)
    return (point.value, point.safe_contact) if point else ("", SafeContact())


def _caregiver(rows: _Rows, member_id: UUID) -> CaregiverDetails | None:
    link = rows.links.get(member_id)
    if link is None:
        return None
    one = rows.caregivers[link.caregiver_id]
    phone, safe = _phone(rows, one.id)
    return CaregiverDetails(
        one.name, link.relationship, link.authority, one.languages, phone, safe
    )
