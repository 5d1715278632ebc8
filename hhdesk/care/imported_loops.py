"""What comes from outside and is still open: referrals, visits, who is on the team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hhdesk.care.appointments import AppointmentStatus, CalledOffBy
from hhdesk.care.arrangements import ArrangementRow
from hhdesk.care.care_team import TeamRole
from hhdesk.care.confidentiality import Seal
from hhdesk.care.consents import Basis
from hhdesk.care.goals import BarrierKind, Domain
from hhdesk.care.originals import Original, Person, SourceKey, Told
from hhdesk.care.referral_record import EventRecord, ReportRecord
from hhdesk.care.referral_states import Detail, ReferralState
from hhdesk.care.referral_steps import Evidence, NoHelpReason
from hhdesk.care.referrals import Urgency


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a referral stands, by its source. `since` is None where no day is told;
    `note` is the reason in the source's words. `ended` is the day of an end that this
    program itself wrote, with its evidence; others' ends are no evidence.

    `events` and `reports` are a history that this program wrote; `report_on` is the day
    of a report that came with another's.
    """

    state: ReferralState
    detail: Detail | None = None
    since: date | None = None
    note: str = ""
    due_on: date | None = None
    wanted: str = ""
    visit_on: date | None = None
    service_on: date | None = None
    evidence: Evidence | None = None
    end_reason: NoHelpReason | None = None
    next_step: str = ""
    basis: Basis | None = None
    events: tuple[EventRecord, ...] = ()
    reports: tuple[ReportRecord, ...] = ()
    report_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReferralFact:
    """A request to an agency. `told_by` is the task that says where it stands;
    without one, the request itself does."""

    original: Original
    about: Person
    domain: Domain
    need: str
    agency: str
    standing: Standing
    agency_phone: str = ""
    urgency: Urgency = Urgency.ROUTINE
    goal: SourceKey | None = None
    previous: SourceKey | None = None
    told_by: SourceKey | None = None
    seal: Seal = Seal()
    notes: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgressFact:
    """Where a request, which may have come before, stands by one task."""

    original: Original
    about: Person
    request: SourceKey
    standing: Standing
    agency: str = ""
    agency_phone: str = ""
    notes: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitFact:
    """An appointment; moments are UTC. `referral` is what it is born of, `replaces`
    the missed one that it makes good."""

    original: Original
    about: Person
    title: str
    starts_at: datetime
    ends_at: datetime
    status: AppointmentStatus
    place: str = ""
    with_whom: str = ""
    reason: str = ""
    barrier: BarrierKind | None = None
    called_off_by: CalledOffBy | None = None
    arrangements: tuple[ArrangementRow, ...] = ()
    referral: SourceKey | None = None
    replaces: SourceKey | None = None
    seal: Seal = Seal()
    notes: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """What one side answers to an appointment. `by` is who answers; `comes` is None
    where the answer is neither yes nor no."""

    original: Original
    about: Person | None
    visit: SourceKey
    by: CalledOffBy
    comes: bool | None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One person or organization of a team, `until` a day where one is told."""

    role: TeamRole
    name: str = ""
    organization: str = ""
    phone: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class TeamFact:
    """Who is on a team; whose time has ended is left out when it is entered."""

    original: Original
    about: Person
    lines: tuple[TeamLine, ...] = ()
    notes: tuple[Told, ...] = ()


LoopFact: TypeAlias = ReferralFact | ProgressFact | VisitFact | AnswerFact | TeamFact
