"""The calendar's window: one query, sealed visits busy, conflicts, what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from hhdesk.care import (
    appointment_calendar,
    attendance,
    booking,
    clinic_time,
    members,
    plan_disclosure,
    plan_saving,
)
from hhdesk.care.appointment_calendar import CalendarRow
from hhdesk.care.appointments import (
    AppointmentDetails,
    AppointmentStatus,
    CalledOffBy,
)
from hhdesk.care.arrangements import ArrangementKind, ArrangementRow
from hhdesk.care.confidentiality import Audience, Consenter, Seal, Segment
from hhdesk.care.goals import Domain, GoalRow
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.referrals import Referral
from hhdesk.care.translations import Pair
from hhdesk.store.engine import Database
from tests.databases import ACTOR_ID, OTHER_ID, ZONE, Clock

MONDAY = date(2026, 11, 23)
OPEN = Seal()
SEALED = Seal(Segment.MENTAL_HEALTH, Consenter.YOUTH)
WEEK = clinic_time.window(MONDAY, 7, ZONE)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return clinic_time.local_moment(day, time(hour, minute), ZONE)


def visit(
    title: str, starts: datetime, minutes: int = 30, seal: Seal = OPEN
) -> AppointmentDetails:
    ends = starts + timedelta(minutes=minutes)
    return AppointmentDetails(title, starts, ends, staff_id=ACTOR_ID, seal=seal)


@pytest.fixture
def people(database: Database) -> tuple[UUID, UUID]:
    names = [Name("Mateo", "Hernández"), Name("Jonah", "Park")]
    with database.transaction(ACTOR_ID) as session:
        made = [
            members.create(session, MemberDetails(name, date(2011, 5, 14)))
            for name in names
        ]
    return made[0], made[1]


def book(
    database: Database,
    member_id: UUID,
    details: AppointmentDetails,
    *kinds: ArrangementKind,
) -> CalendarRow:
    with database.transaction(ACTOR_ID) as session:
        row = booking.book(session, member_id, details, map(ArrangementRow, kinds))
    assert row
    return row


def week(
    database: Database, staff_id: UUID | None = None, member_id: UUID | None = None
) -> tuple[CalendarRow, ...]:
    with database.reading() as session:
        return appointment_calendar.between(session, *WEEK, staff_id, member_id)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def listen(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("SELECT"):
            statements.append(statement)

    event.listen(database.engine, "before_cursor_execute", listen)
    yield statements
    event.remove(database.engine, "before_cursor_execute", listen)


def test_a_week_comes_in_one_query_by_time(
    database: Database, people: tuple[UUID, UUID]
) -> None:
    mateo, jonah = people
    kinds = ArrangementKind.CHILD_CARE, ArrangementKind.TRANSPORT
    book(database, jonah, visit("Sports form", at(MONDAY, 8, 30)))
    book(database, mateo, visit("Well visit", at(MONDAY, 8, 30), 60), *kinds)
    book(database, mateo, visit("Dentist", at(MONDAY - timedelta(days=1), 23), 90))
    book(database, mateo, visit("Next week", at(MONDAY + timedelta(days=7), 0)))
    book(database, mateo, visit("Last week", at(MONDAY - timedelta(days=1), 23), 60))
    with database.reading() as session, counted(database) as statements:
        rows = appointment_calendar.between(session, *WEEK)
    assert len(statements) == 1
    assert [row.title for row in rows] == ["Dentist", "Well visit", "Sports form"]
    well = rows[1]
    assert (well.staff, well.member_id) == ("Rosa Delgado", mateo)
    assert [one.kind for one in well.arrangements] == [
        ArrangementKind.TRANSPORT,
        ArrangementKind.CHILD_CARE,
    ]


def test_a_window_is_of_one_coordinator_or_one_member_where_asked(
    database: Database, people: tuple[UUID, UUID]
) -> None:
    mateo, jonah = people
    book(database, mateo, visit("Ours", at(MONDAY, 9)))
    theirs = replace(visit("Theirs", at(MONDAY, 10)), staff_id=OTHER_ID)
    book(database, jonah, theirs)
    assert [row.title for row in week(database, staff_id=OTHER_ID)] == ["Theirs"]
    assert [row.title for row in week(database, member_id=mateo)] == ["Ours"]


def test_a_sealed_visit_is_busy_and_says_nothing_else(
    database: Database, people: tuple[UUID, UUID]
) -> None:
    _, jonah = people
    details = replace(
        visit("Counselling", at(MONDAY, 9), seal=SEALED), place="Room 7", with_whom="Li"
    )
    made = book(database, jonah, details, ArrangementKind.TRANSPORT)
    (row,) = week(database)
    assert row == made
    assert row == CalendarRow(
        row.id,
        1,
        details.starts_at,
        details.ends_at,
        AppointmentStatus.BOOKED,
        ACTOR_ID,
        "Rosa Delgado",
        busy=True,
    )


def test_on_the_members_own_page_it_is_open(
    database: Database, people: tuple[UUID, UUID]
) -> None:
    _, jonah = people
    book(database, jonah, visit("Counselling", at(MONDAY, 9), seal=SEALED))
    (row,) = week(database, member_id=jonah)
    assert (row.busy, row.title, row.seal) == (False, "Counselling", SEALED)


def test_a_sealed_visit_called_off_leaves_no_trace(
    database: Database, people: tuple[UUID, UUID], clock: Clock
) -> None:
    _, jonah = people
    row = book(database, jonah, visit("Counselling", at(MONDAY, 9), seal=SEALED))
    with database.transaction(ACTOR_ID) as session:
        by = CalledOffBy.AGENCY
        shown = attendance.call_off(session, row.id, by, "ill", seen=row.version)
    assert shown is None
    assert week(database) == ()
    (own,) = week(database, member_id=jonah)
    assert own.status is AppointmentStatus.CANCELLED


def _referral(database: Database, member_id: UUID) -> tuple[GoalRow, UUID]:
    """An open goal and a referral for it."""
    with database.transaction(ACTOR_ID) as session:
        goal = GoalRow(Domain.MENTAL_HEALTH, Pair("Sleep well"))
        plan = plan_saving.save(session, member_id, PlanContent(goals=(goal,)), seen=0)
        (goal,) = plan.content.goals
        referral = Referral(
            id=session.new_id(),
            member_id=member_id,
            goal_id=goal.id,
            domain=goal.domain,
            need="Counselling",
            state_since=session.today(),
        )
        session.add(referral)
    return goal, referral.id


def test_a_visit_born_of_a_goal_sealed_since_is_busy(
    database: Database, people: tuple[UUID, UUID]
) -> None:
    _, jonah = people
    goal, referral_id = _referral(database, jonah)
    details = replace(visit("First talk", at(MONDAY, 9)), referral_id=referral_id)
    assert not book(database, jonah, details).busy
    with database.transaction(ACTOR_ID) as session:
        content = PlanContent(goals=(replace(goal, seal=SEALED),))
        plan_saving.save(session, jonah, content, seen=1)
    (row,) = week(database)
    assert (row.busy, row.member) == (True, None)


def test_a_visit_born_of_a_goal_sealed_since_is_not_on_the_familys_plan(
    database: Database, people: tuple[UUID, UUID]
) -> None:
    _, jonah = people
    goal, referral_id = _referral(database, jonah)
    details = replace(visit("First talk", at(MONDAY, 9)), referral_id=referral_id)
    book(database, jonah, details)
    book(database, jonah, visit("Sports form", at(MONDAY, 10)))
    assert _on_the_plan(database, jonah) == ["First talk", "Sports form"]
    with database.transaction(ACTOR_ID) as session:
        content = PlanContent(goals=(replace(goal, seal=SEALED),))
        plan_saving.save(session, jonah, content, seen=1)
    assert _on_the_plan(database, jonah) == ["Sports form"]


def _on_the_plan(database: Database, member_id: UUID) -> list[str]:
    with database.reading() as session:
        plan = plan_disclosure.plan_for_reader(session, member_id, Audience.FAMILY)
    return [one.title for one in plan.appointments]


def test_nobody_is_reminded_of_visits_of_a_child_who_has_died(
    database: Database, people: tuple[UUID, UUID]
) -> None:
    mateo, _ = people
    book(database, mateo, visit("Well visit", at(MONDAY, 9)))
    with database.transaction(ACTOR_ID) as session:
        members.present(session, mateo).deceased_on = date(2026, 11, 20)
    assert week(database) == ()
    assert len(week(database, member_id=mateo)) == 1


def test_conflicts_are_other_visits_of_the_coordinator_or_the_member(
    database: Database, people: tuple[UUID, UUID]
) -> None:
    mateo, jonah = people
    begin, end = at(MONDAY, 9), at(MONDAY, 10)
    mine = book(database, mateo, visit("Mine", begin, 60))
    book(database, jonah, visit("Before", at(MONDAY, 8), 60))
    book(database, jonah, visit("After", end))
    other = replace(visit("Other desk", begin), staff_id=OTHER_ID)
    book(database, jonah, other)
    book(database, jonah, visit("Talk", at(MONDAY, 9, 30), seal=SEALED))
    off = book(database, jonah, visit("Called off", begin))
    with database.transaction(ACTOR_ID) as session:
        attendance.call_off(session, off.id, CalledOffBy.CLINIC, "ill", seen=1)
    with database.reading() as session:
        found = appointment_calendar.conflicts(
            session, begin, end, staff_id=ACTOR_ID, except_id=mine.id
        )
        child = appointment_calendar.conflicts(session, begin, end, member_id=mateo)
        nobody = appointment_calendar.conflicts(session, begin, end)
    assert [(row.busy, row.title) for row in found] == [(True, "")]
    assert [row.title for row in child] == ["Mine"]
    assert nobody == ()


def test_missed_visits_are_asked_about_on_their_day_sealed_ones_too(
    database: Database, people: tuple[UUID, UUID], clock: Clock
) -> None:
    mateo, jonah = people
    rows = [
        book(database, mateo, visit("Well visit", at(MONDAY, 9))),
        book(database, jonah, visit("Talk", at(MONDAY, 10), seal=SEALED)),
        book(database, mateo, visit("Dentist", at(MONDAY, 11))),
    ]
    clock.moment = at(MONDAY, 12)
    with database.transaction(ACTOR_ID) as session:
        for row, reason in zip(rows, (None, None, "no ride"), strict=True):
            attendance.mark_missed(session, row.id, reason, seen=row.version)
    with database.reading() as session:
        early = appointment_calendar.unexplained(session, date(2026, 11, 24))
        due = appointment_calendar.unexplained(session, date(2026, 11, 25), ACTOR_ID)
    assert early == ()
    assert [(row.title, row.busy) for row in due] == [("Well visit", False), ("", True)]
