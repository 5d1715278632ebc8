"""Somebody at the front desk, and one child with a mother who speaks Spanish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from hhdesk.care import booking, front_desk, front_desk_acts, members
from hhdesk.care.appointments import AppointmentDetails
from hhdesk.care.arrangements import ArrangementKind, ArrangementRow
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.confidentiality import Consenter, Seal, Segment
from hhdesk.care.front_desk import DeskRow
from hhdesk.care.front_desk_acts import DeskAct, Marked, Said
from hhdesk.care.household import Relationship
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Interpreter, Languages, Name
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, NOW

TODAY = date(2026, 11, 21)
OPEN = Seal()
SEALED = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
RIDE = ArrangementRow(ArrangementKind.TRANSPORT, detail="MediRide")
SPANISH = Languages("es", "es", Interpreter.NEEDED)
HALF_HOUR = timedelta(minutes=30)


class Counter:
    """Somebody at the front desk, and one child with a mother who speaks Spanish."""

    def __init__(self, database: Database) -> None:
        self.database = database
        mother = CaregiverDetails(Name("Lucía"), Relationship.MOTHER, languages=SPANISH)
        name = Name("Guadalupe", "Díaz", nickname="Lupita")
        self.child = self.act(
            members.create,
            MemberDetails(name, date(2015, 5, 14), "she/her", caregiver=mother),
            ACTOR_ID,
        )

    def act(self, use_case: Callable[..., Any], *args: Any, **named: Any) -> Any:
        with self.database.transaction(ACTOR_ID) as session:
            return use_case(session, *args, **named)

    def read(self, use_case: Callable[..., Any], *args: Any) -> Any:
        with self.database.reading() as session:
            return use_case(session, *args)

    def book(
        self, at: datetime = NOW, seal: Seal = OPEN, *, proposed: bool = False
    ) -> DeskRow:
        details = AppointmentDetails(
            "Hearing test", at, at + HALF_HOUR, "Room 2", "Dr. Shah", seal=seal
        )
        made = self.act(booking.book, self.child, details, [RIDE], proposed=proposed)
        return self.row(made.id)

    def row(self, visit: UUID) -> DeskRow:
        found: DeskRow = self.read(front_desk.row, visit)
        return found

    def mark(self, row: DeskRow, act: DeskAct, **said: Any) -> DeskRow:
        marked: Marked = self.act(
            front_desk_acts.mark, row.id, act, Said(**said), seen=row.version
        )
        return marked.row

    def undo(self, before: DeskRow, after: DeskRow) -> DeskRow:
        marked: Marked = self.act(front_desk_acts.undo, before, seen=after.version)
        return marked.row
