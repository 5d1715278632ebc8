"""What a call wrap-up tells: the contact, and all that it changed at once.

A refusal names the field of `Contact` that is wrong, or the tick: "also", "services",
"referral:<id>" and "referral:<id>:<ask>", "activity:<id>", "visit" and
"visit:<field>", "booked:<appointment id>", "missed:<appointment id>",
"consent:<field>", "barrier:<place in the order>".
"""

from __future__ import annotations

import enum
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
from hhdesk.errors import ChangedElsewhere


@dataclass(frozen=True, slots=True)
class ReferralTick:
    """One act on a referral of the child or of a sibling.

    What the contact says already need not be answered again: the day, how it is known
    (from whom was reached), the interpreter of a spoken yes, the words of a note. With
    `RECORD_ATTEMPT` this very contact is the try, and nothing is asked.
    """

    referral_id: UUID
    seen: int
    act: ReferralAct
    answers: Answers


@dataclass(frozen=True, slots=True)
class ActivityTick:
    """How one step of a plan stands now; `done_on` None is the contact's day, and
    without a `result` the one before stays. `seen` is the step's version,
    None where nobody minds what it became meanwhile."""

    member_id: UUID
    activity_id: UUID
    status: ActivityStatus
    result: str = ""
    done_on: date | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visit booked for one child, or joined ones for siblings as well: the referral
    in the details is that of its own child, the others' are booked without one.
    `replaces_id` is the missed visit that it makes good, of its own child as well."""

    member_ids: tuple[UUID, ...]
    details: AppointmentDetails
    arrangements: tuple[ArrangementRow, ...] = ()
    replaces_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class VisitTick:
    """What is arranged for a visit that is booked already: a row with an id changes how
    that one stands, one without is in addition."""

    appointment_id: UUID
    seen: int
    arrangements: tuple[ArrangementRow, ...]


@dataclass(frozen=True, slots=True)
class MissedTick:
    """Why a visit was missed, as the family told it; a reason, a barrier or both."""

    appointment_id: UUID
    seen: int
    barrier: BarrierKind | None = None
    reason: str = ""


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
    """`goal_id` None is the plan's first open goal, or the whole plan without one."""

    member_id: UUID
    kind: BarrierKind
    note: str = ""
    goal_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class WrapUpOrder:
    """One call, with all that it moved. `also` are siblings whom it was about too: each
    gets the contact in their own record, as does each of whom something is moved. The
    next contact is agreed on once, in the child's."""

    contact: Contact
    also: tuple[UUID, ...] = ()
    services: tuple[CoreService, ...] = ()
    referrals: tuple[ReferralTick, ...] = ()
    activities: tuple[ActivityTick, ...] = ()
    visit: NewVisit | None = None
    visits: tuple[VisitTick, ...] = ()
    missed: tuple[MissedTick, ...] = ()
    consent: SpokenYes | None = None
    barriers: tuple[NewBarrier, ...] = ()


class Part(enum.StrEnum):
    """What a wrap-up did, in the order in which it is told."""

    CONTACT = "contact"
    SERVICES = "services"
    REFERRALS = "referrals"
    STEPS = "steps"
    MISSED = "missed"
    VISIT = "visit"
    ARRANGEMENTS = "arrangements"
    CONSENT = "consent"
    BARRIERS = "barriers"
    NEXT_CONTACT = "next_contact"


@dataclass(frozen=True, slots=True)
class WrapUpDone:
    """A wrap-up that was written down: `id` is for its undo and its chart text, `child`
    for the words of the toast, `members` are all whose records it touched."""

    id: UUID
    member_id: UUID
    child: str
    parts: tuple[Part, ...]
    members: tuple[UUID, ...]


class TickChanged(ChangedElsewhere):
    """What a tick was about was saved by somebody else; `field` names the tick."""

    def __init__(self, field: str, sentence: str, **values: object) -> None:
        super().__init__(sentence, **values)
        self.field = field
