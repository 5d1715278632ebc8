"""The board tells who carries what; overload is measured against the colleagues."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from hhdesk.care import absences, caseload, caseload_children, staff_teams
from hhdesk.care.absences import AbsenceDetails
from hhdesk.care.caseload import Asked, Board, CaseloadRow, Order, Strain
from hhdesk.care.caseload_due import Due
from hhdesk.care.members import Member
from hhdesk.care.staff import Role
from hhdesk.store.engine import Database
from tests.care.caseload_desk import (
    INES,
    LEAD,
    TODAY,
    add_staff,
    furnish,
    segment,
)
from tests.databases import ACTOR_ID


def row(number: int, children: int, late: int = 0) -> CaseloadRow:
    return CaseloadRow(
        UUID(int=number),
        f"n{number}",
        Role.COORDINATOR,
        children=children,
        tiers={"1": children},
        due=Due(late),
        languages=("es-MX",) if number % 2 else ("vi",),
    )


@pytest.mark.parametrize(
    ("children", "late", "strain"),
    [
        (40, 3, Strain.USUAL),
        (55, 3, Strain.ABOVE),
        (80, 3, Strain.FAR_ABOVE),
        # Few children, but drowning in late things.
        (20, 40, Strain.FAR_ABOVE),
        # Twice as late as others is little where others have none.
        (40, 4, Strain.USUAL),
    ],
)
def test_overload_is_more_than_colleagues_have(
    children: int, late: int, strain: Strain
) -> None:
    one = row(1, children, late)
    others = [row(n, 40, 2) for n in range(2, 5)]
    assert Board((one, *others)).strain(one) is strain
    assert Board((one,)).strain(one) is Strain.USUAL


def test_filters_leave_what_is_to_be_mended_and_change_no_number() -> None:
    nobody = CaseloadRow(None, children=3, tiers={"2": 3})
    left = CaseloadRow(UUID(int=9), "gone", active=False, children=1)
    board = Board((nobody, left, row(1, 40), row(2, 50), row(4, 60)))
    assert board.most == 60
    assert [one.name for one in board.shown(Asked(language="es"))][2:] == ["n1"]
    assert board.shown(Asked(tier="2")) == (nobody, left)
    most = board.shown(Asked(order=Order.CHILDREN))
    assert [one.name for one in most] == ["", "gone", "n4", "n2", "n1"]
    assert caseload.speaks((), "en")


def test_the_board_counts_children_due_work_and_who_is_away(
    database: Database,
) -> None:
    with database.transaction(ACTOR_ID) as session:
        here = furnish(session)
        add_staff(session, LEAD, "Denise", Role.LEAD)
        segment(session, here.beto).coordinator_id = None
        segment(session, here.ana).tier = "2"
        session.flush()
    with database.transaction(LEAD) as session:
        staff_teams.make(session, "East", [INES])
        away = AbsenceDetails(ACTOR_ID, TODAY, TODAY + timedelta(days=3), INES)
        absences.enter(session, away)
    with database.reading() as session:
        board = caseload.board(session, LEAD)
        assert caseload.board(session, INES).leads is False
        found = caseload_children.children(session, caseload_children.Asked(ACTOR_ID))
    names = [one.name for one in board.rows]
    assert names == ["", "Denise", "Ines", "Rosa Delgado"]
    nobody, _, ines, rosa = board.rows
    assert nobody.to_mend
    assert (nobody.children, rosa.children, rosa.tiers) == (1, 1, {"2": 1})
    assert rosa.due.overdue == 2
    assert rosa.due.oldest == TODAY - timedelta(days=3)
    assert rosa.away(TODAY)
    assert [one.name for one in ines.covers] == ["Rosa Delgado"]
    assert board.leads
    team = board.teams[0].id
    assert [one.name for one in board.shown(Asked(team))] == ["", "Ines"]
    (ana,) = found.first
    assert ana is not None
    assert ana.open.next_due == TODAY - timedelta(days=3)
    assert found.languages == ("es",)


def test_a_child_who_died_is_on_nobody_s_board(database: Database) -> None:
    with database.transaction(ACTOR_ID) as session:
        here = furnish(session)
        session.get_one(Member, here.ana).deceased_on = TODAY
        session.flush()
        board = caseload.board(session, ACTOR_ID)
    assert sum(one.children for one in board.rows) == 1
