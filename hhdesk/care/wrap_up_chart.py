"""What of a call goes into the child's chart elsewhere: by the one disclosure rule, for
the care team. The words are made of it in `exchange/chart_note`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import appointment_calendar, consents, disclosures, referral_history
from hhdesk.care.appointments import Appointment, AppointmentStatus
from hhdesk.care.arrangements import Arrangement, ArrangementRow
from hhdesk.care.confidentiality import (
    Audience,
    Consenter,
    Reader,
    Seal,
    Segment,
    age_on,
    released,
)
from hhdesk.care.consents import Consent
from hhdesk.care.core_services import CoreService, GivenService
from hhdesk.care.goals import (
    Activity,
    ActivityStatus,
    Barrier,
    BarrierKind,
    Concern,
    Goal,
)
from hhdesk.care.members import Member
from hhdesk.care.outreach import Outcome, OutreachAttempt, Way
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.referral_history import EventRow
from hhdesk.care.referrals import EventKind, Referral
from hhdesk.care.staff import Staff
from hhdesk.care.wrap_up_open import chain_of
from hhdesk.care.wrap_ups import WrapUp
from hhdesk.errors import NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

WHAT = "call"


@dataclass(frozen=True, slots=True)
class ChartContact:
    """`at` is by the clinic's clock; `language` is a BCP 47 tag."""

    at: datetime
    way: Way
    outcome: Outcome
    with_whom: str
    staff: str
    language: str
    interpreter: str
    minutes: int | None
    note: str
    next_on: date | None
    services: tuple[CoreService, ...]


@dataclass(frozen=True, slots=True)
class ChartReferral:
    """What was told of a referral in the call, in its order."""

    need: str
    agency: str
    events: tuple[EventRow, ...]


@dataclass(frozen=True, slots=True)
class ChartStep:
    text: str
    status: ActivityStatus
    result: str


@dataclass(frozen=True, slots=True)
class ChartVisit:
    """`at` is by the clinic's clock."""

    title: str
    at: datetime
    place: str
    with_whom: str
    arrangements: tuple[ArrangementRow, ...]
    missed: bool = False
    barrier: BarrierKind | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ChartConsent:
    audience: Audience
    recipients: tuple[str, ...]
    segments: tuple[Segment, ...]
    given_by: Consenter
    giver_name: str
    until: date | None


@dataclass(frozen=True, slots=True)
class ChartText:
    """One child's part of a call; `withheld` is for the operator alone, `seal` that of
    the accounting of this disclosure."""

    member_id: UUID
    contact: ChartContact | None
    referrals: tuple[ChartReferral, ...]
    steps: tuple[ChartStep, ...]
    visits: tuple[ChartVisit, ...]
    consent: ChartConsent | None
    barriers: tuple[tuple[BarrierKind, str], ...]
    withheld: int
    seal: Seal


def chart_text(
    session: UnitOfWork, wrap_up_id: UUID, member_id: UUID | None = None
) -> ChartText:
    """What may be copied of a call about its child, or about a sibling.

    Raises NotFound, and NotPermitted for a call that was undone.
    """
    row = session.get(WrapUp, wrap_up_id)
    if row is None or row.voided_at is not None:
        raise NotFound(N_("There is no such call."))
    if row.undone_at is not None:
        raise NotPermitted(N_("This call was undone already."))
    return _Copying(session, row.did, member_id or row.member_id).made()


def hand_out(session: UnitOfWork, chart: ChartText, content: bytes) -> None:
    """Record that the text was copied, with the hash of its bytes."""
    disclosures.record(
        session,
        chart.member_id,
        Audience.CARE_TEAM,
        what=WHAT,
        content=content,
        seal=chart.seal,
    )


