"""Merging two records of one child: everything comes over, and all of it goes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from hhdesk.care import (
    audit,
    care_plans,
    imports,
    members,
    merge_acts,
    merge_undoing,
    plan_saving,
    referral_acts,
    search,
)
from hhdesk.care.caregivers import CaregiverDetails
from hhdesk.care.goals import Domain, GoalRow
from hhdesk.care.health import Allergy
from hhdesk.care.imported import MemberFact, Original, SourceKey
from hhdesk.care.member_merges import MemberMerge, MergeRow
from hhdesk.care.members import FormerName, Gender, MemberDetails
from hhdesk.care.merge_acts import MergeOrder
from hhdesk.care.merge_fields import MergeField
from hhdesk.care.merge_preview import preview
from hhdesk.care.merge_rules import NAMING, OF_MEMBER, OF_PLAN, STAY
from hhdesk.care.person import Name
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.referral_facts import ReferralDetails
from hhdesk.care.sources import SourceRecord
from hhdesk.care.tables import METADATA
from hhdesk.care.translations import Pair
from hhdesk.errors import ChangedElsewhere, MergedAway, NotPermitted
from hhdesk.store.engine import Database
from hhdesk.store.session import UnitOfWork
from tests.care.merge_pairs import Pairs
from tests.databases import ACTOR_ID

BORN = date(2020, 5, 14)
MATEO = MemberDetails(
    Name("Mateo", "Hernández", "Ruiz"),
    BORN,
    mrn="H-1042",
    cin="91234521A",
    caregiver=CaregiverDetails(Name("Lucía", "Ruiz"), phone="510-555-0142"),
    city="Oakland",
)
MATTEO = MemberDetails(
    Name("Matteo", "Hernandez", nickname="Teíto"),
    BORN,
    gender=Gender.MALE,
    mrn="H-2000",
    caregiver=CaregiverDetails(Name("Lucia", "Ruiz"), phone="(510) 555-0142"),
)
BESIDES = {"audit", "audit_head", "care_plan_version", "member_merge", "receipt"}
COUNTERS = {"changed_at", "changed_by", "version"}


# ---------------------------------------------------------------- every table


def test_every_table_that_names_a_member_or_a_plan_has_its_rule() -> None:
    for table in METADATA.sorted_tables:
        targets = {key.column.table.name for key in table.foreign_keys}
        names = {column.name for column in table.columns}
        if "member" in targets or "member_id" in names:
            assert table.name in OF_MEMBER.keys() | STAY.keys(), table.name
        if "care_plan" in targets:
            assert table.name in OF_PLAN.keys() | STAY.keys(), table.name
        named = {
            (table.name, column.name)
            for column in table.columns
            if column.type.python_type is UUID and not column.foreign_keys
            if column.name.endswith("_id") and column.name != "actor_id"
        }
        assert named <= NAMING or table.name in STAY, named


# ---------------------------------------------------------------- there and back


def everything(session: UnitOfWork) -> dict[str, dict[Any, Any]]:
    """All rows but the history, without what counts the saves."""
    found = {}
    for table in METADATA.sorted_tables:
        if table.name in BESIDES:
            continue
        kept = [c for c in table.columns if c.name not in COUNTERS]
        if table.name == "care_plan":
            kept = [c for c in kept if c.name != "number"]
        rows = session.execute(select(*kept)).mappings()
        found[table.name] = {row.get("id", str(row)): dict(row) for row in rows}
    return found


def made_by(session: UnitOfWork, merge_id: UUID) -> dict[str, list[str]]:
    made: dict[str, list[str]] = session.get_one(MemberMerge, merge_id).moved["made"]
    return made


def order_of(
    session: UnitOfWork, kept_id: UUID, gone_id: UUID, **more: Any
) -> MergeOrder:
    kept, gone = (members.present(session, key) for key in (kept_id, gone_id))
    return MergeOrder(kept_id, kept.version, gone_id, gone.version, **more)


SEEDS = [
    pytest.param(seed, marks=pytest.mark.sweep if seed > 1 else ())
    for seed in range(20)
]
"""Pairs of children by chance; all but the first are for the sweep."""


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_merged_and_undone_is_as_it_was(database: Database, seed: int) -> None:
    with database.transaction(ACTOR_ID) as session:
        pairs = Pairs(session, seed)
        kept_id, gone_id = pairs.pair()
        taken = frozenset(f for f in MergeField if pairs.chance.random() < 0.4)
    with database.reading() as session:
        before = everything(session)
    with database.transaction(ACTOR_ID) as session:
        order = order_of(session, kept_id, gone_id, from_gone=taken)
        merge = merge_acts.merge(session, order)
    with database.reading() as session:
        assert search.out_of_step(session) == 0
        assert left_at(session, gone_id) <= {"caregiving", "contact_point", *twins()}
    with database.transaction(ACTOR_ID) as session:
        merge_undoing.undo(session, merge.id)
    with database.reading() as session:
        after = everything(session)
        for table, keys in made_by(session, merge.id).items():
            for key in keys:
                assert after[table].pop(UUID(key))["voided_at"] is not None
        assert after == before
        assert search.out_of_step(session) == 0


def twins() -> set[str]:
    said = {table for table, rule in OF_MEMBER.items() if rule.twins}
    # A second plan stays with its saved versions; a name that is known stays too.
    return said | {"care_plan", "former_name"}


def left_at(session: UnitOfWork, gone_id: UUID) -> set[str]:
    """The tables that still hold something of the record that is gone."""
    return {
        name
        for name in OF_MEMBER
        for table in [METADATA.tables[name]]
        if session.execute(select(table).where(table.c.member_id == gone_id)).first()
    }


# ---------------------------------------------------------------- by hand


def enter(session: UnitOfWork) -> tuple[UUID, UUID]:
    return members.create(session, MATEO, ACTOR_ID), members.create(session, MATTEO)


def merged(database: Database, **more: Any) -> MergeRow:
    with database.transaction(ACTOR_ID) as session:
        return merge_acts.merge(session, order_of(session, *enter(session), **more))


def found(database: Database, typed: str) -> list[UUID]:
    with database.searching() as session:
        return [hit.member_id for hit in search.find(session, typed).hits]


def test_old_name_number_and_id_lead_to_the_record_that_is_kept(
    database: Database,
) -> None:
    merge = merged(database)
    for typed in ("matteo hernandez", "teito", "H-2000", "H-1042", "91234521A"):
        assert found(database, typed) == [merge.kept_id], typed
    with database.reading() as session:
        with pytest.raises(MergedAway) as away:
            members.present(session, merge.gone_id)
        assert away.value.kept_id == merge.kept_id
        assert members.of_number(session, "H-2000") == merge.kept_id
        details, _ = members.details(session, merge.kept_id)
        assert merge_acts.merged_into(session, merge.kept_id) == (merge,)
    assert (details.mrn, details.cin) == ("H-1042", "91234521A")
    # What the kept one did not say is taken over; the same mother stands once.
    assert details.gender is Gender.MALE
    assert details.name.nickname == "Teíto"
    assert details.former_names == ("Matteo Hernandez",)


def test_a_chosen_field_is_taken_and_what_is_written_later_stays(
    database: Database,
) -> None:
    taken = frozenset({MergeField.NAME, MergeField.MRN})
    merge = merged(database, from_gone=taken)
    with database.transaction(ACTOR_ID) as session:
        details, seen = members.details(session, merge.kept_id)
        assert (details.name.full, details.mrn) == ("Matteo Hernandez", "H-2000")
        later = replace(details, name=Name("Mateo Andrés", "Hernández"), pronouns="he")
        members.update(session, merge.kept_id, later, seen)
        session.add(Allergy(member_id=merge.kept_id, text="Peanut"))
    with database.transaction(ACTOR_ID) as session:
        merge_undoing.undo(session, merge.id)
        kept, _ = members.details(session, merge.kept_id)
        gone, _ = members.details(session, merge.gone_id)
        assert session.scalars(select(Allergy.member_id)).one() == merge.kept_id
        names = select(FormerName.member_id).where(FormerName.voided_at.is_(None))
        assert merge.kept_id not in session.scalars(names).all()
    assert (kept.name.full, kept.pronouns, kept.mrn) == (
        "Mateo Andrés Hernández",
        "he",
        "H-1042",
    )
    assert (gone.name.full, gone.mrn) == ("Matteo Hernandez", "H-2000")
    assert found(database, "matteo") == [merge.gone_id]


def told(given: str) -> MemberFact:
    """What a clinic's own program says of Mateo."""
    source = Original(SourceKey("clinic", "Patient", "7"), given.ljust(64), "{}", "")
    return MemberFact(source, Name(given, "Hernandez"), BORN)


