"""Referrals as data: what was asked of which agency, and where it stands."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hhdesk.care.confidentiality import Seal, Sealable
from hhdesk.care.consents import Basis
from hhdesk.care.goals import Domain
from hhdesk.i18n import N_
from hhdesk.store.base import Base, Identified, Owned, Record
from hhdesk.store.types import coded


class ReferralState(enum.StrEnum):
    DRAFT = "draft"
    AWAITING_AGREEMENT = "awaiting_agreement"
    AWAITING_AUTHORIZATION = "awaiting_authorization"
    SENT = "sent"
    DELIVERY_FAILED = "delivery_failed"
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    FAMILY_ACTION = "family_action"
    AGENCY_NEEDS_MORE = "agency_needs_more"
    DECLINED = "declined"
    SCHEDULED = "scheduled"
    MISSED = "missed"
    SERVICE_RUNNING = "service_running"
    RESULT = "result"
    GOT_HELP = "got_help"
    NO_HELP = "no_help"
    FAMILY_CHOSE_NOT = "family_chose_not"
    ENTERED_IN_ERROR = "entered_in_error"

    @property
    def open(self) -> bool:
        return self not in CLOSED


CLOSED = frozenset(
    {
        ReferralState.GOT_HELP,
        ReferralState.NO_HELP,
        ReferralState.FAMILY_CHOSE_NOT,
        ReferralState.ENTERED_IN_ERROR,
    }
)

REFERRAL_STATE_WORDS = {
    ReferralState.DRAFT: N_("Draft"),
    ReferralState.AWAITING_AGREEMENT: N_("Waiting for the family's yes"),
    ReferralState.AWAITING_AUTHORIZATION: N_("Waiting for the health plan"),
    ReferralState.SENT: N_("Sent"),
    ReferralState.DELIVERY_FAILED: N_("Did not arrive"),
    ReferralState.ACCEPTED: N_("Accepted"),
    ReferralState.WAITLISTED: N_("On a waitlist"),
    ReferralState.FAMILY_ACTION: N_("Family needs help"),
    ReferralState.AGENCY_NEEDS_MORE: N_("Agency needs more from us"),
    ReferralState.DECLINED: N_("Agency is full or said no"),
    ReferralState.SCHEDULED: N_("Visit planned"),
    ReferralState.MISSED: N_("Missed, reason not known yet"),
    ReferralState.SERVICE_RUNNING: N_("Service is running"),
    ReferralState.RESULT: N_("Seen, report awaited"),
    ReferralState.GOT_HELP: N_("Got help"),
    ReferralState.NO_HELP: N_("Did not get help"),
    ReferralState.FAMILY_CHOSE_NOT: N_("Family chose not to"),
    ReferralState.ENTERED_IN_ERROR: N_("Entered by mistake"),
}


class Urgency(enum.StrEnum):
    """FHIR request-priority, the part in use."""

    ROUTINE = "routine"
    URGENT = "urgent"


class Referral(Sealable, Record, Base):
    """`due_on` is the day by which the next step is expected."""

    __tablename__ = "referral"
    __table_args__ = (Index(None, "member_id"), Index(None, "state", "due_on"))

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    goal_id: Mapped[UUID | None] = mapped_column(ForeignKey("goal.id"))
    domain: Mapped[Domain] = mapped_column(coded(Domain))
    need: Mapped[str]
    agency: Mapped[str] = mapped_column(default="")
    agency_phone: Mapped[str] = mapped_column(default="")
    state: Mapped[ReferralState] = mapped_column(
        coded(ReferralState), default=ReferralState.DRAFT
    )
    urgency: Mapped[Urgency] = mapped_column(coded(Urgency), default=Urgency.ROUTINE)
    basis: Mapped[Basis | None] = mapped_column(coded(Basis))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    state_since: Mapped[date]
    due_on: Mapped[date | None]


class ReferralEvent(Identified, Owned, Base):
    """One step: when it happened, when it was entered, by whom, how it is known."""

    __tablename__ = "referral_event"
    __table_args__ = (Index(None, "referral_id"),)

    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id"))
    from_state: Mapped[ReferralState | None] = mapped_column(coded(ReferralState))
    to_state: Mapped[ReferralState] = mapped_column(coded(ReferralState))
    happened_on: Mapped[date | None]
    entered_at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    how_known: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


@dataclass(frozen=True, slots=True)
class ReferralRow:
    id: UUID
    domain: Domain
    need: str
    agency: str
    state: ReferralState
    state_since: date
    due_on: date | None
    seal: Seal = Seal()
