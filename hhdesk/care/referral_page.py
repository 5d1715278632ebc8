"""One referral as its detail shows it: the facts, the people, all that is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hhdesk.care import (
    clinic_calendar,
    deadlines,
    referral_choices,
    referral_facts,
    referral_history,
)
from hhdesk.care.deadlines import Deadline
from hhdesk.care.members import Member
from hhdesk.care.person import Name
from hhdesk.care.referral_choices import ReferralAct
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_history import CycleRow, EventRow
from hhdesk.care.referral_list import TrackedRow
from hhdesk.care.referral_sharing import SharedFacts, shared_facts
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referrals import EventKind
from hhdesk.care.staff import Staff
from hhdesk.store.session import UnitOfWork


@dataclass(frozen=True, slots=True)
class ReferralPage:
    """`today` is the clinic's day, from which distances are told."""

    today: date
    facts: ReferralFacts
    child: Name
    owner: str
    events: tuple[EventRow, ...]
    cycles: tuple[CycleRow, ...]
    shared: SharedFacts
    tracked: TrackedRow
    """As the tracker lists it, with the days of its clock."""

    @property
    def reached(self) -> frozenset[ReferralState]:
        return referral_history.reached(self.facts.state, self.events)

    @property
    def offered(self) -> tuple[ReferralAct, ...]:
        """The lawful next acts, the likeliest first."""
        return referral_choices.offered(self.facts, self.today, self.reached)


def referral_page(session: UnitOfWork, referral_id: UUID) -> ReferralPage:
    """Everything that the detail of one referral shows; raises NotFound."""
    facts = referral_facts.referral(session, referral_id)
    member = session.get_one(Member, facts.member_id)
    owner_id = facts.details.owner_id
    owner = session.get(Staff, owner_id) if owner_id else None
    events = referral_history.timeline(session, referral_id)
    days = None
    if facts.due_on is not None:
        calendar = clinic_calendar.around(session, session.today())
        days = calendar.left(session.today(), facts.due_on)
    return ReferralPage(
        session.today(),
        facts,
        member.name,
        owner.name if owner else "",
        events,
        referral_history.cycles(session, referral_id),
        shared_facts(session, member.id, facts.details.seal),
        _tracked(facts, member, days, events),
    )


def _tracked(
    row: ReferralFacts, member: Member, days: int | None, events: Iterable[EventRow]
) -> TrackedRow:
    details = row.details
    return TrackedRow(
        row.id,
        row.version,
        row.due_on,
        days,
        owner="",
        member_id=member.id,
        child=member.name,
        domain=details.domain,
        need=details.need,
        agency=details.agency,
        state=row.state,
        detail=row.detail,
        wanted=row.wanted,
        urgency=details.urgency,
        visit_on=row.visit_on,
        deadline=_deadline(row, member.birth_date, events),
    )


def _deadline(
    row: ReferralFacts, born: date, events: Iterable[EventRow]
) -> Deadline | None:
    """What a law sets; it runs from the day of sending."""
    details = row.details
    rule = deadlines.rule_for(details.domain, row.state, details.need, details.agency)
    sent = [
        event.happened_on
        for event in referral_history.standing(events)
        if event.to_state is ReferralState.SENT
        and event.kind in {EventKind.STEP, EventKind.IMPORTED}
        and event.happened_on is not None
    ]
    return rule.of(born, max(sent)) if rule and sent else None
