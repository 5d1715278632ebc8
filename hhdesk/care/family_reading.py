"""Reading the family and the team around a child in one look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import appointment_calendar, contact_points, members, silence
from hhdesk.care.appointments import TIMED, Appointment
from hhdesk.care.care_team import TeamMember
from hhdesk.care.contact_points import ContactPoint
from hhdesk.care.documents import Attachment, Document, DocumentKind, DocumentStatus
from hhdesk.care.enrollment import EnrollmentSegment
from hhdesk.care.family_rows import (
    FamilyCard,
    FamilyCaregiver,
    FamilyPage,
    Home,
    OrderRow,
    OwnContact,
    SiblingCard,
    Version,
)
from hhdesk.care.family_team_reading import offers, team
from hhdesk.care.household import Caregiver, Caregiving, Household
from hhdesk.care.members import Member
from hhdesk.care.search_words import fold
from hhdesk.care.staff import Staff
from hhdesk.errors import NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork


def family(session: UnitOfWork, member_id: UUID) -> FamilyPage:
    """All that the page of a child's family shows; raises NotFound."""
    member = members.present(session, member_id)
    siblings = _siblings(session, member)
    links = _links(session, [member.id, *(one.id for one in siblings)])
    phones = _phones(session, member.id, {person.id for _, person, _ in links})
    own, known = _cards(member, links, phones)
    around = team(session, member.id)
    mine = phones.get(member.id, [])
    return FamilyPage(
        member.id,
        member.version,
        session.today(),
        member.name,
        member.birth_date,
        OwnContact(_versions(mine), tuple(map(contact_points.row, mine))),
        own,
        known,
        _with_visits(session, siblings),
        _home(session, member),
        member.custody,
        _orders(session, member.id),
        _coordinator(session, member.id),
        around,
        offers(session, member.id, around),
    )


def of_caregiving(session: UnitOfWork, caregiving_id: UUID) -> FamilyPage:
    """The family in which this place of a caregiver is; raises NotFound."""
    place = session.get(Caregiving, caregiving_id)
    if place is None or place.voided_at is not None:
        raise NotFound(N_("There is no such caregiver any more."))
    return family(session, place.member_id)


def of_team_member(session: UnitOfWork, team_member_id: UUID) -> FamilyPage:
    """The family to whose team this one belongs; raises NotFound."""
    one = session.get(TeamMember, team_member_id)
    if one is None or one.voided_at is not None:
        raise NotFound(N_("This person or service is not on the team any more."))
    return family(session, one.member_id)


Link = tuple[Caregiving, Caregiver, Member]
Phones = dict[UUID, list[ContactPoint]]


def _siblings(session: UnitOfWork, member: Member) -> list[Member]:
    if member.household_id is None:
        return []
    return list(
        session.scalars(
            select(Member)
            .where(Member.household_id == member.household_id)
            .where(Member.id != member.id, Member.voided_at.is_(None))
            .order_by(Member.birth_date, Member.id)
        )
    )


def _links(session: UnitOfWork, member_ids: list[UUID]) -> list[Link]:
    """The caregivers of these children, and whom else these care for."""
    theirs = select(Caregiving.caregiver_id).where(
        Caregiving.member_id.in_(member_ids), Caregiving.voided_at.is_(None)
    )
    found = session.execute(
        select(Caregiving, Caregiver, Member)
        .join(Caregiver, Caregiver.id == Caregiving.caregiver_id)
        .join(Member, Member.id == Caregiving.member_id)
        .where(Caregiving.caregiver_id.in_(theirs))
        .where(Caregiving.voided_at.is_(None), Caregiver.voided_at.is_(None))
        .where(Member.voided_at.is_(None))
        .order_by(Caregiving.id)
    )
    return [(link, person, child) for link, person, child in found]


def _phones(
    session: UnitOfWork, member_id: UUID, caregiver_ids: Iterable[UUID]
) -> Phones:
    ids = sorted(caregiver_ids)
    found: Phones = {}
    for point in session.scalars(
        select(ContactPoint)
        .where(
            (ContactPoint.member_id == member_id) | ContactPoint.caregiver_id.in_(ids)
        )
        .where(ContactPoint.voided_at.is_(None))
        .order_by(ContactPoint.position, ContactPoint.id)
    ):
        owner = point.member_id or point.caregiver_id
        assert owner is not None
        found.setdefault(owner, []).append(point)
    return found


