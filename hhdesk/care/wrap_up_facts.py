"""What a call wrap-up tells: the contact, and all that it changed at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.arrangements import ArrangementRow
from hhdesk.care.confidentiality import Audience, Consenter, Segment
from hhdesk.care.core_services import CoreService
from hhdesk.care.goals import ActivityStatus, BarrierKind
from hhdesk.care.outreach_acts import Contact
from hhdesk.care.referral_answers import Answers
from hhdesk.care.referral_choices import ReferralAct


@dataclass(frozen=True, slots=True)
class ReferralTick:
    """One act on a referral of the child or of a sibling."""

    referral_id: UUID
    seen: int
    act: ReferralAct
    answers: Answers


@dataclass(frozen=True, slots=True)
class ActivityTick:
    """How one step of a plan stands now; `done_on` None is the contact's day."""

    member_id: UUID
    activity_id: UUID
    status: ActivityStatus
    result: str = ""
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visit booked for one child, or joined ones for siblings as well."""

    member_ids: tuple[UUID, ...]
    details: AppointmentDetails
    arrangements: tuple[ArrangementRow, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitTick:
    """What is arranged, in addition, for a visit that is booked already."""

    appointment_id: UUID
    seen: int
    arrangements: tuple[ArrangementRow, ...]


@dataclass(frozen=True, slots=True)
class SpokenYes:
    """A consent given on the call; the contact says in which language and through
    which interpreter."""

    audience: Audience
    recipients: tuple[str, ...]
    segments: frozenset[Segment]
    given_by: Consenter
    giver_name: str
    until: date | None


@dataclass(frozen=True, slots=True)
class NewBarrier:
    """`goal_id` None is the plan's first open goal."""

    member_id: UUID
    kind: BarrierKind
    note: str = ""
    goal_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class WrapUpOrder:
    """One call, with all that it moved. `also` are siblings whom it was about too: each
    gets the contact in their own record."""

    contact: Contact
    also: tuple[UUID, ...] = ()
    services: tuple[CoreService, ...] = ()
    referrals: tuple[ReferralTick, ...] = ()
    activities: tuple[ActivityTick, ...] = ()
    visit: NewVisit | None = None
    visits: tuple[VisitTick, ...] = ()
    consent: SpokenYes | None = None
    barriers: tuple[NewBarrier, ...] = ()
