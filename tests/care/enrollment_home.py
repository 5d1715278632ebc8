"""One child in a program, an act a transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care import enrollment_acts, enrollment_history, members, silence
from hhdesk.care.enrollment import NOTHING, EnrollmentSegment, Said
from hhdesk.care.enrollment_history import SegmentRow
from hhdesk.care.programs import EndReason, SegmentState
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.care.act_desk import CHILD
from tests.care.act_desk import Desk as Acts
from tests.databases import ACTOR_ID

TODAY = date(2026, 11, 21)


@dataclass
class Home:
    """One child in the program, an act a transaction."""

    database: Database
    member_id: UUID
    sibling_id: UUID = UUID(int=0)

    def do(self, act: Any, *told: Any, **named: Any) -> Any:
        with self.database.transaction(ACTOR_ID) as session:
            return act(session, *told, **named)

    @property
    def rows(self) -> tuple[SegmentRow, ...]:
        with self.database.reading() as session:
            return enrollment_history.of_member(session, self.member_id)

    @property
    def now(self) -> SegmentRow:
        return self.rows[0]

    def step(
        self,
        to: SegmentState,
        reason: EndReason | None = None,
        said: Said = NOTHING,
        on: date = TODAY,
    ) -> None:
        row = self.now
        act = enrollment_acts.move
        self.do(act, row.id, to, on, reason, said, seen=row.version)

    def act(self, act: Any, *told: Any) -> Any:
        row = self.now
        return self.do(act, row.id, *told, seen=row.version)

    def back(self) -> None:
        self.act(enrollment_acts.take_back)

    def silent(self) -> bool:
        with self.database.reading() as session:
            return silence.silent(session, self.member_id)


def home_on(database: Database) -> Home:
    """The child has just entered the program."""
    with database.transaction(ACTOR_ID) as session:
        member_id = members.create(session, CHILD, ACTOR_ID)
    made = Home(database, member_id)
    made.act(enrollment_acts.enter, "ca-ecm", TODAY)
    return made


def furnish(home: Home) -> None:
    with home.database.transaction(ACTOR_ID) as session:
        desk = Acts(session, home.member_id, segment_of_current(session, home))
        desk.plan()
        desk.draft()
        desk.visit(hours=3)


def segment_of_current(session: UnitOfWork, home: Home) -> UUID:
    return session.scalars(
        select(EnrollmentSegment.id).where(
            EnrollmentSegment.member_id == home.member_id, EnrollmentSegment.current
        )
    ).one()
