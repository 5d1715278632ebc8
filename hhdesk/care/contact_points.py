"""Phones and addresses of a person, each with its own safe-contact rule."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.errors import InvalidField
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.session import UnitOfWork
from hhdesk.store.types import coded


class ContactKind(enum.StrEnum):
    """FHIR ContactPoint.system."""

    PHONE = "phone"
    SMS = "sms"
    EMAIL = "email"


class ContactUse(enum.StrEnum):
    """FHIR ContactPoint.use."""

    HOME = "home"
    MOBILE = "mobile"
    WORK = "work"
    OLD = "old"


CONTACT_USE_WORDS = {
    ContactUse.MOBILE: N_("Mobile"),
    ContactUse.HOME: N_("Home phone"),
    ContactUse.WORK: N_("Work phone"),
    ContactUse.OLD: N_("No longer in use"),
}


class Voicemail(enum.StrEnum):
    """What may be left when nobody answers."""

    ALLOWED = "allowed"
    CALLBACK_ONLY = "callback_only"
    NEVER = "never"


VOICEMAIL_WORDS = {
    Voicemail.ALLOWED: N_("Voicemail is fine"),
    Voicemail.CALLBACK_ONLY: N_("Voicemail: only “please call back”"),
    Voicemail.NEVER: N_("No voicemail"),
}


@dataclass(frozen=True, slots=True)
class SafeContact:
    """The safe-contact rule: read before dialling."""

    voicemail: Voicemail = Voicemail.ALLOWED
    note: str = ""

    @property
    def restricted(self) -> bool:
        return self.voicemail is not Voicemail.ALLOWED or bool(self.note)


class ContactPoint(Record, Base):
    """Belongs to a member or to a caregiver, never to both."""

    __tablename__ = "contact_point"
    __table_args__ = (
        CheckConstraint("(member_id IS NULL) <> (caregiver_id IS NULL)", name="owner"),
        Index(None, "member_id"),
        Index(None, "caregiver_id"),
    )

    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    caregiver_id: Mapped[UUID | None] = mapped_column(ForeignKey("caregiver.id"))
    kind: Mapped[ContactKind] = mapped_column(
        coded(ContactKind), default=ContactKind.PHONE
    )
    use: Mapped[ContactUse] = mapped_column(
        coded(ContactUse), default=ContactUse.MOBILE
    )
    value: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    voicemail: Mapped[Voicemail] = mapped_column(
        coded(Voicemail), default=Voicemail.ALLOWED
    )
    safe_note: Mapped[str] = mapped_column(default="")

    @property
    def safe_contact(self) -> SafeContact:
        return SafeContact(self.voicemail, self.safe_note)


@dataclass(frozen=True, slots=True)
class ContactPointRow:
    value: str
    kind: ContactKind = ContactKind.PHONE
    use: ContactUse = ContactUse.MOBILE
    safe_contact: SafeContact = SafeContact()
    id: UUID | None = None


def digits(value: str) -> str:
    """The digits of a phone without the US country code."""
    found = re.sub(r"\D", "", value)
    return found[1:] if len(found) == 11 and found.startswith("1") else found


def cleaned_phone(value: str) -> str:
    """A US phone as 510-555-0142, others as typed; raises InvalidField for no phone."""
    typed = " ".join(value.split())
    number = digits(typed)
    if len(number) == 10 and "+" not in typed.replace("+1", ""):
        return f"{number[:3]}-{number[3:6]}-{number[6:]}"
    if len(number) < 7 or len(number) > 15:
        raise InvalidField("phone", N_("This phone number is not complete."))
    return typed


def tidied_phone(value: str) -> str:
    """A phone in its form, or empty where none is given; raises InvalidField."""
    return cleaned_phone(value) if value.strip() else ""


def row(point: ContactPoint) -> ContactPointRow:
    return ContactPointRow(
        point.value, point.kind, point.use, point.safe_contact, point.id
    )


def put_phone(
    session: UnitOfWork,
    value: str,
    safe_contact: SafeContact,
    *,
    member_id: UUID | None = None,
    caregiver_id: UUID | None = None,
) -> None:
    """Make `value` the person's first phone; empty voids the present one."""
    present = first_phone(session, member_id=member_id, caregiver_id=caregiver_id)
    if not value.strip():
        if present:
            present.void("removed by the person", session.now(), session.actor_id)
        return
    if present is None:
        present = ContactPoint(member_id=member_id, caregiver_id=caregiver_id)
        session.add(present)
    present.value = cleaned_phone(value)
    present.voicemail, present.safe_note = safe_contact.voicemail, safe_contact.note


def first_phone(
    session: UnitOfWork,
    *,
    member_id: UUID | None = None,
    caregiver_id: UUID | None = None,
) -> ContactPoint | None:
    """The phone that is called first."""
    owner = (
        ContactPoint.member_id == member_id
        if member_id
        else ContactPoint.caregiver_id == caregiver_id
    )
    return session.scalars(
        select(ContactPoint)
        .where(owner, ContactPoint.voided_at.is_(None))
        .where(ContactPoint.kind == ContactKind.PHONE)
        .order_by(ContactPoint.position, ContactPoint.id)
        .limit(1)
    ).one_or_none()


def main_phone(points: Iterable[ContactPointRow]) -> ContactPointRow | None:
    """The first phone that is not out of use."""
    for point in points:
        if point.kind is ContactKind.PHONE and point.use is not ContactUse.OLD:
            return point
    return None