def imported(session: UnitOfWork, given: str) -> UUID:
    """The member to whom the import brought it."""
    imports.write(session, [told(given)])
    session.flush()
    record = session.scalars(select(SourceRecord)).one()
    assert record.local_id is not None
    assert record.member_id == record.local_id
    return record.local_id


def test_what_is_imported_later_comes_to_the_record_that_is_kept(
    database: Database,
) -> None:
    with database.transaction(ACTOR_ID) as session:
        came = imported(session, "Matteo")
        kept = members.create(session, MATEO)
        merge = merge_acts.merge(session, order_of(session, kept, came))
        assert imported(session, "Matheo") == kept
        merge_undoing.undo(session, merge.id)
        assert imported(session, "Mattheo") == came


def plan(words: str) -> PlanContent:
    goal = GoalRow(Domain.MEDICAL, Pair(words, f"{words} (es)"))
    return PlanContent(Pair(f"What matters: {words}"), goals=(goal,))


def with_plans(database: Database) -> MergeRow:
    with database.transaction(ACTOR_ID) as session:
        kept, gone = enter(session)
        plan_saving.save(session, kept, plan("sleep"), seen=0)
        plan_saving.save(session, gone, plan("breathe"), seen=0)
        return merge_acts.merge(session, order_of(session, kept, gone))


