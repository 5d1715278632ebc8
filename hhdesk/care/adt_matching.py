"""Whom a hospital's message is about: a member only where it is sure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select

from hhdesk.care.adt_facts import AdtPerson
from hhdesk.care.contact_points import ContactPoint, digits
from hhdesk.care.household import Caregiving, Household
from hhdesk.care.members import Identifier, IdentifierKind, Member
from hhdesk.care.person import Name
from hhdesk.care.search_words import name_words
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

NOBODY = N_("No child here has this name and birth date.")
ONLY_NAMESAKE = N_("Only the name and the birth date agree: please look.")
SEVERAL = N_("Several children here have this name and birth date.")
OTHER_BIRTH_DATE = N_("The number is that of a child with another birth date.")

# HL7 table 0203: Medicaid numbers, by which a child is known in every clinic.
_MEDICAID = frozenset({"MA", "MC", "MCD", "CIN"})


@dataclass(frozen=True, slots=True)
class Match:
    """`member_id` where it is sure; else why it waits."""

    member_id: UUID | None = None
    why: str = ""


def match(session: UnitOfWork, person: AdtPerson) -> Match:
    """By a number that hospital or Medicaid gave, with the birth date; or by name,
    birth date and a phone or postal code of the family."""
    holders = _holders(session, person)
    sure = {one.id for one in holders if one.birth_date == person.birth_date}
    if len(sure) == 1:
        return Match(sure.pop())
    namesakes = _namesakes(session, person)
    if not namesakes:
        return Match(why=OTHER_BIRTH_DATE if holders else NOBODY)
    agreeing = [one for one in namesakes if _agrees(session, one, person)]
    if len(agreeing) == 1 and not holders:
        return Match(agreeing[0].id)
    if len(namesakes) == 1:
        return Match(why=ONLY_NAMESAKE)
    return Match(why=SEVERAL)


def _holders(session: UnitOfWork, person: AdtPerson) -> list[Member]:
    issued = {(one.issuer, one.value) for one in person.numbers if one.issuer}
    medicaid = {one.value for one in person.numbers if one.kind in _MEDICAID}
    values = {one.value for one in person.numbers}
    found = session.execute(
        select(Identifier, Member)
        .join(Member, Member.id == Identifier.member_id)
        .where(Identifier.value.in_(sorted(values)))
        .where(Identifier.voided_at.is_(None), Member.voided_at.is_(None))
    )
    return [
        member
        for number, member in found
        if (number.system, number.value) in issued
        or (number.kind is IdentifierKind.CIN and number.value in medicaid)
    ]


def _words(name: Name) -> frozenset[str]:
    return name_words(name.full, joined=False)


def _namesakes(session: UnitOfWork, person: AdtPerson) -> list[Member]:
    """All words of one name are in the other: hospitals leave out second surnames."""
    wanted = _words(person.name)
    born = session.scalars(
        select(Member)
        .where(Member.birth_date == person.birth_date, Member.voided_at.is_(None))
        .order_by(Member.id)
    )
    found = []
    for member in born:
        here = _words(member.name)
        if len(wanted & here) >= 2 and (wanted <= here or here <= wanted):
            found.append(member)
    return found


def _agrees(session: UnitOfWork, member: Member, person: AdtPerson) -> bool:
    """Whether a phone or the postal code is the family's as well."""
    home = session.get(Household, member.household_id)
    if home and person.postal_code and home.postal_code[:5] == person.postal_code[:5]:
        return True
    caregivers = select(Caregiving.caregiver_id).where(
        Caregiving.member_id == member.id, Caregiving.voided_at.is_(None)
    )
    values = session.scalars(
        select(ContactPoint.value).where(
            or_(
                ContactPoint.member_id == member.id,
                ContactPoint.caregiver_id.in_(caregivers),
            ),
            ContactPoint.voided_at.is_(None),
        )
    )
    return any(digits(value)[-10:] in person.phones for value in values)