class _Copying:
    """One child's part of a call on its way out."""

    def __init__(
        self, session: UnitOfWork, did: dict[str, Any], member_id: UUID
    ) -> None:
        self.session, self.did = session, did
        self.member = session.get_one(Member, member_id)
        today = session.today()
        self.reader = Reader(
            Audience.CARE_TEAM,
            age_on(self.member.birth_date, today),
            today,
            consents=consents.active(session, member_id, today),
        )
        self.withheld = 0
        self.seal = Seal()

    def _may(self, *chain: Seal) -> bool:
        if not released(chain, self.reader):
            self.withheld += 1
            return False
        closed = [seal for seal in chain if not seal.ordinary]
        self.seal = next(iter(closed), self.seal)
        return True

    def _keys(self, *names: str) -> list[UUID]:
        """Of rows, or of what is named inside of rows: ("plans", "steps")."""
        found: list[Any] = self.did.get(names[0], [])
        for name in names[1:]:
            found = [one for row in found for one in row[name]]
        return [UUID(one["id"] if isinstance(one, dict) else one) for one in found]

    def made(self) -> ChartText:
        parts = (
            self._contact(),
            self._referrals(),
            self._steps(),
            self._visits(),
            self._consent(),
            self._barriers(),
        )
        return ChartText(self.member.id, *parts, self.withheld, self.seal)

    def _contact(self) -> ChartContact | None:
        found = self.session.execute(
            select(OutreachAttempt, Staff.name)
            .outerjoin(Staff, Staff.id == OutreachAttempt.staff_id)
            .where(OutreachAttempt.id.in_(self._keys("contacts")))
            .where(OutreachAttempt.member_id == self.member.id)
        ).one_or_none()
        if found is None or not self._may(found[0].seal):
            return None
        one, staff = found
        given = self.session.scalars(
            select(GivenService.service)
            .where(GivenService.contact_id == one.id, GivenService.voided_at.is_(None))
            .order_by(GivenService.id)
        )
        return ChartContact(
            one.at.astimezone(self.session.zone),
            one.way,
            one.outcome,
            one.with_whom,
            staff or "",
            one.language,
            one.interpreter,
            one.minutes,
            one.note,
            one.next_on,
            tuple(given),
        )

    def _referrals(self) -> tuple[ChartReferral, ...]:
        events = set(self._keys_of_events())
        found = self.session.execute(
            select(Referral, Goal, Concern)
            .outerjoin(Goal, Goal.id == Referral.goal_id)
            .outerjoin(Concern, Concern.id == Goal.concern_id)
            .where(Referral.id.in_(self._keys("referrals")))
            .where(Referral.member_id == self.member.id)
            .order_by(Referral.id)
        )
        made = []
        for row, goal, concern in found:
            if self._may(*chain_of(concern, goal, row)):
                told = referral_history.timeline(self.session, row.id)
                ours = (one for one in told if one.id in events)
                kept = tuple(one for one in ours if one.kind is not EventKind.PASSED)
                made.append(ChartReferral(row.need, row.agency, kept))
        return tuple(made)

    def _keys_of_events(self) -> Iterable[UUID]:
        for row in self.did.get("referrals", []):
            yield from map(UUID, row["events"])

    def _steps(self) -> tuple[ChartStep, ...]:
        found = self.session.execute(
            select(Activity, Goal, Concern)
            .join(Goal, Goal.id == Activity.goal_id)
            .join(CarePlan, CarePlan.id == Activity.plan_id)
            .outerjoin(Concern, Concern.id == Goal.concern_id)
            .where(Activity.id.in_(self._keys("plans", "steps")))
            .where(CarePlan.member_id == self.member.id)
            .order_by(Activity.id)
        )
        return tuple(
            ChartStep(step.text, step.status, step.result)
            for step, goal, concern in found
            if self._may(*chain_of(concern, goal, step))
        )

    def _visits(self) -> tuple[ChartVisit, ...]:
        """Those missed, those booked, and those for which something was arranged."""
        arranged = self.session.scalars(
            select(Arrangement.appointment_id).where(
                Arrangement.id.in_(self._keys("arrangements"))
            )
        )
        rows = appointment_calendar.unsealed(
            self.session,
            Appointment.id.in_(
                [*self._keys("missed"), *self._keys("visits"), *arranged]
            ),
            Appointment.member_id == self.member.id,
        )
        return tuple(
            ChartVisit(
                row.title,
                row.starts_at.astimezone(self.session.zone),
                row.place,
                row.with_whom,
                row.arrangements,
                row.status is AppointmentStatus.NO_SHOW,
                row.barrier,
                row.reason,
            )
            for row in rows
            if self._may(row.seal)
        )

    def _consent(self) -> ChartConsent | None:
        key = self.did.get("consent")
        one = self.session.get(Consent, UUID(key)) if key else None
        if one is None or one.member_id != self.member.id:
            return None
        segments = tuple(map(Segment, one.segments))
        # The youth's own yes tells by itself that there is such care.
        chain = [Seal(segment, one.given_by) for segment in segments]
        if not self._may(*chain):
            return None
        names = (one.recipient, *one.further_recipients)
        return ChartConsent(
            one.audience,
            tuple(name for name in names if name),
            segments,
            one.given_by,
            one.giver_name,
            one.until,
        )

    def _barriers(self) -> tuple[tuple[BarrierKind, str], ...]:
        found = self.session.execute(
            select(Barrier, Goal, Concern)
            .join(CarePlan, CarePlan.id == Barrier.plan_id)
            .outerjoin(Goal, Goal.id == Barrier.goal_id)
            .outerjoin(Concern, Concern.id == Goal.concern_id)
            .where(Barrier.id.in_(self._keys("plans", "barriers")))
            .where(CarePlan.member_id == self.member.id)
            .order_by(Barrier.id)
        )
        return tuple(
            (one.kind, one.note)
            for one, goal, concern in found
            if self._may(*chain_of(concern, goal, one))
        )
