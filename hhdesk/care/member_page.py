"""The member's page in five queries: who the child is, and what is going on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from hhdesk.care import member_facts, member_loops, members
from hhdesk.care.appointments import AppointmentRow
from hhdesk.care.contact_points import ContactPoint, ContactPointRow, main_phone
from hhdesk.care.contact_points import row as contact_point_row
from hhdesk.care.enrollment import EnrollmentRow, EnrollmentSegment
from hhdesk.care.household import (
    Caregiver,
    CaregiverRow,
    Caregiving,
    Household,
    HouseholdRow,
)
from hhdesk.care.member_facts import MemberFacts
from hhdesk.care.members import Gender, Member
from hhdesk.care.outreach import OutreachRow
from hhdesk.care.person import Languages, Name
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.programs import EndReason
from hhdesk.care.referrals import ReferralRow
from hhdesk.care.staff import Staff
from hhdesk.errors import NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class SiblingRow:
    id: UUID
    name: Name
    birth_date: date


@dataclass(frozen=True, slots=True)
class MemberPage:
    """`version` is what the member form must have seen; `plan_number` 0 means that
    there is no plan; `today` is the clinic's day, for ages and distances."""

    id: UUID
    version: int
    today: date
    name: Name
    pronouns: str
    gender: Gender
    birth_date: date
    deceased_on: date | None
    alert: str
    languages: Languages
    phones: tuple[ContactPointRow, ...]
    household: HouseholdRow | None
    enrollment: EnrollmentRow | None
    plan_number: int
    what_matters: str
    review_on: date | None
    caregivers: tuple[CaregiverRow, ...]
    siblings: tuple[SiblingRow, ...]
    facts: MemberFacts
    referrals: tuple[ReferralRow, ...]
    appointments: tuple[AppointmentRow, ...]
    outreach: tuple[OutreachRow, ...]

    @property
    def died(self) -> bool:
        """Known by its day, or by the end of the enrollment alone."""
        row = self.enrollment
        ended = row is not None and row.end_reason is EndReason.DECEASED
        return self.deceased_on is not None or ended

    @property
    def main_caregiver(self) -> CaregiverRow | None:
        """Whom to call about this child; they are sorted main first."""
        return self.caregivers[0] if self.caregivers else None

    @property
    def main_phone(self) -> ContactPointRow | None:
        caregiver = self.main_caregiver
        return main_phone(caregiver.phones if caregiver else self.phones)


def _head(session: UnitOfWork, member_id: UUID) -> tuple[Any, ...]:
    row = session.execute(
        select(Member, Household, EnrollmentSegment, CarePlan, Staff.name)
        .outerjoin(Household, Household.id == Member.household_id)
        .outerjoin(
            EnrollmentSegment,
            (EnrollmentSegment.member_id == Member.id) & EnrollmentSegment.current,
        )
        .outerjoin(Staff, Staff.id == EnrollmentSegment.coordinator_id)
        .outerjoin(
            CarePlan,
            (CarePlan.member_id == Member.id) & CarePlan.voided_at.is_(None),
        )
        .where(Member.id == member_id, Member.voided_at.is_(None))
        .limit(1)
    ).one_or_none()
    if row is None:
        members.present(session, member_id)
        raise NotFound(N_("There is no such member."))
    return tuple(row)


def _people(
    session: UnitOfWork, member: Member
) -> tuple[list[tuple[Caregiving, Caregiver]], list[SiblingRow]]:
    """One query: each present caregiver of the child beside each sibling of the
    household."""
    sibling = aliased(Member)
    rows = session.execute(
        select(Caregiving, Caregiver, sibling)
        .select_from(Member)
        .outerjoin(
            Caregiving,
            (Caregiving.member_id == Member.id)
            & Caregiving.voided_at.is_(None)
            & or_(Caregiving.ends_on.is_(None), Caregiving.ends_on > session.today()),
        )
        .outerjoin(Caregiver, Caregiver.id == Caregiving.caregiver_id)
        .outerjoin(
            sibling,
            (sibling.household_id == Member.household_id)
            & (sibling.id != Member.id)
            & sibling.voided_at.is_(None),
        )
        .where(Member.id == member.id)
    ).all()
    links = {link.id: (link, person) for link, person, _ in rows if link}
    others = {one.id: one for _, _, one in rows if one}
    siblings = sorted(others.values(), key=lambda one: (one.birth_date, one.id))
    return (
        sorted(links.values(), key=lambda pair: (not pair[0].main, pair[0].id)),
        [SiblingRow(one.id, one.name, one.birth_date) for one in siblings],
    )


def _phones(
    session: UnitOfWork, member_id: UUID, caregiver_ids: list[UUID]
) -> dict[UUID, list[ContactPointRow]]:
    points = session.scalars(
        select(ContactPoint)
        .where(
            (ContactPoint.member_id == member_id)
            | ContactPoint.caregiver_id.in_(caregiver_ids)
        )
        .where(ContactPoint.voided_at.is_(None))
        .order_by(ContactPoint.position, ContactPoint.id)
    )
    found: dict[UUID, list[ContactPointRow]] = {}
    for point in points:
        owner = point.member_id or point.caregiver_id
        assert owner
        found.setdefault(owner, []).append(contact_point_row(point))
    return found


def _caregiver(
    link: Caregiving, person: Caregiver, phones: list[ContactPointRow]
) -> CaregiverRow:
    return CaregiverRow(
        person.id,
        person.name,
        link.relationship,
        link.authority,
        link.main,
        person.languages,
        tuple(phones),
        link.note,
    )


def _household(home: Household | None) -> HouseholdRow | None:
    if home is None:
        return None
    return HouseholdRow(
        home.id,
        home.address,
        home.city,
        home.state,
        home.postal_code,
        home.housing,
        home.find_note,
    )


def _enrollment(
    segment: EnrollmentSegment | None, coordinator: str | None
) -> EnrollmentRow | None:
    if segment is None:
        return None
    return EnrollmentRow(
        segment.id,
        segment.state,
        segment.begins_on,
        segment.tier,
        coordinator or "",
        segment.coordinator_id,
        segment.end_reason,
    )


def member_page(session: UnitOfWork, member_id: UUID) -> MemberPage:
    """Everything the page's banner and Overview show; raises NotFound."""
    member, home, segment, plan, coordinator = _head(session, member_id)
    links, siblings = _people(session, member)
    phones = _phones(session, member_id, [person.id for _, person in links])
    facts = member_facts.read(session, member_id, plan.id if plan else None)
    loops = member_loops.read(session, member_id)
    return MemberPage(
        member.id,
        member.version,
        session.today(),
        member.name,
        member.pronouns,
        member.gender,
        member.birth_date,
        member.deceased_on,
        member.alert,
        member.languages,
        tuple(phones.get(member.id, [])),
        _household(home),
        _enrollment(segment, coordinator),
        plan.number if plan else 0,
        plan.what_matters if plan else "",
        plan.review_on if plan else None,
        tuple(
            _caregiver(link, person, phones.get(person.id, []))
            for link, person in links
        ),
        tuple(siblings),
        facts,
        *loops,
    )
