"""Referrals in very large number for benchmarks, each with its first event."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from hhdesk.care.members import Member
from hhdesk.care.referral_states import PHASES, ReferralState, first_detail
from hhdesk.care.referrals import Referral, ReferralEvent
from hhdesk.care.staff import Staff
from hhdesk.store.engine import Database
from hhdesk.store.ids import uuid7
from tests.bench.synthetic_clinic import NOW

BATCH = 20_000
NEEDS = (
    ("developmental", "Early intervention", "Regional Center of the East Bay"),
    ("dental", "Dental care", "La Clínica Dental"),
    ("medical", "Asthma home visit", "Alameda Asthma Start"),
    ("mental_health", "Counseling", "Asian Health Services"),
    ("social_support", "Food", "Alameda County Food Bank"),
    ("education", "School plan", "Oakland Unified School District"),
    ("social_support", "Housing", "211 Alameda County"),
)
OPEN = [
    state for phase, states in PHASES.items() if phase != "closed" for state in states
]


class Referrals:
    """Makes open referrals, spread over clocks of a year."""

    def __init__(self, organization_id: UUID, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        self._every = {"organization_id": organization_id}
        self._stamped = {"created_at": NOW, "changed_at": NOW, "version": 1}

    def _id(self) -> UUID:
        milliseconds = int(NOW.timestamp() * 1000)
        return uuid7(milliseconds, self._chance.getrandbits(74))

    def pair(self, members: list[UUID], staff: list[UUID]) -> list[dict[str, Any]]:
        """A referral's row and that of its event."""
        state: ReferralState = self._chance.choice(OPEN)
        domain, need, agency = self._chance.choice(NEEDS)
        since = date(2026, 11, 20) - timedelta(days=self._chance.randrange(300))
        key = self._id()
        referral = {
            "id": key,
            "member_id": self._chance.choice(members),
            "owner_id": self._chance.choice(staff),
            "domain": domain,
            "need": need,
            "agency": agency,
            "state": state,
            "detail": first_detail(state),
            "state_since": since,
            "due_on": since + timedelta(days=self._chance.randrange(1, 60)),
        }
        event = {
            "id": self._id(),
            "referral_id": key,
            "to_state": state,
            "happened_on": since,
            "entered_at": NOW,
            "note": "Called and left word",
        }
        return [self._every | self._stamped | referral, self._every | event]

    def batches(
        self, size: int, members: list[UUID], staff: list[UUID]
    ) -> Iterator[list[list[dict[str, Any]]]]:
        """Pairs of rows, many at a time."""
        for begun in range(0, size, BATCH):
            count = min(BATCH, size - begun)
            yield [self.pair(members, staff) for _ in range(count)]


def fill(database: Database, size: int) -> None:
    """Write `size` open referrals of the members that are there."""
    making = Referrals(database.organization_id)
    with database.engine.execution_options(immediate=True).begin() as connection:
        members = list(connection.scalars(select(Member.id).order_by(Member.id)))
        staff = list(connection.scalars(select(Staff.id).order_by(Staff.id)))
        for pairs in making.batches(size, members, staff):
            connection.execute(insert(Referral), [pair[0] for pair in pairs])
            connection.execute(insert(ReferralEvent), [pair[1] for pair in pairs])
