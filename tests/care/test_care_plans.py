"""Care plans: every save a version, pairs with their state, nothing overwritten."""

import hashlib
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import care_plans, members, plan_saving, plan_text, plan_writing
from hhdesk.care.goals import (
    Activity,
    ActivityRow,
    ActivityStatus,
    BarrierKind,
    BarrierRow,
    ConcernRow,
    Domain,
    Goal,
    GoalRow,
    Lifecycle,
    Responsible,
)
from hhdesk.care.members import MemberDetails
from hhdesk.care.person import Languages, Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_records import CarePlanVersion
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.errors import ChangedElsewhere, NotFound, NotPermitted
from hhdesk.store.engine import Database
from tests.databases import OTHER_ID

WORDS = Pair("We want Mateo to tell us what he needs.", "Queremos que nos diga.")
PLAN = PlanContent(
    what_matters=WORDS,
    strengths=Pair("His sister reads to him every night."),
    concerns=(ConcernRow(Domain.DEVELOPMENTAL, Pair("He says few words.")),),
    goals=(
        GoalRow(
            Domain.DEVELOPMENTAL,
            Pair("By May, Mateo says 20 words at home.", "Para mayo dice 20 palabras."),
            "Expressive vocabulary of 20 words",
            date(2027, 5, 15),
            Lifecycle.ACTIVE,
            activities=(
                ActivityRow(
                    Pair("Call for a ride", "Llamar para el transporte"),
                    Responsible.STAFF,
                    "Rosa",
                    date(2026, 11, 24),
                ),
                ActivityRow(Pair("Practice 10 words a day"), Responsible.FAMILY),
            ),
            barriers=(BarrierRow(BarrierKind.TRANSPORTATION, "no car"),),
        ),
        GoalRow(Domain.DENTAL, Pair("First dental visit")),
    ),
    barriers=(BarrierRow(BarrierKind.LANGUAGE),),
    review_on=date(2027, 1, 15),
)


@pytest.fixture
def member_id(database: Database, actor_id: UUID) -> UUID:
    details = MemberDetails(
        Name("Mateo", "Hernández"), date(2025, 5, 14), languages=Languages("es", "es")
    )
    with database.transaction(actor_id) as session:
        return members.create(session, details)


def save(
    database: Database, actor_id: UUID, member_id: UUID, plan: PlanContent, seen: int
) -> care_plans.PlanRow:
    with database.transaction(actor_id) as session:
        return plan_saving.save(session, member_id, plan, seen=seen)


def current(database: Database, member_id: UUID) -> care_plans.PlanRow:
    with database.reading() as session:
        return care_plans.current(session, member_id)


def texts(plan: PlanContent) -> list[object]:
    """What a reader reads, without ids and states."""
    goals = [
        (
            goal.domain,
            goal.family_words.english,
            goal.family_words.family,
            goal.clinical_words,
            goal.target_on,
            [(a.text.english, a.text.family, a.who, a.due_on) for a in goal.activities],
            [(b.kind, b.note) for b in goal.barriers],
        )
        for goal in plan.goals
    ]
    concerns = [(c.domain, c.text.english) for c in plan.concerns]
    barriers = [b.kind for b in plan.barriers]
    what = plan.what_matters.english, plan.strengths.english, plan.review_on
    return [what, goals, concerns, barriers]


def test_a_member_without_a_plan_has_an_empty_one_in_their_language(
    database: Database, member_id: UUID
) -> None:
    plan = current(database, member_id)
    assert (plan.number, plan.language, plan.content) == (0, "es", PlanContent())


