"""Use cases around caregivers: the main one of a member, and further ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import contact_points
from hhdesk.care.contact_points import SafeContact
from hhdesk.care.household import (
    Authority,
    Caregiver,
    Caregiving,
    Relationship,
)
from hhdesk.care.person import Languages, Name
from hhdesk.errors import InvalidField
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class CaregiverDetails:
    """A caregiver as a form reads and writes one."""

    name: Name
    relationship: Relationship = Relationship.OTHER
    authority: Authority = Authority.NOT_ASKED
    languages: Languages = Languages()
    phone: str = ""
    safe_contact: SafeContact = SafeContact()


def _main(session: UnitOfWork, member_id: UUID) -> Caregiving | None:
    return session.scalars(
        select(Caregiving)
        .where(Caregiving.member_id == member_id, Caregiving.voided_at.is_(None))
        .where(Caregiving.main)
        .order_by(Caregiving.id)
        .limit(1)
    ).one_or_none()


def add(
    session: UnitOfWork,
    member_id: UUID,
    household_id: UUID | None,
    details: CaregiverDetails,
    *,
    main: bool = False,
) -> UUID:
    """Enter a caregiver of a member; raises InvalidField."""
    caregiver = Caregiver(id=session.new_id(), household_id=household_id)
    session.add(caregiver)
    link = Caregiving(
        member_id=member_id,
        caregiver_id=caregiver.id,
        relationship=details.relationship,
        main=main,
    )
    _put(session, caregiver, link, details)
    session.add(link)
    session.flush()
    return caregiver.id


def _put(
    session: UnitOfWork,
    caregiver: Caregiver,
    link: Caregiving,
    details: CaregiverDetails,
) -> None:
    details = checked(details)
    caregiver.speak(details.languages)
    link.relationship, link.authority = details.relationship, details.authority
    caregiver.rename(details.name)
    session.flush()
    contact_points.put_phone(
        session, details.phone, details.safe_contact, caregiver_id=caregiver.id
    )


def checked(details: CaregiverDetails) -> CaregiverDetails:
    """The details as they may be kept; raises InvalidField, its field after
    "caregiver.", for the member's own name and phone stand on the same form."""
    try:
        return replace(
            details,
            name=details.name.cleaned(),
            phone=contact_points.tidied_phone(details.phone),
        )
    except InvalidField as refusal:
        field = f"caregiver.{refusal.field}"
        raise InvalidField(field, refusal.sentence, **refusal.values) from refusal


def put_main(
    session: UnitOfWork,
    member_id: UUID,
    household_id: UUID | None,
    details: CaregiverDetails,
) -> None:
    """Change the member's main caregiver in place, or enter the first one."""
    link = _main(session, member_id)
    if link is None:
        add(session, member_id, household_id, details, main=True)
        return
    caregiver = session.get_one(Caregiver, link.caregiver_id)
    _put(session, caregiver, link, details)


def share_main(session: UnitOfWork, member_id: UUID, other_id: UUID) -> None:
    """Make the main caregiver of a member that of another one too, in the same role."""
    link = _main(session, member_id)
    if link is None:
        return
    session.add(
        Caregiving(
            member_id=other_id,
            caregiver_id=link.caregiver_id,
            relationship=link.relationship,
            authority=link.authority,
            main=True,
        )
    )
    session.flush()


def main_details(session: UnitOfWork, member_id: UUID) -> CaregiverDetails | None:
    """The main caregiver as the form shows them."""
    link = _main(session, member_id)
    if link is None:
        return None
    caregiver = session.get_one(Caregiver, link.caregiver_id)
    phone = contact_points.first_phone(session, caregiver_id=caregiver.id)
    return CaregiverDetails(
        caregiver.name,
        link.relationship,
        link.authority,
        caregiver.languages,
        phone.value if phone else "",
        phone.safe_contact if phone else SafeContact(),
    )
