"""The fields of two records of one child side by side, and whose value is taken."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.enrollment import EnrollmentRow, EnrollmentSegment
from hhdesk.care.household import Household
from hhdesk.care.members import Gender, Identifier, IdentifierKind, Member
from hhdesk.care.person import Languages, Name
from hhdesk.care.programs import SegmentState
from hhdesk.care.staff import Staff
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork


class MergeField(enum.StrEnum):
    NAME = "name"
    NICKNAME = "nickname"
    BIRTH_DATE = "birth_date"
    DECEASED = "deceased_on"
    GENDER = "gender"
    PRONOUNS = "pronouns"
    MRN = "mrn"
    CIN = "cin"
    LANGUAGES = "languages"
    ADDRESS = "address"
    ENROLLMENT = "enrollment"


FIELD_WORDS = {
    MergeField.NAME: N_("Name"),
    MergeField.NICKNAME: N_("Called"),
    MergeField.BIRTH_DATE: N_("Birth date"),
    MergeField.DECEASED: N_("Died on"),
    MergeField.GENDER: N_("Gender"),
    MergeField.PRONOUNS: N_("Pronouns"),
    MergeField.MRN: N_("Record number (MRN)"),
    MergeField.CIN: N_("Medi-Cal number (CIN)"),
    MergeField.LANGUAGES: N_("Language"),
    MergeField.ADDRESS: N_("Address"),
    MergeField.ENROLLMENT: N_("Enrollment"),
}

_STRENGTH = (
    SegmentState.ENROLLED,
    SegmentState.STEPPING_DOWN,
    SegmentState.PENDED,
    SegmentState.SEARCHING,
    SegmentState.AGREEMENT_PENDING,
    SegmentState.ENGAGED,
    SegmentState.OUTREACH,
    SegmentState.ASSIGNED,
    SegmentState.IDENTIFIED,
    SegmentState.ENDED,
)
"""Of two enrollments the one in the earlier of these states is the child's."""


@dataclass(frozen=True, slots=True)
class Home:
    id: UUID
    address: str
    city: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two records, as it stood when it was read."""

    id: UUID
    version: int
    name: Name
    birth_date: date
    created_at: datetime
    values: Mapping[MergeField, Any]


@dataclass(frozen=True, slots=True)
class FieldRow:
    """`from_gone` is what is taken unless the person chooses otherwise."""

    field: MergeField
    kept: Any
    gone: Any
    differs: bool
    from_gone: bool


def numbers_of(session: UnitOfWork, member_id: UUID) -> dict[str, Identifier]:
    """The clinic's own present numbers by kind."""
    rows = session.scalars(
        select(Identifier).where(
            Identifier.member_id == member_id,
            Identifier.system == "",
            Identifier.kind != IdentifierKind.OTHER,
            Identifier.former.is_(False),
            Identifier.voided_at.is_(None),
        )
    )
    return {row.kind.value: row for row in rows}


def segment_of(session: UnitOfWork, member_id: UUID) -> EnrollmentSegment | None:
    """The current enrollment."""
    return session.scalars(
        select(EnrollmentSegment)
        .where(
            EnrollmentSegment.member_id == member_id,
            EnrollmentSegment.current,
            EnrollmentSegment.voided_at.is_(None),
        )
        .order_by(EnrollmentSegment.begins_on.desc(), EnrollmentSegment.id.desc())
        .limit(1)
    ).first()


def _enrollment(session: UnitOfWork, member_id: UUID) -> EnrollmentRow | None:
    one = segment_of(session, member_id)
    if one is None:
        return None
    who = session.get(Staff, one.coordinator_id) if one.coordinator_id else None
    name = who.name if who else ""
    return EnrollmentRow(
        one.id, one.state, one.begins_on, one.tier, name, one.coordinator_id
    )


def _home(session: UnitOfWork, member: Member) -> Home | None:
    home = session.get(Household, member.household_id) if member.household_id else None
    return Home(home.id, home.address, home.city) if home else None


def side(session: UnitOfWork, member: Member) -> Side:
    """What is compared of one record."""
    numbers = numbers_of(session, member.id)
    values: dict[MergeField, Any] = {
        MergeField.NAME: member.name.full,
        MergeField.NICKNAME: member.nickname,
        MergeField.BIRTH_DATE: member.birth_date,
        MergeField.DECEASED: member.deceased_on,
        MergeField.GENDER: member.gender,
        MergeField.PRONOUNS: member.pronouns,
        MergeField.LANGUAGES: member.languages,
        MergeField.ADDRESS: _home(session, member),
        MergeField.ENROLLMENT: _enrollment(session, member.id),
    }
    for kind in (MergeField.MRN, MergeField.CIN):
        values[kind] = numbers[kind].value if kind in numbers else ""
    return Side(
        member.id,
        member.version,
        member.name,
        member.birth_date,
        member.created_at,
        values,
    )


def _is_blank(value: Any) -> bool:
    if isinstance(value, Home):
        return not (value.address or value.city)
    return value in (None, "", Gender.UNKNOWN, Languages())


def _is_weaker(kept: EnrollmentRow, gone: EnrollmentRow) -> bool:
    return _STRENGTH.index(gone.state) < _STRENGTH.index(kept.state)


def _takes_gone(kept: Any, gone: Any) -> bool:
    """The kept one's value stands, unless it says nothing, or less."""
    if isinstance(kept, EnrollmentRow) and isinstance(gone, EnrollmentRow):
        return _is_weaker(kept, gone)
    return _is_blank(kept) and not _is_blank(gone)


def _same(kept: Any, gone: Any) -> bool:
    if isinstance(kept, Home) and isinstance(gone, Home):
        told = (kept.address.casefold(), kept.city.casefold())
        return kept.id == gone.id or told == (
            gone.address.casefold(),
            gone.city.casefold(),
        )
    if isinstance(kept, str) and isinstance(gone, str):
        return kept.casefold().split() == gone.casefold().split()
    return bool(kept == gone)


def compared(kept: Side, gone: Side) -> tuple[FieldRow, ...]:
    """Field by field; those that neither record tells are left out."""
    rows = []
    for field in MergeField:
        one, other = kept.values[field], gone.values[field]
        if _is_blank(one) and _is_blank(other):
            continue
        takes = _takes_gone(one, other)
        rows.append(FieldRow(field, one, other, not _same(one, other), takes))
    return tuple(rows)


def usual(rows: Iterable[FieldRow]) -> frozenset[MergeField]:
    """Which fields take the gone one's value where nobody chooses."""
    return frozenset(row.field for row in rows if row.from_gone)
