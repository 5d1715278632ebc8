"""Members: the child or youth enrolled or being reached."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.attributes import flag_modified

from hhdesk.care import audit, caregivers, contact_points, enrollment, member_merges
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.contact_points import SafeContact
from hhdesk.care.household import Household, Housing
from hhdesk.care.person import Languages, Name, Named, Speaking
from hhdesk.errors import ChangedElsewhere, InvalidField, MergedAway, NotFound
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import coded

OLDEST_YEARS = 130
CIN = re.compile(r"9\d{7}[A-Z]")


class Gender(enum.StrEnum):
    """FHIR administrative-gender."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


GENDER_WORDS = {
    Gender.FEMALE: N_("Female"),
    Gender.MALE: N_("Male"),
    Gender.OTHER: N_("Another"),
    Gender.UNKNOWN: N_("Not asked yet"),
}


class IdentifierKind(enum.StrEnum):
    MRN = "mrn"
    CIN = "cin"
    OTHER = "other"


class Member(Named, Speaking, Record, Base):
    __tablename__ = "member"
    __table_args__ = (Index(None, "household_id"), Index(None, "birth_date"))

    pronouns: Mapped[str] = mapped_column(default="")
    gender: Mapped[Gender] = mapped_column(coded(Gender), default=Gender.UNKNOWN)
    birth_date: Mapped[date]
    deceased_on: Mapped[date | None]
    household_id: Mapped[UUID | None] = mapped_column(ForeignKey("household.id"))
    # What everybody who opens the page must see first, in a few words.
    alert: Mapped[str] = mapped_column(default="")
    # Who has custody, by which order, with which limits, in a few words.
    custody: Mapped[str] = mapped_column(default="")


