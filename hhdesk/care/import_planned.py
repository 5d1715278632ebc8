"""Entering imported goals and care plans: which source records a merge goes by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import defer

from hhdesk.care import care_plans
from hhdesk.care.goals import Goal
from hhdesk.care.health import Condition
from hhdesk.care.import_act import Act
from hhdesk.care.import_plan_lines import Lines, kept_lines, read_lines
from hhdesk.care.import_plans import PlanMerge
from hhdesk.care.imported import (
    Fate,
    GoalFact,
    KeptFact,
    Original,
    PlanFact,
    SourceKey,
    Told,
)
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.sources import SourceRecord

TABLES = {Goal.__tablename__, CarePlan.__tablename__}


class Planned:
    """The plans of one act, a merge for each member."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._merges: dict[UUID, PlanMerge] = {}
        self._plans: list[tuple[Original, UUID, Lines]] = []

    def enter(self, goals: Sequence[GoalFact], plans: Sequence[PlanFact]) -> None:
        """Goals first: plans hang their activities on them."""
        for plan in plans:
            member_id = self._act.people.member_id(plan.about)
            if plan.own is not None and member_id is not None:
                self._merge(member_id).order(plan)
        for goal in goals:
            self._enter(goal)
        for plan in plans:
            self._enter(plan)

    def _enter(self, fact: GoalFact | PlanFact) -> None:
        act, original = self._act, fact.original
        member_id = act.member_id(fact)
        if member_id is None or act.is_older(original):
            return
        merge = self._merge(member_id)
        record = act.records.get(original.key)
        before = read_lines(record.imported) if record else {}
        if isinstance(fact, GoalFact):
            lines, notes = merge.goal(fact.goal, before)
        else:
            lines, notes = merge.plan(fact, before)
        self._plans.append((original, member_id, lines))
        fate = Fate.UPDATED if record and record.local_id else Fate.CREATED
        act.finish(original, fate, member_id, notes)

    def withdraw(self, fact: KeptFact, record: SourceRecord) -> tuple[Told, ...]:
        """Take back what an earlier version of a goal or plan put into the plan."""
        if record.member_id is None:
            return ()
        return self._merge(record.member_id).withdraw(read_lines(record.imported))

    def save(self) -> None:
        """A new version of every plan that changed, then its source records."""
        for merge in self._merges.values():
            merge.save()
        for original, member_id, lines in self._plans:
            plan = care_plans.plan_of(self._act.session, member_id)
            local_id = plan.id if plan else None
            table = CarePlan.__tablename__
            if original.key.type == "Goal":
                table = Goal.__tablename__
                local_id = next(lines[n].id for n in lines if n.startswith("goal "))
            imported = kept_lines(lines)
            self._act.records.keep(original, member_id, (table, local_id), imported)

    def _merge(self, member_id: UUID) -> PlanMerge:
        if member_id not in self._merges:
            self._act.session.flush()
            known = (read_lines(one.imported) for one in self._records(member_id))
            merge = PlanMerge(
                self._act.session,
                member_id,
                known,
                self._condition,
                self._act.records.local_id,
            )
            self._merges[member_id] = merge
        return self._merges[member_id]

    def _records(self, member_id: UUID) -> Iterator[SourceRecord]:
        """What earlier imports put into this member's plan."""
        yield from self._act.session.scalars(
            select(SourceRecord)
            .options(defer(SourceRecord.original))
            .where(SourceRecord.member_id == member_id)
            .where(SourceRecord.local_table.in_(sorted(TABLES)))
            .order_by(SourceRecord.id)
        )

    def _condition(self, key: SourceKey) -> Condition | None:
        """The condition here that a source calls by this key."""
        local_id = self._act.records.local_id(key)
        condition = self._act.session.get(Condition, local_id) if local_id else None
        return condition if condition and condition.voided_at is None else None


def is_planned(record: SourceRecord) -> bool:
    """Whether a source record's lines stand in a plan."""
    return record.local_table in TABLES
