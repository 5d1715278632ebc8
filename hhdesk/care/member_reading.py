"""Reading a member's whole record: every kind of row, in a fixed order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from sqlalchemy import or_, select

from hhdesk.care import (
    care_plans,
    contact_points,
    documents,
    members,
    referral_record,
    silence,
)
from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.arrangements import Arrangement, ArrangementRow
from hhdesk.care.care_team import TeamMember
from hhdesk.care.contact_points import ContactPoint, ContactPointRow
from hhdesk.care.coverage import Coverage, CoverageStatus
from hhdesk.care.health import Allergy, Condition, Medicine
from hhdesk.care.household import Caregiver, Caregiving, Household, HouseholdRow
from hhdesk.care.member_record import (
    AppointmentRecord,
    MemberRecord,
    NumberRow,
    PersonRecord,
)
from hhdesk.care.members import FormerName, Identifier, Member
from hhdesk.care.stays import HospitalStay
from hhdesk.store.session import UnitOfWork


def read(session: UnitOfWork, member_id: UUID) -> MemberRecord:
    """Everything but what was voided or entered by mistake; raises NotFound."""
    member = members.present(session, member_id)
    links = _links(session, member_id)
    contacts = _contacts(session, member_id, [person.id for _, person in links])
    homes = _homes(session, member, [person for _, person in links])
    numbers = _of(session, Identifier, member_id)
    coverages = _of(session, Coverage, member_id)
    return MemberRecord(
        id=member.id,
        name=member.name,
        birth_date=member.birth_date,
        gender=member.gender,
        pronouns=member.pronouns,
        languages=member.languages,
        deceased=silence.silent(session, member_id),
        deceased_on=member.deceased_on,
        plan=care_plans.current(session, member_id),
        former_names=tuple(one.text for one in _of(session, FormerName, member_id)),
        contacts=tuple(contacts[member_id]),
        numbers=tuple(NumberRow(one.kind, one.system, one.value) for one in numbers),
        home=homes.get(member.household_id),
        caregivers=tuple(
            _person(link, person, contacts[person.id], homes) for link, person in links
        ),
        coverages=tuple(
            one.row() for one in coverages if one.status is not CoverageStatus.ERROR
        ),
        conditions=tuple(one.row() for one in _of(session, Condition, member_id)),
        allergies=tuple(one.row() for one in _of(session, Allergy, member_id)),
        medicines=tuple(one.row() for one in _of(session, Medicine, member_id)),
        stays=tuple(one.row() for one in _of(session, HospitalStay, member_id)),
        documents=documents.of_member(session, member_id),
        team=tuple(one.row() for one in _of(session, TeamMember, member_id)),
        referrals=referral_record.read(session, member_id),
        appointments=_appointments(session, member_id),
    )


Row = TypeVar(
    "Row",
    Allergy,
    Appointment,
    Condition,
    Coverage,
    FormerName,
    HospitalStay,
    Identifier,
    Medicine,
    TeamMember,
)


def _of(session: UnitOfWork, kind: type[Row], member_id: UUID) -> list[Row]:
    """The member's rows of one kind, in the order they were entered."""
    found = session.scalars(
        select(kind)
        .where(kind.member_id == member_id, kind.voided_at.is_(None))
        .order_by(kind.id)
    )
    return list(found)


def _links(session: UnitOfWork, member_id: UUID) -> list[tuple[Caregiving, Caregiver]]:
    """The main one first."""
    rows = session.execute(
        select(Caregiving, Caregiver)
        .join(Caregiver, Caregiver.id == Caregiving.caregiver_id)
        .where(Caregiving.member_id == member_id, Caregiving.voided_at.is_(None))
        .where(Caregiver.voided_at.is_(None))
    )
    found = [(link, person) for link, person in rows]
    return sorted(found, key=lambda pair: (not pair[0].main, pair[0].id))


def _contacts(
    session: UnitOfWork, member_id: UUID, caregiver_ids: list[UUID]
) -> defaultdict[UUID | None, list[ContactPointRow]]:
    rows = session.scalars(
        select(ContactPoint)
        .where(
            or_(
                ContactPoint.member_id == member_id,
                ContactPoint.caregiver_id.in_(caregiver_ids),
            )
        )
        .where(ContactPoint.voided_at.is_(None))
        .order_by(ContactPoint.position, ContactPoint.id)
    )
    found: defaultdict[UUID | None, list[ContactPointRow]] = defaultdict(list)
    for point in rows:
        owner = point.member_id or point.caregiver_id
        found[owner].append(contact_points.row(point))
    return found


def _homes(
    session: UnitOfWork, member: Member, people: Iterable[Caregiver]
) -> dict[UUID | None, HouseholdRow]:
    ids = {member.household_id, *(person.household_id for person in people)}
    rows = session.scalars(select(Household).where(Household.id.in_(ids - {None})))
    return {
        one.id: HouseholdRow(
            one.id,
            one.address,
            one.city,
            one.state,
            one.postal_code,
            one.housing,
            one.find_note,
        )
        for one in rows
    }


def _person(
    link: Caregiving,
    person: Caregiver,
    contacts: list[ContactPointRow],
    homes: dict[UUID | None, HouseholdRow],
) -> PersonRecord:
    return PersonRecord(
        link.id,
        person.name,
        link.relationship,
        link.main,
        person.languages,
        tuple(contacts),
        homes.get(person.household_id),
        person.birth_date,
        link.begins_on,
        link.ends_on,
    )


def _appointments(
    session: UnitOfWork, member_id: UUID
) -> tuple[AppointmentRecord, ...]:
    """By time."""
    visits = [
        one
        for one in _of(session, Appointment, member_id)
        if one.status is not AppointmentStatus.ENTERED_IN_ERROR
    ]
    arranged = _arrangements(session, [one.id for one in visits])
    return tuple(
        AppointmentRecord(
            one.id,
            one.details(),
            one.status,
            one.called_off_by,
            one.reason,
            one.barrier,
            tuple(arranged[one.id]),
            one.replaces_id,
        )
        for one in sorted(visits, key=lambda one: (one.starts_at, one.id))
    )


def _arrangements(
    session: UnitOfWork, appointment_ids: list[UUID]
) -> defaultdict[UUID, list[ArrangementRow]]:
    rows = session.scalars(
        select(Arrangement)
        .where(Arrangement.appointment_id.in_(appointment_ids))
        .where(Arrangement.voided_at.is_(None))
        .order_by(Arrangement.kind, Arrangement.id)
    )
    found: defaultdict[UUID, list[ArrangementRow]] = defaultdict(list)
    for one in rows:
        row = ArrangementRow(one.kind, one.status, one.detail, one.id, one.version)
        found[one.appointment_id].append(row)
    return found