def test_what_was_written_is_read_back_in_order(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    saved = save(database, actor_id, member_id, PLAN, 0)
    read = current(database, member_id)
    assert saved == read
    assert texts(read.content) == texts(PLAN)
    assert (read.number, read.saved_by) == (1, "Rosa Delgado")


def test_every_save_keeps_a_whole_version_with_its_hash(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    first = save(database, actor_id, member_id, PLAN, 0)
    changed = replace(first.content, what_matters=Pair("He is happy."))
    save(database, actor_id, member_id, changed, 1)
    with database.reading() as session:
        numbers = [row.number for row in care_plans.versions(session, member_id)]
        kept = session.execute(
            select(CarePlanVersion.content, CarePlanVersion.sha256).order_by(
                CarePlanVersion.number
            )
        ).all()
    assert numbers == [2, 1]
    assert "tell us what he needs" in kept[0].content
    assert "He is happy" in kept[1].content
    for content, sha256 in kept:
        assert sha256 == hashlib.sha256(content.encode()).hexdigest()


def test_a_version_kept_is_the_plan_as_it_is_read(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    saved = save(database, actor_id, member_id, PLAN, 0)
    with database.reading() as session:
        kept = session.scalars(select(CarePlanVersion.content)).one()
    assert kept == plan_text.canonical(saved.content)


def test_a_second_save_from_the_same_reading_is_refused(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    save(database, actor_id, member_id, PLAN, 0)
    mine = replace(PLAN, what_matters=Pair("Mine"))
    with pytest.raises(ChangedElsewhere):
        save(database, actor_id, member_id, mine, 0)
    assert current(database, member_id).content.what_matters.english.startswith("We")


def test_a_removed_line_is_voided_with_a_reason_not_deleted(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    first = save(database, actor_id, member_id, PLAN, 0)
    fewer = replace(first.content, goals=first.content.goals[:1])
    save(database, actor_id, member_id, fewer, 1)
    assert len(current(database, member_id).content.goals) == 1
    with database.reading() as session:
        gone = session.scalars(select(Goal).where(Goal.voided_at.is_not(None))).one()
        assert gone.void_reason == plan_writing.REMOVED


def test_the_activities_of_a_removed_goal_go_with_it(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    first = save(database, actor_id, member_id, PLAN, 0)
    fewer = replace(first.content, goals=first.content.goals[1:])
    save(database, actor_id, member_id, fewer, 1)
    with database.reading() as session:
        kept = session.scalars(select(Activity).where(Activity.voided_at.is_(None)))
        assert kept.all() == []


def test_lines_change_places_and_goals(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    first = save(database, actor_id, member_id, PLAN, 0).content
    one, two = first.goals
    moved = (
        replace(two, activities=one.activities[1:]),
        replace(one, activities=one.activities[:1]),
    )
    second = save(database, actor_id, member_id, replace(first, goals=moved), 1).content
    assert [goal.id for goal in second.goals] == [two.id, one.id]
    assert second.goals[0].activities == one.activities[1:]


def test_a_line_of_another_plan_is_not_taken_over(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    first = save(database, actor_id, member_id, PLAN, 0).content
    with database.transaction(actor_id) as session:
        other = members.create(
            session, MemberDetails(Name("Ana", "Díaz"), date(2020, 1, 1))
        )
    with pytest.raises(NotFound):
        save(database, actor_id, other, first, 0)


def test_text_written_by_an_unqualified_person_is_a_draft(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    saved = save(database, actor_id, member_id, PLAN, 0).content
    assert saved.what_matters.state is TranslationState.DRAFT
    assert saved.what_matters.translated_by == "Rosa Delgado"
    assert saved.strengths.state is TranslationState.MISSING
    assert not saved.what_matters.printable


def test_a_qualified_person_checks_a_line_and_english_changed_makes_it_stale(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    saved = save(database, actor_id, member_id, PLAN, 0)
    assert saved.id
    with database.transaction(OTHER_ID) as session:
        checked = plan_saving.check_translation(
            session, member_id, saved.id, "what_matters", seen=1
        )
    line = checked.content.what_matters
    assert (line.state, line.checked_by) == (TranslationState.CHECKED, "Marisol Soto")
    assert line.printable
    assert checked.number == 2
    english = replace(line, english="We want Mateo to tell us everything.")
    plan = replace(checked.content, what_matters=english)
    stale = save(database, actor_id, member_id, plan, 2).content.what_matters
    assert stale.state is TranslationState.STALE
    assert not stale.printable
    back = replace(plan, what_matters=line)
    again = save(database, actor_id, member_id, back, 3).content.what_matters
    assert again.state is TranslationState.CHECKED


def test_nobody_unqualified_checks_a_line(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    saved = save(database, actor_id, member_id, PLAN, 0)
    assert saved.id
    with pytest.raises(NotPermitted), database.transaction(actor_id) as session:
        plan_saving.check_translation(
            session, member_id, saved.id, "what_matters", seen=1
        )


def test_a_status_is_kept_as_the_standards_code(
    database: Database, actor_id: UUID, member_id: UUID
) -> None:
    done = replace(PLAN.goals[0].activities[0], status=ActivityStatus.DONE)
    goal = replace(PLAN.goals[0], activities=(done,))
    save(database, actor_id, member_id, replace(PLAN, goals=(goal,)), 0)
    with database.reading() as session:
        raw = session.connection().exec_driver_sql("SELECT status FROM activity")
        assert raw.scalar_one() == "completed"