def _versions(points: list[ContactPoint]) -> Version:
    return tuple(one.version for one in sorted(points, key=lambda one: one.id))


def _cards(
    member: Member, links: list[Link], phones: Phones
) -> tuple[tuple[FamilyCard, ...], tuple[FamilyCard, ...]]:
    """The child's own, whom the clinic calls first before the others; and those of
    siblings who could be joined, their versions without the place's."""
    children: dict[UUID, list[Link]] = {}
    for one in links:
        children.setdefault(one[1].id, []).append(one)
    own, known = [], []
    for some in children.values():
        mine = next((one for one in some if one[2].id == member.id), None)
        others = tuple(one[2].name.full for one in some if one is not mine)
        made = _card(mine or some[0], others, phones)
        if mine is not None:
            own.append(made)
        else:
            known.append(replace(made, version=made.version[1:], place_id=None))
    own.sort(key=lambda one: not one.details.main)
    # One who was typed for each child is here already, as another row.
    here = {fold(one.details.name.full) for one in own}
    rest = (one for one in known if fold(one.details.name.full) not in here)
    return tuple(own), tuple(rest)


def _card(link: Link, others: tuple[str, ...], phones: Phones) -> FamilyCard:
    place, person, _child = link
    points = phones.get(person.id, [])
    details = FamilyCaregiver(
        person.name,
        place.relationship,
        place.authority,
        place.education_rights,
        person.languages,
        tuple(map(contact_points.row, points)),
        place.main,
        place.begins_on,
        place.ends_on,
        place.note,
    )
    version = place.version, person.version, *_versions(points)
    return FamilyCard(person.id, version, details, others, place.id)


def _with_visits(
    session: UnitOfWork, siblings: list[Member]
) -> tuple[SiblingCard, ...]:
    """The next visit of each, of a sealed one only when."""
    next_of: dict[Any, Any] = {}
    if siblings:
        visits = appointment_calendar.unsealed(
            session,
            Appointment.member_id.in_([one.id for one in siblings]),
            Appointment.starts_at >= session.now(),
            Appointment.status.in_(TIMED),
            silence.lives(),
        )
        for visit in visits:
            next_of.setdefault(visit.member_id, visit)
    return tuple(_sibling(session, one, next_of.get(one.id)) for one in siblings)


def _sibling(session: UnitOfWork, member: Member, visit: Any) -> SiblingCard:
    card = member.id, member.name, member.birth_date
    if visit is None:
        return SiblingCard(*card)
    at, closed = visit.starts_at.astimezone(session.zone), visit.seal.sealed
    return SiblingCard(*card, at, "" if closed else visit.title, closed)


def _home(session: UnitOfWork, member: Member) -> Home:
    home = session.get(Household, member.household_id) if member.household_id else None
    if home is None:
        return Home()
    parts = home.address, home.city, " ".join((home.state, home.postal_code)).strip()
    address = ", ".join(filter(None, parts)) if home.address or home.city else ""
    return Home(home.version, address, home.housing, home.find_note)


def _orders(session: UnitOfWork, member_id: UUID) -> tuple[OrderRow, ...]:
    files = select(Attachment.document_id).where(
        Attachment.voided_at.is_(None), Attachment.sha256 != ""
    )
    found = session.execute(
        select(Document, Document.id.in_(files))
        .where(Document.member_id == member_id, Document.voided_at.is_(None))
        .where(Document.kind == DocumentKind.CUSTODY_ORDER)
        .where(Document.status == DocumentStatus.CURRENT)
        .order_by(Document.created_at.desc(), Document.id.desc())
    )
    return tuple(
        OrderRow(one.id, one.title, one.dated_on, one.seal.sealed, bool(here))
        for one, here in found
    )


def _coordinator(session: UnitOfWork, member_id: UUID) -> str:
    found = session.scalars(
        select(Staff.name)
        .join(EnrollmentSegment, EnrollmentSegment.coordinator_id == Staff.id)
        .where(EnrollmentSegment.member_id == member_id, EnrollmentSegment.current)
    ).first()
    return found or ""
