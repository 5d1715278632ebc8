"""The morning meeting's sheet: whose day, what is withheld, what is recorded."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import audit_verdict, paper_orders
from hhdesk.care.appointments import Appointment
from hhdesk.care.audit import AuditEntry
from hhdesk.care.confidentiality import Audience, Consenter, Seal, Segment
from hhdesk.care.desk_messages import MessageDetails, leave
from hhdesk.care.disclosures import PAPER_MADE, Disclosure
from hhdesk.care.huddle import HuddleForReader, HuddleOrder
from hhdesk.care.members import MemberDetails, create
from hhdesk.care.open_loops import LoopKind, Whose
from hhdesk.care.paper_orders import Gathered
from hhdesk.care.person import Name
from hhdesk.care.stays import HospitalStay, StayKind, StayStatus
from hhdesk.errors import NotPermitted
from hhdesk.store.engine import Database
from tests.care.counter import SEALED, TODAY, Counter
from tests.databases import ACTOR_ID, OTHER_ID


@pytest.fixture
def counter(database: Database) -> Counter:
    return Counter(database)


def gather(counter: Counter, whose: Whose, staff_id: UUID = ACTOR_ID) -> Gathered:
    found: Gathered = counter.read(paper_orders.gather, HuddleOrder(whose, staff_id))
    return found


def sheet(counter: Counter, whose: Whose = Whose.MINE, **of: Any) -> HuddleForReader:
    rows = gather(counter, whose, **of).rows
    assert isinstance(rows, HuddleForReader)
    return rows


def test_the_sheet_tells_the_visit_and_what_is_open_for_the_child(
    counter: Counter,
) -> None:
    counter.book()
    counter.act(leave, counter.child, MessageDetails("The mother asks for a call."))
    (visit,) = sheet(counter).visits
    assert (visit.child.name.full, visit.title) == ("Guadalupe Díaz", "Hearing test")
    assert visit.child.coordinator == "Rosa Delgado"
    assert LoopKind.MESSAGE in {row.key.kind for row in visit.open}


def test_it_is_of_ones_own_children_or_of_everybodys(counter: Counter) -> None:
    counter.book()
    assert len(sheet(counter, Whose.EVERYONE, staff_id=OTHER_ID).visits) == 1
    assert sheet(counter, Whose.MINE, staff_id=OTHER_ID).visits == ()
    with counter.database.transaction(ACTOR_ID) as session:
        session.scalars(select(Appointment)).one().staff_id = OTHER_ID
    assert len(sheet(counter, Whose.MINE, staff_id=OTHER_ID).visits) == 1
    with pytest.raises(NotPermitted):
        gather(counter, Whose.MINE, counter.child)


def _stay(counter: Counter, seal: Seal) -> None:
    with counter.database.transaction(ACTOR_ID) as session:
        stay = HospitalStay(
            member_id=counter.child,
            kind=StayKind.INPATIENT,
            status=StayStatus.IN_PROGRESS,
            known_on=TODAY,
            begins_on=TODAY,
            place="Bayside",
        )
        stay.put_seal(seal)
        session.add(stay)


def test_who_is_in_hospital_stands_on_it(counter: Counter) -> None:
    _stay(counter, Seal())
    (stay,) = sheet(counter).stays
    assert (stay.child.name.full, stay.place) == ("Guadalupe Díaz", "Bayside")


def test_what_is_sealed_is_withheld_and_counted_and_its_child_not_named(
    counter: Counter,
) -> None:
    visit = counter.book(seal=SEALED)
    _stay(counter, Seal(Segment.MENTAL_HEALTH, Consenter.CAREGIVER))
    details = MessageDetails("Call her alone.", about_id=visit.id)
    counter.act(leave, counter.child, details)
    rows = sheet(counter, Whose.EVERYONE)
    assert (rows.visits, rows.stays) == ((), ())
    assert "Call her alone." not in repr(rows.overdue)
    assert rows.withheld >= 2
    counter.book()
    rows = sheet(counter, Whose.EVERYONE)
    assert len(rows.visits) == 1
    assert "Call her alone." not in repr(rows)


def test_each_child_on_it_has_an_entry_and_the_number_is_in_the_chain(
    counter: Counter,
) -> None:
    counter.book()
    noah = MemberDetails(Name("Noah"), TODAY.replace(year=2016))
    other = counter.act(create, noah)
    gathered = gather(counter, Whose.MINE)
    assert isinstance(gathered.rows, HuddleForReader)
    counter.act(paper_orders.hand_out, gathered, language="en", pdf=b"%PDF")
    with counter.database.reading() as session:
        entries = session.scalars(select(Disclosure)).all()
        assert {one.member_id for one in entries} == gathered.rows.seals.keys()
        assert gathered.rows.seals.keys() >= {counter.child}
        assert other not in gathered.rows.seals
        assert {one.audience for one in entries} == {Audience.CARE_TEAM}
        assert {one.what for one in entries} == {f"huddle {gathered.number}"}
        made = session.scalars(
            select(AuditEntry).where(AuditEntry.act == PAPER_MADE)
        ).one()
        assert made.member_id is None
        assert made.detail["number"] == gathered.number
        verdict = audit_verdict.verify(session, papers=[gathered.number])
        assert (verdict.faults, verdict.papers) == ((), 1)
