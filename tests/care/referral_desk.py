"""A coordinator at work on one child's referrals, a transaction an act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy import func, select

from hhdesk.care import members, referral_acts, referral_history
from hhdesk.care.audit import AuditEntry
from hhdesk.care.consents import Basis
from hhdesk.care.goals import Domain
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Name
from hhdesk.care.referral_acts import Created
from hhdesk.care.referral_facts import ReferralDetails, ReferralFacts
from hhdesk.care.referral_history import EventRow
from hhdesk.care.referral_states import ReferralState
from hhdesk.care.referral_steps import Closing, Evidence, Sharing, Step, Told
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork

S = ReferralState
P = ParamSpec("P")
T = TypeVar("T")

TODAY = date(2026, 11, 21)
CALLED = Told(how_known="The agency called")
SIGNED = Sharing(Basis.SIGNED)
EARLY_START = ReferralDetails(
    Domain.DEVELOPMENTAL, "Early intervention", "Regional Center", "510-555-0166"
)
FOOD = ReferralDetails(Domain.SOCIAL_SUPPORT, "Food", "Food bank")


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def helped(evidence: Evidence, on: date = TODAY) -> Closing:
    return Closing(S.GOT_HELP, service_on=on, evidence=evidence)


@dataclass
class Desk:
    """Runs use cases as one person; `member_id` is the child of whom they are."""

    database: Database
    actor_id: UUID
    member_id: UUID

    def do(
        self,
        act: Callable[Concatenate[UnitOfWork, P], T],
        *args: P.args,
        **named: P.kwargs,
    ) -> T:
        """One act in a transaction of its own."""
        with self.database.transaction(self.actor_id) as session:
            return act(session, *args, **named)

    def ask(
        self,
        question: Callable[Concatenate[UnitOfWork, P], T],
        *args: P.args,
        **named: P.kwargs,
    ) -> T:
        """What a screen reads."""
        with self.database.reading() as session:
            answer = question(session, *args, **named)
            session.expunge_all()
        return answer

    def draft(
        self, details: ReferralDetails = EARLY_START, on: date | None = None
    ) -> Created:
        return self.do(referral_acts.create, self.member_id, details, Told(on))

    def move(self, row: ReferralFacts, to: S, **said: Any) -> ReferralFacts:
        """A step, told by the agency unless said otherwise."""
        step = replace(Step(to, CALLED), **said)
        return self.do(referral_acts.move, row.id, step, seen=row.version)

    def sent(
        self,
        details: ReferralDetails = EARLY_START,
        on: date | None = None,
        sharing: Sharing = SIGNED,
    ) -> ReferralFacts:
        """A referral that was drafted and sent on one day."""
        row = self.draft(details, on).referral
        told = Told(on)
        return self.do(referral_acts.send, row.id, sharing, told, seen=row.version)

    def close(
        self, row: ReferralFacts, closing: Closing, told: Told = CALLED
    ) -> ReferralFacts:
        return self.do(referral_acts.close, row.id, closing, told, seen=row.version)

    def history(self, row: ReferralFacts) -> tuple[EventRow, ...]:
        return self.ask(referral_history.timeline, row.id)

    def audited(self) -> int:
        """How many rows the audit chain has."""
        return self.ask(
            lambda session: session.scalar(select(func.count(AuditEntry.id))) or 0
        )


def desk(
    database: Database, actor_id: UUID, details: MemberDetails | None = None
) -> Desk:
    """A desk with a new child, a toddler unless said otherwise."""
    child = details or MemberDetails(Name("Mateo", "Hernández"), date(2025, 5, 14))
    with database.transaction(actor_id) as session:
        member_id = members.create(session, child)
    return Desk(database, actor_id, member_id)