class FormerName(Record, Base):
    """A name that finds the member but is never shown on papers."""

    __tablename__ = "former_name"
    __table_args__ = (Index(None, "member_id"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    text: Mapped[str]


class Identifier(Record, Base):
    """`system` is empty for the clinic's own numbers, else the issuer's URI. A
    `former` number finds the member and is shown on no form."""

    __tablename__ = "identifier"
    __table_args__ = (
        UniqueConstraint("organization_id", "kind", "system", "value"),
        Index(None, "member_id"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    kind: Mapped[IdentifierKind] = mapped_column(coded(IdentifierKind))
    system: Mapped[str] = mapped_column(default="")
    value: Mapped[str]
    former: Mapped[bool] = mapped_column(default=False)


@dataclass(frozen=True, slots=True)
class MemberDetails:
    """What the member form reads and writes."""

    name: Name
    birth_date: date
    pronouns: str = ""
    gender: Gender = Gender.UNKNOWN
    mrn: str = ""
    cin: str = ""
    languages: Languages = Languages()
    phone: str = ""
    safe_contact: SafeContact = SafeContact()
    former_names: tuple[str, ...] = ()
    caregiver: CaregiverDetails | None = None
    housing: Housing = Housing.NOT_ASKED
    address: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""


def cleaned_cin(value: str) -> str:
    """A Medi-Cal Client Index Number: 9, seven digits, a letter; or empty."""
    tidy = re.sub(r"[\s-]", "", value).upper()
    if tidy and not CIN.fullmatch(tidy):
        raise InvalidField(
            "cin", N_("A Medi-Cal CIN is a 9, seven digits and a letter.")
        )
    return tidy


def _check_birth_date(birth_date: date, today: date) -> None:
    if birth_date > today:
        raise InvalidField("birth_date", N_("The birth date is in the future."))
    if birth_date.year < today.year - OLDEST_YEARS:
        raise InvalidField("birth_date", N_("The birth date is too long ago."))


def checked(details: MemberDetails, today: date) -> MemberDetails:
    """The details as they may be kept: texts tidied, phones and numbers in their form.

    Raises InvalidField beside the field that is wrong.
    """
    _check_birth_date(details.birth_date, today)
    return replace(
        details,
        name=details.name.cleaned(),
        pronouns=details.pronouns.strip(),
        mrn=details.mrn.strip(),
        cin=cleaned_cin(details.cin),
        phone=contact_points.tidied_phone(details.phone),
        former_names=tuple(_tidied(details.former_names)),
        caregiver=details.caregiver and caregivers.checked(details.caregiver),
        address=details.address.strip(),
        city=details.city.strip(),
        state=details.state.strip(),
        postal_code=details.postal_code.strip(),
    )


def _tidied(names: Iterable[str]) -> list[str]:
    return sorted({" ".join(name.split()) for name in names} - {""})


def _put_identifier(
    session: UnitOfWork, member: Member, kind: IdentifierKind, value: str
) -> None:
    mine = Identifier.kind == kind, Identifier.system == ""
    present = session.scalars(
        select(Identifier).where(
            Identifier.member_id == member.id, Identifier.former.is_(False), *mine
        )
    ).one_or_none()
    if present and present.value == value:
        return
    if value:
        taken = session.scalars(
            select(Identifier).where(Identifier.value == value, *mine)
        ).one_or_none()
        if taken is not None and taken.member_id != member.id:
            raise InvalidField(
                kind.value, N_("Another member already has this number.")
            )
        if taken is not None:
            # A former number is the present one again.
            taken.former = False
            if present:
                present.former = True
            return
    if present and not value:
        session.delete(present)
    elif present:
        present.value = value
    elif value:
        session.add(Identifier(member_id=member.id, kind=kind, value=value))


def _put_former_names(
    session: UnitOfWork, member: Member, names: Iterable[str]
) -> None:
    wanted = set(names)
    present = session.scalars(
        select(FormerName).where(
            FormerName.member_id == member.id, FormerName.voided_at.is_(None)
        )
    ).all()
    for former in present:
        if former.text not in wanted:
            former.void("removed in the form", session.now(), session.actor_id)
    for text in sorted(wanted - {former.text for former in present}):
        session.add(FormerName(member_id=member.id, text=text))


def _put_household(session: UnitOfWork, member: Member, details: MemberDetails) -> None:
    home = session.get(Household, member.household_id) if member.household_id else None
    if home is None:
        home = Household(id=session.new_id())
        session.add(home)
        session.flush()
        member.household_id = home.id
    home.address, home.city = details.address, details.city
    home.state, home.postal_code = details.state, details.postal_code
    home.housing = details.housing


def _put(session: UnitOfWork, member: Member, details: MemberDetails) -> None:
    details = checked(details, session.today())
    member.rename(details.name)
    member.pronouns = details.pronouns
    member.gender, member.birth_date = details.gender, details.birth_date
    member.speak(details.languages)
    _put_household(session, member, details)
    session.add(member)
    session.flush()
    _put_identifier(session, member, IdentifierKind.MRN, details.mrn)
    _put_identifier(session, member, IdentifierKind.CIN, details.cin)
    _put_former_names(session, member, details.former_names)
    contact_points.put_phone(
        session, details.phone, details.safe_contact, member_id=member.id
    )
    if details.caregiver is not None:
        caregivers.put_main(session, member.id, member.household_id, details.caregiver)


def _put_beside(
    session: UnitOfWork, member: Member, details: MemberDetails, other: Member
) -> None:
    """As `_put`, into the household of another member, with its main caregiver."""
    member.household_id = other.household_id
    _put(session, member, replace(checked(details, session.today()), caregiver=None))
    other.household_id = member.household_id
    caregivers.share_main(session, other.id, member.id)
    if details.caregiver is not None:
        caregivers.put_main(session, member.id, member.household_id, details.caregiver)


def create(
    session: UnitOfWork,
    details: MemberDetails,
    coordinator_id: UUID | None = None,
    *,
    household_of: UUID | None = None,
) -> UUID:
    """Enter a new member with a first enrollment segment.

    With `household_of`, the member lives with that one and has the same main
    caregiver. Raises InvalidField beside the field that is wrong; nothing is kept then.
    """
    member = Member(id=session.new_id(), birth_date=details.birth_date)
    if household_of is None:
        _put(session, member, details)
    else:
        _put_beside(session, member, details, present(session, household_of))
    enrollment.begin(session, member.id, coordinator_id)
    audit.record(session, "member.create", member.id)
    session.flush()
    return member.id


def present(session: UnitOfWork, member_id: UUID) -> Member:
    """The member. Raises NotFound, also for a voided one; MergedAway where it was
    merged into another one."""
    member = session.get(Member, member_id)
    if member is not None and member.voided_at is None:
        return member
    kept_id = member_merges.kept_of(session, member_id) if member else None
    if kept_id is not None:
        raise MergedAway(N_("This record was merged into another one."), kept_id)
    raise NotFound(N_("There is no such member."))


def of_number(session: UnitOfWork, number: str) -> UUID:
    """The member of a record number or CIN.

    Raises NotFound where nobody has it, or members of several systems have.
    """
    values = {number.strip(), re.sub(r"[\s-]", "", number).upper()}
    found = set(
        session.scalars(
            select(Member.id)
            .join(Identifier, Identifier.member_id == Member.id)
            .where(Identifier.kind.in_([IdentifierKind.MRN, IdentifierKind.CIN]))
            .where(Identifier.value.in_(sorted(values)))
            .where(Member.voided_at.is_(None), Identifier.voided_at.is_(None))
        )
    )
    if len(found) > 1:
        raise NotFound(N_("Several members have this number. Name one by its id."))
    if not found:
        raise NotFound(N_("There is no such member."))
    return found.pop()


def update(
    session: UnitOfWork, member_id: UUID, details: MemberDetails, seen: int
) -> int:
    """Save the form; `seen` is the version it was filled from. Gives the new one.

    Raises ChangedElsewhere when somebody saved in between.
    """
    member = present(session, member_id)
    if member.version != seen:
        raise ChangedElsewhere(
            N_("Somebody else changed this member. Your text is kept.")
        )
    # Caregivers and phones are part of the form, so every save counts as one.
    flag_modified(member, "changed_at")
    _put(session, member, details)
    audit.record(session, "member.update", member_id, version=member.version)
    session.flush()
    return member.version


def details(session: UnitOfWork, member_id: UUID) -> tuple[MemberDetails, int]:
    """The form's value and the version it was read at."""
    member = present(session, member_id)
    numbers = dict(
        session.execute(
            select(Identifier.kind, Identifier.value).where(
                Identifier.member_id == member_id,
                Identifier.system == "",
                Identifier.former.is_(False),
            )
        ).all()
    )
    former = session.scalars(
        select(FormerName.text)
        .where(FormerName.member_id == member_id, FormerName.voided_at.is_(None))
        .order_by(FormerName.text)
    ).all()
    home = session.get(Household, member.household_id) if member.household_id else None
    phone = contact_points.first_phone(session, member_id=member_id)
    form = MemberDetails(
        name=member.name,
        birth_date=member.birth_date,
        pronouns=member.pronouns,
        gender=member.gender,
        mrn=numbers.get(IdentifierKind.MRN, ""),
        cin=numbers.get(IdentifierKind.CIN, ""),
        languages=member.languages,
        phone=phone.value if phone else "",
        safe_contact=phone.safe_contact if phone else SafeContact(),
        former_names=tuple(former),
        caregiver=caregivers.main_details(session, member_id),
        housing=home.housing if home else Housing.NOT_ASKED,
        address=home.address if home else "",
        city=home.city if home else "",
        state=home.state if home else "",
        postal_code=home.postal_code if home else "",
    )
    return form, member.version
