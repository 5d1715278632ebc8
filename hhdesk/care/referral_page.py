"""One referral as its detail shows it: the facts, the people, all that is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hhdesk.care import referral_choices, referral_facts, referral_history
from hhdesk.care.members import Member
from hhdesk.care.person import Name
from hhdesk.care.referral_choices import ReferralAct
from hhdesk.care.referral_facts import ReferralFacts
from hhdesk.care.referral_history import CycleRow, EventRow
from hhdesk.care.referral_sharing import SharedFacts, shared_facts
from hhdesk.care.referral_states import ReferralState
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
    return ReferralPage(
        session.today(),
        facts,
        member.name,
        owner.name if owner else "",
        referral_history.timeline(session, referral_id),
        referral_history.cycles(session, referral_id),
        shared_facts(session, member.id, facts.details.seal),
    )
