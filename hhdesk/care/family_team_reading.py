"""Reading the care team of a child, and who could be on it without being typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import or_, select

from hhdesk.care.care_team import TeamMember, TeamRole
from hhdesk.care.consents import Consent
from hhdesk.care.coverage import Coverage, CoverageStatus
from hhdesk.care.family_rows import TeamCard
from hhdesk.care.goals import Domain
from hhdesk.care.plan_lines import TeamLine
from hhdesk.care.referrals import Referral, ReferralState
from hhdesk.care.search_words import fold
from hhdesk.store.session import UnitOfWork

_ROLES = {
    Domain.MEDICAL: TeamRole.SPECIALIST,
    Domain.DENTAL: TeamRole.DENTIST,
    Domain.MENTAL_HEALTH: TeamRole.THERAPIST,
    Domain.EDUCATION: TeamRole.SCHOOL,
}
"""What an agency is to a child that was referred to it for this; else a service of the
community."""


def team(session: UnitOfWork, member_id: UUID) -> tuple[TeamCard, ...]:
    """The team in the order they came, with the consents that name them."""
    named = _named(session, member_id)
    found = session.scalars(
        select(TeamMember)
        .where(TeamMember.member_id == member_id, TeamMember.voided_at.is_(None))
        .order_by(TeamMember.created_at, TeamMember.id)
    )
    return tuple(_card(one, named) for one in found)


def _card(one: TeamMember, named: dict[str, Consent]) -> TeamCard:
    row = one.row()
    said = row.name, row.organization, row.phone, row.may_share
    line = TeamLine(row.role, *said, False, row.id)
    consent = named.get(fold(row.organization)) or named.get(fold(row.name))
    return TeamCard(
        one.id,
        one.version,
        line,
        one.staff_id is not None,
        consent is not None,
        consent.until if consent else None,
    )


def _named(session: UnitOfWork, member_id: UUID) -> dict[str, Consent]:
    """The consents in force, by whom they name."""
    today = session.today()
    found: dict[str, Consent] = {}
    for one in session.scalars(
        select(Consent)
        .where(Consent.member_id == member_id, Consent.voided_at.is_(None))
        .where(Consent.recipient != "", Consent.revoked_on.is_(None))
        .where(or_(Consent.until.is_(None), Consent.until >= today))
        .order_by(Consent.given_on, Consent.id)
    ):
        if one.gives:
            found[fold(one.recipient)] = one
    return found


def offers(
    session: UnitOfWork, member_id: UUID, around: Sequence[TeamCard]
) -> tuple[TeamLine, ...]:
    """Agencies of this child's referrals and its health plan that are not on the team
    yet. A sealed referral offers nothing."""
    known = {fold(one.line.organization) for one in around}
    known |= {fold(one.line.name) for one in around}
    found = []
    for line in (*_agencies(session, member_id), *_payers(session, member_id)):
        if fold(line.organization) not in known:
            known.add(fold(line.organization))
            found.append(line)
    return tuple(found)


def _agencies(session: UnitOfWork, member_id: UUID) -> Iterable[TeamLine]:
    for one in session.scalars(
        select(Referral)
        .where(Referral.member_id == member_id, Referral.voided_at.is_(None))
        .where(Referral.agency != "")
        .where(Referral.state != ReferralState.ENTERED_IN_ERROR)
        .order_by(Referral.id.desc())
    ):
        if not one.seal.sealed:
            role = _ROLES.get(one.domain, TeamRole.COMMUNITY)
            yield TeamLine(role, "", one.agency, one.agency_phone)


def _payers(session: UnitOfWork, member_id: UUID) -> Iterable[TeamLine]:
    for one in session.scalars(
        select(Coverage)
        .where(Coverage.member_id == member_id, Coverage.voided_at.is_(None))
        .where(Coverage.status == CoverageStatus.ACTIVE)
        .order_by(Coverage.id)
    ):
        yield TeamLine(TeamRole.OTHER_COORDINATOR, "", one.plan or one.payer)
