"""Children go to another coordinator with all that is open for them, and back."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import caseload_children, handovers, reassignment, staff
from hhdesk.care.appointments import Appointment
from hhdesk.care.care_team import TeamMember
from hhdesk.care.reassignment import Moving
from hhdesk.care.referrals import Referral
from hhdesk.care.staff import Role, Staff
from hhdesk.errors import ChangedElsewhere, InvalidField, NotFound, NotPermitted
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.care.caseload_desk import (
    INES,
    LEAD,
    Children,
    add_staff,
    chosen,
    furnish,
    segment,
)
from tests.databases import ACTOR_ID, OTHER_ID

NOTE = Moving(INES, "Call the mother after four.")


@pytest.fixture
def children(database: Database) -> Children:
    with database.transaction(ACTOR_ID) as session:
        return furnish(session)


def owners(session: UnitOfWork, child: UUID) -> dict[str, UUID | None]:
    found = session.scalars(select(Referral).where(Referral.member_id == child))
    return {one.need: one.owner_id for one in found}


def visit_with(session: UnitOfWork, child: UUID) -> UUID | None:
    found = select(Appointment.staff_id).where(Appointment.member_id == child)
    return session.scalars(found).one()


def team_line(session: UnitOfWork, child: UUID) -> tuple[str, UUID | None]:
    one = session.scalars(select(TeamMember).where(TeamMember.member_id == child)).one()
    return one.name, one.staff_id


def test_what_is_open_goes_along_and_all_of_it_comes_back(
    database: Database, children: Children
) -> None:
    ana = children.ana
    with database.transaction(ACTOR_ID) as session:
        done = reassignment.hand_over(session, [chosen(session, ana)], NOTE)
    with database.reading() as session:
        assert segment(session, ana).coordinator_id == INES
        mine = {"open": INES, "nobody's": INES, "done": ACTOR_ID, "reported": INES}
        assert owners(session, ana) == mine
        # Nobody ticked the visits: the family expects whom it knows.
        assert visit_with(session, ana) == ACTOR_ID
        assert team_line(session, ana) == ("Ines", INES)
        (note,) = handovers.unread(session, INES)
        assert (note.child.given, note.former, note.note) == (
            "Ana",
            "Rosa Delgado",
            NOTE.note,
        )
    with database.transaction(ACTOR_ID) as session:
        reassignment.take_back(session, done)
    with database.reading() as session:
        assert segment(session, ana).coordinator_id == ACTOR_ID
        assert owners(session, ana)["open"] == ACTOR_ID
        assert owners(session, ana)["nobody's"] is None
        assert team_line(session, ana) == ("Rosa D.", ACTOR_ID)
        assert handovers.unread(session, INES) == ()


def test_the_note_is_read_by_whom_it_is_for(
    database: Database, children: Children
) -> None:
    moving = Moving(INES, notes={children.ana: "A", children.beto: "B"}, visits=True)
    with database.transaction(ACTOR_ID) as session:
        both = [chosen(session, key) for key in (children.ana, children.beto)]
        done = reassignment.hand_over(session, both, moving)
        assert visit_with(session, children.ana) == INES
    first = done.children[0]
    with pytest.raises(NotPermitted), database.transaction(ACTOR_ID) as session:
        handovers.mark_read(session, first.handover_id)
    with database.transaction(INES) as session:
        handovers.mark_read(session, first.handover_id)
        assert [one.note for one in handovers.unread(session, INES)] == ["B"]
        # Who gets the child next gets the note that nobody has read.
        passed_on = Moving(ACTOR_ID, "C")
        reassignment.hand_over(session, [chosen(session, children.beto)], passed_on)
        notes = {one.note for one in handovers.unread(session, ACTOR_ID)}
    assert notes == {"B", "C"}
    with pytest.raises(ChangedElsewhere), database.transaction(ACTOR_ID) as session:
        reassignment.take_back(session, done)


def test_a_coordinator_hands_over_their_own_and_a_lead_everybodys(
    database: Database, children: Children
) -> None:
    with database.transaction(ACTOR_ID) as session:
        # Without a lead, every coordinator may: the clinic must not lock itself out.
        assert staff.leads(session, INES)
        assert not staff.leads(session, OTHER_ID)
        add_staff(session, LEAD, "Denise", Role.LEAD)
        beto = chosen(session, children.beto)
    with database.reading() as session:
        assert not caseload_children.prospect(session, [children.ana], INES).siblings
        seen = caseload_children.prospect(session, [children.ana], LEAD)
    assert [row.name.given for row in seen.siblings] == ["Beto"]
    assert (seen.referrals, seen.visits) == (3, 1)
    theirs = Moving(LEAD, "to me")
    with pytest.raises(NotPermitted), database.transaction(INES) as session:
        reassignment.hand_over(session, [beto], theirs)
    with database.transaction(LEAD) as session:
        reassignment.hand_over(session, [beto], NOTE)
    with pytest.raises(ChangedElsewhere), database.transaction(LEAD) as session:
        reassignment.hand_over(session, [beto], theirs)


def test_nothing_moves_without_a_note_or_to_who_cannot_take_over(
    database: Database, children: Children
) -> None:
    def refused(moving: Moving) -> str:
        with database.reading() as session:
            both = [chosen(session, key) for key in (children.ana, children.beto)]
        with pytest.raises(InvalidField) as told, database.transaction(ACTOR_ID) as s:
            reassignment.hand_over(s, both, moving)
        return told.value.field

    assert refused(Moving(INES, " ", {children.ana: "only hers"})) == "note"
    assert refused(Moving(OTHER_ID, "an interpreter")) == "to_id"
    assert refused(Moving(ACTOR_ID, "mine already")) == "to_id"
    with database.transaction(ACTOR_ID) as session:
        session.get_one(Staff, INES).active = False
    with pytest.raises(NotFound), database.transaction(ACTOR_ID) as session:
        reassignment.hand_over(session, [chosen(session, children.ana)], NOTE)
    with database.transaction(ACTOR_ID) as session:
        assert segment(session, children.ana).coordinator_id == ACTOR_ID
        # Who had nobody needs no note: there is nothing to be told.
        segment(session, children.beto).coordinator_id = None
        session.flush()
        add_staff(session, LEAD, "Denise", Role.COORDINATOR)
        given = reassignment.hand_over(
            session, [chosen(session, children.beto)], Moving(LEAD)
        )
    assert given.to == "Denise"
