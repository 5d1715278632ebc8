"""Households and caregivers: who lives together, who cares, with what authority."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.contact_points import ContactPointRow
from hhdesk.care.person import Languages, Name, Named, Speaking
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.types import coded


class Housing(enum.StrEnum):
    """Where the household lives; the words of the ECM population definition."""

    NOT_ASKED = "not_asked"
    STABLE = "stable"
    DOUBLED_UP = "doubled_up"
    SHELTER = "shelter"
    HOTEL = "hotel"
    UNSHELTERED = "unsheltered"
    PLACEMENT = "placement"


HOUSING_WORDS = {
    Housing.NOT_ASKED: N_("Not asked yet"),
    Housing.STABLE: N_("Own or rented home"),
    Housing.DOUBLED_UP: N_("Staying with others"),
    Housing.SHELTER: N_("Shelter"),
    Housing.HOTEL: N_("Hotel or motel"),
    Housing.UNSHELTERED: N_("Car, street or camp"),
    Housing.PLACEMENT: N_("Foster or group placement"),
}


class Relationship(enum.StrEnum):
    MOTHER = "mother"
    FATHER = "father"
    GRANDMOTHER = "grandmother"
    GRANDFATHER = "grandfather"
    AUNT = "aunt"
    UNCLE = "uncle"
    SISTER = "sister"
    BROTHER = "brother"
    STEPPARENT = "stepparent"
    FOSTER_PARENT = "foster_parent"
    GUARDIAN = "guardian"
    OTHER = "other"


RELATIONSHIP_WORDS = {
    Relationship.MOTHER: N_("mother"),
    Relationship.FATHER: N_("father"),
    Relationship.GRANDMOTHER: N_("grandmother"),
    Relationship.GRANDFATHER: N_("grandfather"),
    Relationship.AUNT: N_("aunt"),
    Relationship.UNCLE: N_("uncle"),
    Relationship.SISTER: N_("sister"),
    Relationship.BROTHER: N_("brother"),
    Relationship.STEPPARENT: N_("stepparent"),
    Relationship.FOSTER_PARENT: N_("foster parent"),
    Relationship.GUARDIAN: N_("guardian"),
    Relationship.OTHER: N_("other caregiver"),
}


class Authority(enum.StrEnum):
    """Legal authority to decide for the child."""

    NOT_ASKED = "not_asked"
    FULL = "full"
    SHARED = "shared"
    MEDICAL_ONLY = "medical_only"
    EDUCATION_ONLY = "education_only"
    AFFIDAVIT = "affidavit"
    COURT = "court"
    NONE = "none"


AUTHORITY_WORDS = {
    Authority.NOT_ASKED: N_("Not asked yet"),
    Authority.FULL: N_("Decides alone"),
    Authority.SHARED: N_("Decides together with another parent"),
    Authority.MEDICAL_ONLY: N_("Medical decisions only"),
    Authority.EDUCATION_ONLY: N_("School decisions only"),
    Authority.AFFIDAVIT: N_("Caregiver's affidavit"),
    Authority.COURT: N_("By court order"),
    Authority.NONE: N_("No legal authority"),
}


class Household(Record, Base):
    __tablename__ = "household"

    address: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    housing: Mapped[Housing] = mapped_column(coded(Housing), default=Housing.NOT_ASKED)
    # Where to find a family without an address: "ask at the laundromat on 98th".
    find_note: Mapped[str] = mapped_column(default="")


class Caregiver(Named, Speaking, Record, Base):
    __tablename__ = "caregiver"
    __table_args__ = (Index(None, "household_id"),)

    household_id: Mapped[UUID | None] = mapped_column(ForeignKey("household.id"))
    birth_date: Mapped[date | None]


class Caregiving(Record, Base):
    """One caregiver's place in one child's life."""

    __tablename__ = "caregiving"
    __table_args__ = (
        UniqueConstraint("organization_id", "member_id", "caregiver_id"),
        Index(None, "member_id"),
        Index(None, "caregiver_id"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    caregiver_id: Mapped[UUID] = mapped_column(ForeignKey("caregiver.id"))
    relationship: Mapped[Relationship] = mapped_column(coded(Relationship))
    authority: Mapped[Authority] = mapped_column(
        coded(Authority), default=Authority.NOT_ASKED
    )
    main: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    # A foster placement, a guardianship for a time; open where nobody said.
    begins_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    # Who decides about school can be another than who decides about care
    # (20 U.S.C. 1415, 34 CFR 300.30); None was not asked.
    education_rights: Mapped[bool | None]


@dataclass(frozen=True, slots=True)
class CaregiverRow:
    id: UUID
    name: Name
    relationship: Relationship
    authority: Authority
    main: bool
    languages: Languages
    phones: tuple[ContactPointRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    id: UUID
    address: str
    city: str
    state: str
    postal_code: str
    housing: Housing
    find_note: str