def test_two_plans_become_one_with_all_lines(database: Database) -> None:
    merge = with_plans(database)
    with database.reading() as session:
        row = care_plans.current(session, merge.kept_id)
        versions = care_plans.versions(session, merge.gone_id)
    assert [goal.family_words.english for goal in row.content.goals] == [
        "sleep",
        "breathe",
    ]
    assert "breathe" in row.content.what_matters.english
    assert row.number == 2
    assert len(versions) == 1


def test_what_hangs_on_a_line_that_came_over_hinders_the_undo(
    database: Database,
) -> None:
    merge = with_plans(database)
    with database.transaction(ACTOR_ID) as session:
        goal = care_plans.current(session, merge.kept_id).content.goals[1].id
        told = ReferralDetails(
            Domain.MEDICAL, "Asthma class", "Lung House", goal_id=goal
        )
        referral_acts.create(session, merge.kept_id, told)
    with (
        pytest.raises(NotPermitted, match="Something new belongs"),
        database.transaction(ACTOR_ID) as session,
    ):
        merge_undoing.undo(session, merge.id)


def test_a_merge_that_was_merged_on_is_undone_from_the_outside_in(
    database: Database,
) -> None:
    first = merged(database)
    with database.transaction(ACTOR_ID) as session:
        third = members.create(session, replace(MATTEO, mrn="H-3"))
        order = order_of(session, third, first.kept_id)
        second = merge_acts.merge(session, order)
    assert found(database, "H-2000") == [third]
    with (
        pytest.raises(NotPermitted, match="Undo that merge first"),
        database.transaction(ACTOR_ID) as session,
    ):
        merge_undoing.undo(session, first.id)
    for merge in (second, first):
        with database.transaction(ACTOR_ID) as session:
            merge_undoing.undo(session, merge.id)
    assert found(database, "H-2000") == [first.gone_id]


def test_two_at_once_and_two_children_are_refused(database: Database) -> None:
    with database.transaction(ACTOR_ID) as session:
        kept, gone = enter(session)
        order = order_of(session, kept, gone)
        sister = members.create(
            session, replace(MATEO, name=Name("Sofía", "Ruiz"), mrn="", cin="91234522B")
        )
        details, seen = members.details(session, gone)
        members.update(session, gone, details, seen)
        with pytest.raises(ChangedElsewhere):
            merge_acts.merge(session, order)
        assert preview(session, kept, sister).blocked
        with pytest.raises(NotPermitted, match="two children"):
            merge_acts.merge(session, order_of(session, kept, sister))
        merge = merge_acts.merge(session, order_of(session, kept, gone))
        merge_undoing.undo(session, merge.id)
        with pytest.raises(NotPermitted, match="undone already"):
            merge_undoing.undo(session, merge.id)
        told = [
            (one.act, one.member_id)
            for one in session.scalars(select(audit.AuditEntry))
        ]
    for act in ("member.merge", "member.unmerge"):
        assert [who for what, who in told if what == act] == [kept, gone]
