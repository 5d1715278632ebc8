"""A member's referrals as frozen rows, with their history, for an export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.confidentiality import Seal
from hhdesk.care.consents import Basis
from hhdesk.care.goals import Domain
from hhdesk.care.referral_history import ENTERED, standing
from hhdesk.care.referral_reports import ReferralReport
from hhdesk.care.referral_states import Detail, ReferralState
from hhdesk.care.referral_steps import Evidence, NoHelpReason
from hhdesk.care.referrals import EventKind, Referral, ReferralEvent, Urgency
from hhdesk.store.session import UnitOfWork

NOT_TOLD = frozenset({EventKind.ATTEMPT, EventKind.IMPORTED})
"""Events that stay here: tries to reach a family are counted where they were made, and
that something came in is no part of what happened."""


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One event as a record holds it; see `ReferralEvent`."""

    kind: EventKind
    from_state: ReferralState | None
    to_state: ReferralState
    detail: Detail | None
    happened_on: date | None
    entered_at: datetime
    how_known: str = ""
    note: str = ""
    visit_on: date | None = None
    basis: Basis | None = None
    interpreter: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReportRecord:
    received_on: date
    amended: bool = False
    review_due_on: date | None = None
    reviewed_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReferralRecord:
    id: UUID
    goal_id: UUID | None
    domain: Domain
    need: str
    agency: str
    agency_phone: str
    state: ReferralState
    detail: Detail | None
    urgency: Urgency
    state_since: date
    due_on: date | None
    seal: Seal = Seal()
    previous_id: UUID | None = None
    wanted: str = ""
    visit_on: date | None = None
    service_on: date | None = None
    evidence: Evidence | None = None
    end_reason: NoHelpReason | None = None
    next_step: str = ""
    basis: Basis | None = None
    events: tuple[EventRecord, ...] = ()
    reports: tuple[ReportRecord, ...] = ()

    def plain(self) -> ReferralRecord:
        """Where it stands, without the team's words and its history."""
        return replace(self, wanted="", next_step="", basis=None, events=(), reports=())


def read(session: UnitOfWork, member_id: UUID) -> tuple[ReferralRecord, ...]:
    """Those that were not entered by mistake, in the order they were begun."""
    found = session.scalars(
        select(Referral)
        .where(Referral.member_id == member_id, Referral.voided_at.is_(None))
        .where(Referral.state != ReferralState.ENTERED_IN_ERROR)
        .order_by(Referral.id)
    ).all()
    ids = [one.id for one in found]
    events, reports = _events(session, ids), _reports(session, ids)
    return tuple(_record(one, events[one.id], reports[one.id]) for one in found)


def _events(
    session: UnitOfWork, ids: Sequence[UUID]
) -> defaultdict[UUID, list[EventRecord]]:
    found: defaultdict[UUID, list[EventRecord]] = defaultdict(list)
    told = session.scalars(
        select(ReferralEvent)
        .where(ReferralEvent.referral_id.in_(ids))
        .order_by(*ENTERED)
    )
    # What was told by mistake is no part of what happened.
    for one in standing(told):
        if one.kind not in NOT_TOLD:
            found[one.referral_id].append(
                EventRecord(
                    one.kind,
                    one.from_state,
                    one.to_state,
                    one.detail,
                    one.happened_on,
                    one.entered_at,
                    one.how_known,
                    one.note,
                    one.visit_on,
                    one.basis,
                    one.interpreter,
                    one.reason,
                )
            )
    return found


def _reports(
    session: UnitOfWork, ids: Sequence[UUID]
) -> defaultdict[UUID, list[ReportRecord]]:
    found: defaultdict[UUID, list[ReportRecord]] = defaultdict(list)
    for one in session.scalars(
        select(ReferralReport)
        .where(ReferralReport.referral_id.in_(ids))
        .where(ReferralReport.voided_at.is_(None))
        .order_by(ReferralReport.id)
    ):
        found[one.referral_id].append(
            ReportRecord(
                one.received_on,
                one.amended,
                one.review_due_on,
                one.reviewed_on,
                one.note,
            )
        )
    return found


def _record(
    one: Referral, events: list[EventRecord], reports: list[ReportRecord]
) -> ReferralRecord:
    return ReferralRecord(
        id=one.id,
        goal_id=one.goal_id,
        domain=one.domain,
        need=one.need,
        agency=one.agency,
        agency_phone=one.agency_phone,
        state=one.state,
        detail=one.detail,
        urgency=one.urgency,
        state_since=one.state_since,
        due_on=one.due_on,
        seal=one.seal,
        previous_id=one.previous_id,
        wanted=one.wanted,
        visit_on=one.visit_on,
        service_on=one.service_on,
        evidence=one.evidence,
        end_reason=one.end_reason,
        next_step=one.next_step,
        basis=one.basis,
        events=tuple(events),
        reports=tuple(reports),
    )
