"""One referral for its family: what the one rule lets the slip say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import clinic, member_page, referral_facts
from hhdesk.care.appointments import Appointment, AppointmentRow
from hhdesk.care.clinic import ClinicRow
from hhdesk.care.confidentiality import Audience, Seal, decide
from hhdesk.care.goals import Concern, Domain, Goal
from hhdesk.care.member_page import MemberPage
from hhdesk.care.person import Name
from hhdesk.care.plan_disclosure import (
    Sieve,
    coming_visits,
    reader_for,
    reader_name,
)
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_states import Detail, ReferralState, Turn
from hhdesk.care.referrals import Referral
from hhdesk.care.visit_disclosure import check_alive, family_language
from hhdesk.errors import NotFound, NotPermitted
from hhdesk.i18n import N_
from hhdesk.store.session import UnitOfWork

READERS = frozenset({Audience.FAMILY, Audience.YOUTH})


@dataclass(frozen=True, slots=True)
class ReferralForReader:
    """All that the slip may say; `withheld` is for the operator alone.

    `wanted` is what the family needs help with, `visit` the next one booked for this
    referral, `visit_on` the agency's day where no visit is in the calendar.
    """

    member_id: UUID
    referral_id: UUID
    name: Name
    reader_name: str
    audience: Audience
    language: str
    domain: Domain
    need: str
    agency: str
    agency_phone: str
    state: ReferralState
    detail: Detail | None
    turn: tuple[Turn, ...]
    wanted: str
    due_on: date | None
    visit_on: date | None
    visit: AppointmentRow | None
    clinic: ClinicRow
    coordinator: str
    withheld: int
    seal: Seal = Seal()


def referral_for_reader(
    session: UnitOfWork, referral_id: UUID, audience: Audience
) -> ReferralForReader:
    """Gather the "what happens next" slip.

    Raises NotFound, and NotPermitted where the rule does not let the referral go to
    this reader, or for a reader who is neither family nor youth.
    """
    if audience not in READERS:
        raise NotPermitted(N_("This slip is for the family or the youth only."))
    facts = referral_facts.referral(session, referral_id)
    if facts.state is ReferralState.ENTERED_IN_ERROR:
        raise NotFound(N_("There is no such referral."))
    page = member_page.member_page(session, facts.member_id)
    check_alive(session, page)
    reader = reader_for(session, page, audience)
    chain = _chain(session, facts)
    for seal in chain:
        decision = decide(seal, reader)
        if not decision.released:
            raise NotPermitted(decision.reason)
    visit, withheld = _visit(session, page, facts, Sieve(reader))
    return _row(session, page, audience, facts, visit, withheld, chain)


def _row(
    session: UnitOfWork,
    page: MemberPage,
    audience: Audience,
    facts: ReferralFacts,
    visit: AppointmentRow | None,
    withheld: int,
    chain: tuple[Seal, ...],
) -> ReferralForReader:
    asked = facts.state is ReferralState.FAMILY_ACTION
    booked = facts.state is ReferralState.SCHEDULED and not withheld
    details = facts.details
    return ReferralForReader(
        page.id,
        facts.id,
        page.name,
        reader_name(page, audience),
        audience,
        family_language(page, audience),
        details.domain,
        details.need,
        details.agency,
        details.agency_phone,
        facts.state,
        facts.detail,
        facts.turn,
        facts.wanted if asked else "",
        facts.due_on,
        facts.visit_on if booked else None,
        visit,
        clinic.clinic(session),
        page.enrollment.coordinator if page.enrollment else "",
        withheld,
        next((seal for seal in chain if not seal.ordinary), Seal()),
    )


def _chain(session: UnitOfWork, facts: ReferralFacts) -> tuple[Seal, ...]:
    """The seals from the origin down: concern, goal, the referral's own."""
    goal, concern = session.execute(
        select(Goal, Concern)
        .select_from(Referral)
        .outerjoin(Goal, Goal.id == Referral.goal_id)
        .outerjoin(Concern, Concern.id == Goal.concern_id)
        .where(Referral.id == facts.id)
    ).one()
    above = tuple(one.seal for one in (concern, goal) if one is not None)
    return (*above, facts.details.seal)


def _visit(
    session: UnitOfWork, page: MemberPage, facts: ReferralFacts, sieve: Sieve
) -> tuple[AppointmentRow | None, int]:
    """The next visit booked for this referral, and how many of them are withheld."""
    ours = set(
        session.scalars(
            select(Appointment.id).where(Appointment.referral_id == facts.id)
        )
    )
    coming = [one for one in page.appointments if one.id in ours]
    kept = coming_visits(session, page, sieve, coming)
    return (kept[0] if kept else None), sieve.withheld
