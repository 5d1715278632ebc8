"""One referral as screens read it, and as an act finds it: locked and not stale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import referral_reports
from hhdesk.care.confidentiality import Seal
from hhdesk.care.consents import Basis
from hhdesk.care.goals import Domain
from hhdesk.care.members import Member
from hhdesk.care.referral_reports import ReportRow
from hhdesk.care.referral_states import Detail, ReferralState, Turn, rule_of
from hhdesk.care.referral_steps import Evidence, NoHelpReason
from hhdesk.care.referrals import Referral, Urgency
from hhdesk.errors import ChangedElsewhere, NotFound
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

CHANGED = N_("Somebody else changed this referral. Your text is kept.")


@dataclass(frozen=True, slots=True)
class ReferralDetails:
    """What the referral form reads and writes; without an owner it is the writer's."""

    domain: Domain
    need: str
    agency: str
    agency_phone: str = ""
    urgency: Urgency = Urgency.ROUTINE
    goal_id: UUID | None = None
    owner_id: UUID | None = None
    seal: Seal = Seal()


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """`version` is what the next act must have seen; `died` that only closing is left.

    `wanted` is what the family needs help with, or what the agency still needs.
    """

    id: UUID
    version: int
    member_id: UUID
    details: ReferralDetails
    state: ReferralState
    detail: Detail | None
    state_since: date
    due_on: date | None
    basis: Basis | None
    wanted: str
    visit_on: date | None
    service_on: date | None
    evidence: Evidence | None
    end_reason: NoHelpReason | None
    next_step: str
    previous_id: UUID | None
    reports: tuple[ReportRow, ...]
    died: bool

    @property
    def words(self) -> str:
        """The state's words in English, to be translated."""
        return rule_of(self.state, self.detail).words

    @property
    def turn(self) -> tuple[Turn, ...]:
        """With whom the next step is."""
        return rule_of(self.state, self.detail).turn

    @property
    def to_review(self) -> tuple[ReportRow, ...]:
        return referral_reports.to_review(self.reports)


def details_of(row: Referral) -> ReferralDetails:
    return ReferralDetails(
        row.domain,
        row.need,
        row.agency,
        row.agency_phone,
        row.urgency,
        row.goal_id,
        row.owner_id,
        row.seal,
    )


def facts_of(session: UnitOfWork, row: Referral) -> ReferralFacts:
    """The row as it now stands, changes not yet written included."""
    session.flush()
    died = session.get_one(Member, row.member_id).deceased_on is not None
    return made(row, referral_reports.reports_of(session, row.id), died=died)


def made(row: Referral, reports: tuple[ReportRow, ...], *, died: bool) -> ReferralFacts:
    """The facts of a row whose reports and child were read already."""
    return ReferralFacts(
        id=row.id,
        version=row.version,
        member_id=row.member_id,
        details=details_of(row),
        state=row.state,
        detail=row.detail,
        state_since=row.state_since,
        due_on=row.due_on,
        basis=row.basis,
        wanted=row.wanted,
        visit_on=row.visit_on,
        service_on=row.service_on,
        evidence=row.evidence,
        end_reason=row.end_reason,
        next_step=row.next_step,
        previous_id=row.previous_id,
        reports=reports,
        died=died,
    )


def locked(session: UnitOfWork, referral_id: UUID, seen: int | None = None) -> Referral:
    """The row for an act; no other act passes it until this one is saved.

    Raises ChangedElsewhere when it is no longer the version `seen`; without one, what
    stands is only added to.
    """
    found = session.execute(
        select(Referral, Member)
        .join(Member, Member.id == Referral.member_id)
        .where(Referral.id == referral_id, Referral.voided_at.is_(None))
        .with_for_update(of=Referral)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound(N_("There is no such referral."))
    row: Referral = found[0]
    # A session forgets what nobody holds; the act would ask for the child again.
    session.info["child of the act"] = found[1]
    if seen is not None and row.version != seen:
        raise ChangedElsewhere(CHANGED)
    return row


def referral(session: UnitOfWork, referral_id: UUID) -> ReferralFacts:
    """One referral for its screen; raises NotFound."""
    row = session.get(Referral, referral_id)
    if row is None or row.voided_at is not None:
        raise NotFound(N_("There is no such referral."))
    return facts_of(session, row)
