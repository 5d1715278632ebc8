"""Who signed a version of a care plan, and how."""

from __future__ import annotations

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.types import coded


class SignerPart(enum.StrEnum):
    CAREGIVER = "caregiver"
    YOUTH = "youth"
    COORDINATOR = "coordinator"
    CLINICIAN = "clinician"


SIGNER_PART_WORDS = {
    SignerPart.CAREGIVER: N_("Family"),
    SignerPart.YOUTH: N_("Youth"),
    SignerPart.COORDINATOR: N_("Care coordinator"),
    SignerPart.CLINICIAN: N_("Clinician"),
}


class SigningMethod(enum.StrEnum):
    PAPER = "paper"
    SCREEN = "screen"
    PHONE = "phone"


SIGNING_METHOD_WORDS = {
    SigningMethod.PAPER: N_("On paper"),
    SigningMethod.SCREEN: N_("On this screen"),
    SigningMethod.PHONE: N_("By phone, with a witness"),
}


class PlanSignature(Record, Base):
    """One signature below one saved version. `sha256` is that version's hash when it
    was signed: a signature stands for that text alone."""

    __tablename__ = "plan_signature"
    __table_args__ = (Index(None, "plan_id"),)

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("care_plan.id"))
    number: Mapped[int]
    sha256: Mapped[str]
    part: Mapped[SignerPart] = mapped_column(coded(SignerPart))
    method: Mapped[SigningMethod] = mapped_column(coded(SigningMethod))
    name: Mapped[str]
    # Of a caregiver: mother, foster parent, ...; in the words that were typed.
    relation: Mapped[str] = mapped_column(default="")
    # The member of staff who signed, or who took the family's signature.
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    # By phone: who else heard it, and through which interpreter.
    witness: Mapped[str] = mapped_column(default="")
    interpreter: Mapped[str] = mapped_column(default="")
    signed_at: Mapped[datetime]
    # Drawn on the screen: strokes as JSON, points in a field of 1000 by 300.
    drawing: Mapped[str] = mapped_column(default="")
