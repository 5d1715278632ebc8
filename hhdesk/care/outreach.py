"""Outreach attempts: each try to reach a family, with its result."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.confidentiality import Seal, Sealable
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Record
from hhdesk.store.types import coded


class Way(enum.StrEnum):
    PHONE = "phone"
    IN_PERSON = "in_person"
    VIDEO = "video"
    TEXT = "text"
    EMAIL = "email"
    MAIL = "mail"


WAY_WORDS = {
    Way.PHONE: N_("Phone"),
    Way.IN_PERSON: N_("In person"),
    Way.VIDEO: N_("Video"),
    Way.TEXT: N_("Text message"),
    Way.EMAIL: N_("E-mail"),
    Way.MAIL: N_("Letter"),
}


class Outcome(enum.StrEnum):
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    MESSAGE_LEFT = "message_left"
    WRONG_NUMBER = "wrong_number"


OUTCOME_WORDS = {
    Outcome.REACHED: N_("Reached"),
    Outcome.NOT_REACHED: N_("Nobody reached"),
    Outcome.MESSAGE_LEFT: N_("Message left"),
    Outcome.WRONG_NUMBER: N_("Wrong number"),
}


class Met(enum.StrEnum):
    """Whom a contact reached: what a program counts goes by it."""

    MEMBER = "member"
    CAREGIVER = "caregiver"
    OTHER = "other"


class OutreachAttempt(Sealable, Record, Base):
    __tablename__ = "outreach_attempt"
    __table_args__ = (Index(None, "member_id", "at"), Index(None, "next_on"))

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    referral_id: Mapped[UUID | None] = mapped_column(ForeignKey("referral.id"))
    at: Mapped[datetime]
    way: Mapped[Way] = mapped_column(coded(Way))
    outcome: Mapped[Outcome] = mapped_column(coded(Outcome))
    with_whom: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    interpreter: Mapped[str] = mapped_column(default="")
    # When the family is to be called again; the last try decides.
    next_on: Mapped[date | None]
    minutes: Mapped[int | None]
    met: Mapped[Met | None] = mapped_column(coded(Met))
    wrap_up_id: Mapped[UUID | None] = mapped_column(ForeignKey("call_wrap_up.id"))


@dataclass(frozen=True, slots=True)
class OutreachRow:
    id: UUID
    at: datetime
    way: Way
    outcome: Outcome
    with_whom: str
    staff: str
    note: str
    seal: Seal = Seal()
