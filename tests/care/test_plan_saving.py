"""Saving a plan writes what differs, in few trips to the server, and no more."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, select

from hhdesk.care import care_plans, members, plan_assembling, plan_saving
from hhdesk.care.care_plans import PlanRow
from hhdesk.care.care_team import TeamMember
from hhdesk.care.goals import (
    Achievement,
    Activity,
    ActivityRow,
    BarrierKind,
    BarrierRow,
    ConcernRow,
    Domain,
    Goal,
    GoalRow,
    Repeat,
    RepeatUnit,
)
from hhdesk.care.health import Allergy, Medicine, MedicineStatus
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Languages, Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import (
    AllergyLine,
    LineKind,
    MedicineLine,
    PlanLineRow,
    School,
    TeamLine,
)
from hhdesk.care.translations import Pair, Translation, TranslationState
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork

STEPS = tuple(ActivityRow(Pair(f"step {n}", f"paso {n}")) for n in range(4))
PLAN = PlanContent(
    Pair("He sleeps.", "Duerme."),
    concerns=(ConcernRow(Domain.MEDICAL, Pair("He wheezes.", "Le silba el pecho.")),),
    goals=(
        GoalRow(Domain.MEDICAL, Pair("Breathe", "Respirar"), activities=STEPS),
        GoalRow(
            Domain.DENTAL,
            Pair("Teeth"),
            activities=(
                ActivityRow(Pair("call"), repeat=Repeat(2, 1, RepeatUnit.DAY)),
            ),
            barriers=(BarrierRow(BarrierKind.COST),),
        ),
    ),
    barriers=(BarrierRow(BarrierKind.HOUSING),),
    lines=(PlanLineRow(LineKind.WARNING_SIGN, Pair("Blue lips", "Labios azules")),),
    school=School("Lincoln", "2"),
    medicines=(MedicineLine("Albuterol", Pair("2 puffs", "2 inhalaciones")),),
    allergies=(AllergyLine("Peanuts", Pair("hives")),),
    team=(TeamLine(name="Dr. Shah"),),
)


def born(session: UnitOfWork) -> UUID:
    details = MemberDetails(
        Name("Mateo", "Ruiz"), date(2025, 5, 14), languages=Languages("es", "es")
    )
    return members.create(session, details)


def with_goal(content: PlanContent, place: int, **fields: Any) -> PlanContent:
    goals = list(content.goals)
    goals[place] = replace(goals[place], **fields)
    return replace(content, goals=tuple(goals))


def with_step(content: PlanContent, place: int, **fields: Any) -> PlanContent:
    steps = list(content.goals[0].activities)
    steps[place] = replace(steps[place], **fields)
    return with_goal(content, 0, activities=tuple(steps))


def typed(pair: Pair, english: str) -> Pair:
    return replace(pair, english=english)


Edit = Callable[[PlanContent], PlanContent]


def _moved(content: PlanContent) -> PlanContent:
    one, two = content.goals
    taken = one.activities[1:3]
    one = replace(one, activities=(one.activities[3], one.activities[0]))
    two = replace(two, activities=(*taken, *two.activities))
    return replace(content, goals=(two, one))


EDITS: tuple[Edit, ...] = (
    lambda content: with_step(content, 2, text=Pair(" other ", "paso 2")),
    lambda content: with_step(content, 2, text=Pair("step 2", " otro paso ")),
    lambda content: with_step(content, 1, text=Pair("step 1", "")),
    _moved,
    lambda content: replace(content, goals=content.goals[1:], concerns=()),
    lambda content: replace(
        content,
        culture=Pair("Sundays at church"),
        school=replace(content.school, grade=" 3 "),
        lines=(PlanLineRow(LineKind.EQUIPMENT, Pair("Spacer")), *content.lines),
        barriers=(),
    ),
    lambda content: with_goal(content, 0, achievement=Achievement.IMPROVING),
    lambda content: replace(
        content,
        medicines=(replace(content.medicines[0], status=MedicineStatus.STOPPED),),
        team=(replace(content.team[0], left=True), TeamLine(name="Ana")),
    ),
    lambda content: replace(
        content, medicines=(MedicineLine("Spacer"),), allergies=(), team=()
    ),
)


def test_after_each_edit_the_rows_say_what_was_saved(
    database: Database, actor_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        member_id = born(session)
        plan = plan_saving.save(session, member_id, PLAN, seen=0)
    for edit in EDITS:
        asked = edit(plan.content)
        with database.transaction(actor_id) as session:
            plan = plan_saving.save(session, member_id, asked, seen=plan.number)
        with database.reading() as session:
            assert care_plans.current(session, member_id) == plan
            row = care_plans.plan_of(session, member_id)
            assert row is not None
            assert plan_assembling.content_of(session, row) == plan.content
    assert [one.text for one in plan.content.medicines] == ["Spacer"]
    assert [one.text for one in plan.content.allergies] == ["Peanuts"]
    assert [one.name for one in plan.content.team] == ["Ana"]


def test_a_line_that_was_taken_out_comes_back_as_it_was(
    database: Database, actor_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        member_id = born(session)
        first = plan_saving.save(session, member_id, PLAN, seen=0).content
        less = replace(
            first,
            goals=first.goals[1:],
            team=(replace(first.team[0], left=True),),
        )
        plan_saving.save(session, member_id, less, seen=1)
        back = plan_saving.save(session, member_id, first, seen=2)
        assert back.content == first
        row = care_plans.plan_of(session, member_id)
        assert row is not None
        assert plan_assembling.content_of(session, row) == first


def test_a_line_nobody_touched_keeps_its_row_and_a_chart_changed_elsewhere_its_words(
    database: Database, actor_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        member_id = born(session)
        plan = plan_saving.save(session, member_id, PLAN, seen=0)
        session.scalars(select(Medicine)).one().text = "Albuterol HFA"
    asked = with_step(plan.content, 0, who="Rosa")
    with database.transaction(actor_id) as session:
        plan = plan_saving.save(session, member_id, asked, seen=1)
        changed = {
            kind: sum(one.version > 1 for one in session.scalars(select(kind)))
            for kind in (Goal, Activity, Translation, Allergy, TeamMember)
        }
    assert plan.content.medicines[0].text == "Albuterol HFA"
    assert changed == {Goal: 0, Activity: 1, Translation: 0, Allergy: 0, TeamMember: 0}


def test_english_typed_back_is_checked_again(
    database: Database, actor_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        member_id = born(session)
        plan = plan_saving.save(session, member_id, PLAN, seen=0)
        line = session.scalars(
            select(Translation).where(Translation.field == "what_matters")
        ).one()
        line.stored_state = TranslationState.CHECKED
        row = care_plans.plan_of(session, member_id)
        assert row is not None
        plan = plan_saving.keep_version(session, row)
        states = []
        for english in ("He does not sleep.", "He naps.", "He sleeps."):
            what = typed(plan.content.what_matters, english)
            asked = replace(plan.content, what_matters=what)
            plan = plan_saving.save(session, member_id, asked, seen=plan.number)
            states.append(plan.content.what_matters.state)
    stale = TranslationState.STALE
    assert states == [stale, stale, TranslationState.CHECKED]


@contextmanager
def heard(database: Database) -> Iterator[list[str]]:
    """Statements, as they are handed to the driver."""
    said: list[str] = []

    def hear(*told: Any) -> None:
        said.append(" ".join(str(told[2]).split()))

    event.listen(database.engine, "before_cursor_execute", hear)
    yield said
    event.remove(database.engine, "before_cursor_execute", hear)


@contextmanager
def trips(session: UnitOfWork) -> Iterator[list[str]]:
    """Answers of a server that it waits for: its own record of the talk."""
    driver: Any = session.connection().connection.driver_connection
    found: list[str] = []
    with tempfile.TemporaryFile("w+") as file:
        driver.pgconn.trace(file.fileno())
        yield found
        driver.pgconn.untrace()
        file.seek(0)
        found += [line for line in file if "ReadyForQuery" in line]


def saved_twice(session: UnitOfWork) -> tuple[UUID, PlanRow]:
    """A plan whose statements the program has made before."""
    member_id = born(session)
    plan = plan_saving.save(session, member_id, PLAN, seen=0)
    asked = with_step(plan.content, 0, who="Rosa")
    return member_id, plan_saving.save(session, member_id, asked, seen=1)


def test_opening_is_one_statement_and_an_edit_of_one_line_a_few(
    database: Database, actor_id: UUID
) -> None:
    with database.transaction(actor_id) as session:
        member_id, plan = saved_twice(session)
        with heard(database) as said:
            plan = care_plans.current(session, member_id)
        assert len(said) == 1
        other = Pair("other", "paso 1")
        asked = with_step(plan.content, 1, who="Rosa", text=other)
        with heard(database) as said:
            plan_saving.save(session, member_id, asked, seen=plan.number)
    # The plan, the chain's end; the step, the plan, the chain, the version.
    reads = [one for one in said if one.startswith("SELECT")]
    assert (len(reads), len(said) - len(reads)) == (2, 5)


@pytest.mark.parametrize(
    ("edit", "most"),
    [
        (lambda content: with_step(content, 1, text=Pair("other", "paso 1")), 3),
        (lambda content: with_step(content, 1, text=Pair("step 1", "otro")), 4),
        (lambda content: replace(content, goals=content.goals[:1]), 3),
        (
            lambda content: replace(
                content, goals=(*content.goals, GoalRow(Domain.FAMILY, Pair("Home")))
            ),
            4,
        ),
    ],
    ids=["a word", "a translation", "a goal out", "a goal more"],
)
def test_a_save_takes_three_trips_to_a_server_and_one_more_to_ask_of_other_rows(
    postgresql_database: Database, actor_id: UUID, edit: Edit, most: int
) -> None:
    with postgresql_database.transaction(actor_id) as session:
        member_id, plan = saved_twice(session)
        with trips(session) as found:
            plan_saving.save(session, member_id, edit(plan.content), seen=2)
    assert len(found) == most
