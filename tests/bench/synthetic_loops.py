"""What a clinic's members have going on, for benchmarks: plans, visits, contacts,
consents, coverage, stays, messages - most of it done, some of it open or late."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from hhdesk.care.appointments import Appointment
from hhdesk.care.arrangements import Arrangement
from hhdesk.care.consents import Consent
from hhdesk.care.coverage import Coverage
from hhdesk.care.desk_messages import DeskMessage
from hhdesk.care.goals import Activity, Goal
from hhdesk.care.handovers import Handover
from hhdesk.care.members import Member
from hhdesk.care.outreach import OutreachAttempt
from hhdesk.care.plan_records import CarePlan, CarePlanVersion
from hhdesk.care.snoozes import LoopClosing, Snooze
from hhdesk.care.staff import Staff
from hhdesk.care.stays import HospitalStay
from hhdesk.store.engine import Database
from hhdesk.store.ids import uuid7
from tests.bench.synthetic_clinic import NOW

TODAY = NOW.date()
BATCH = 1_500
# Parents before their children.
KINDS: list[Any] = [
    CarePlan,
    CarePlanVersion,
    Goal,
    Activity,
    Appointment,
    Arrangement,
    OutreachAttempt,
    Consent,
    Coverage,
    HospitalStay,
    DeskMessage,
    Handover,
    Snooze,
    LoopClosing,
]
TITLES = ("Well visit", "Asthma follow-up", "Dental visit", "Home visit", "Vaccines")

Rows = dict[Any, list[dict[str, Any]]]


class Lives:
    """Makes what each member has going on, the same for the same seed."""

    def __init__(self, organization_id: UUID, staff: list[UUID], seed: int = 1) -> None:
        self._chance, self._staff = random.Random(seed), staff
        self._owned = {"organization_id": organization_id}
        self._stamps = {"created_at": NOW, "changed_at": NOW, "version": 1}
        self.rows: Rows = {}

    def _id(self) -> UUID:
        milliseconds = int(NOW.timestamp() * 1000)
        return uuid7(milliseconds, self._chance.getrandbits(74))

    def _add(self, table: Any, /, **values: Any) -> UUID:
        key = self._id()
        stamps = {} if table is CarePlanVersion else self._stamps
        row = {"id": key, **self._owned, **stamps, **values}
        self.rows.setdefault(table, []).append(row)
        return key

    def _day(self, ago: int, ahead: int) -> date:
        return TODAY + timedelta(days=self._chance.randrange(-ago, ahead))

    def _moment(self, ago: int, ahead: int) -> datetime:
        hours = self._chance.randrange(8, 17)
        return NOW + timedelta(days=self._chance.randrange(-ago, ahead), hours=hours)

    def _rarely(self, share: float) -> bool:
        return self._chance.random() < share

    def member(self, key: UUID) -> None:
        if self._rarely(0.9):
            self._plan(key)
        self._visits(key)
        for _ in range(10):
            outcome = self._chance.choice(("reached", "reached", "not_reached"))
            at = self._moment(400, 0) - timedelta(days=1)
            self._add(
                OutreachAttempt, member_id=key, at=at, way="phone", outcome=outcome
            )
        self._papers(key)
        self._rest(key)

    def _plan(self, key: UUID) -> None:
        review = self._day(20, 200) if self._rarely(0.7) else None
        plan = self._add(
            CarePlan, member_id=key, status="active", number=1, review_on=review
        )
        saved = self._moment(300, 0)
        self._add(
            CarePlanVersion,
            plan_id=plan,
            number=1,
            saved_at=saved,
            saved_by=self._staff[0],
            content="{}",
            sha256="",
        )
        for _ in range(3):
            goal = self._add(
                Goal,
                plan_id=plan,
                domain="medical",
                family_words="We sleep through the night.",
                target_on=self._day(5, 200),
                lifecycle="active",
            )
            for _ in range(2):
                done = self._rarely(0.8)
                self._add(
                    Activity,
                    plan_id=plan,
                    goal_id=goal,
                    text="Call the school",
                    due_on=self._day(200, 20) if done else self._day(6, 120),
                    status="completed" if done else "not-started",
                )

    def _visits(self, key: UUID) -> None:
        for n in range(8):
            at = self._moment(30, 40) if n < 2 else self._moment(500, 0)
            past = at < NOW
            status = self._chance.choices(
                ("fulfilled", "noshow", "cancelled", "booked"),
                (90, 6, 4, 1) if past else (0, 0, 5, 95),
            )[0]
            visit = self._add(
                Appointment,
                member_id=key,
                title=self._chance.choice(TITLES),
                starts_at=at,
                ends_at=at + timedelta(minutes=30),
                status=status,
            )
            if self._rarely(0.3):
                ride = "confirmed" if past or self._rarely(0.7) else "needed"
                self._add(
                    Arrangement, appointment_id=visit, kind="transport", status=ride
                )

    def _papers(self, key: UUID) -> None:
        for audience in ("school", "care_team"):
            given = self._day(360, -1)
            self._add(
                Consent,
                member_id=key,
                audience=audience,
                segments=["general"],
                given_by="caregiver",
                basis="signed",
                given_on=given,
                until=given + timedelta(days=365),
                status="active",
                provision="permit",
                scope="patient-privacy",
                further_recipients=[],
                limits=[],
            )
        self._add(
            Coverage,
            member_id=key,
            payer="Medi-Cal",
            status="active",
            renewal_on=self._day(10, 355),
        )

    def _rest(self, key: UUID) -> None:
        if self._rarely(0.25):
            known = self._day(360, 0)
            self._add(
                HospitalStay,
                member_id=key,
                kind="ed",
                status="finished",
                known_on=known,
                begins_on=known,
                ends_on=known,
            )
        if self._rarely(0.02):
            to = self._staff[key.int % len(self._staff)]
            self._add(DeskMessage, member_id=key, text="Call back", to_id=to)
        if self._rarely(0.01):
            on = self._day(5, 0)
            to = self._staff[1]
            self._add(Handover, member_id=key, to_id=to, note="Knows no English", on=on)
        if self._rarely(0.02):
            self._add(
                Snooze,
                member_id=key,
                kind="contact",
                item_id=key,
                due_on=self._day(20, 0),
                until_on=self._day(0, 20),
                reason="On holiday",
            )
        if self._rarely(0.1):
            self._add(
                LoopClosing,
                member_id=key,
                kind="age",
                item_id=key,
                rule="own_consent",
                closed_on=self._day(300, 0),
                reason="Talked about",
            )

    def batches(self, members: list[UUID]) -> Iterator[Rows]:
        for begun in range(0, len(members), BATCH):
            for key in members[begun : begun + BATCH]:
                self.member(key)
            rows, self.rows = self.rows, {}
            yield rows


def fill(database: Database) -> None:
    """Write what the members that are there have going on."""
    with database.engine.execution_options(immediate=True).begin() as connection:
        members = list(connection.scalars(select(Member.id).order_by(Member.id)))
        staff = list(connection.scalars(select(Staff.id).order_by(Staff.id)))
        making = Lives(database.organization_id, staff)
        for rows in making.batches(members):
            for kind in KINDS:
                if rows.get(kind):
                    connection.execute(insert(kind), rows[kind])
