"""Merging imported goals and care plans into a member's one plan.

Every line that an import made is remembered in its source record by a name, with the
values it had. A line that was changed here keeps its changes; one that was removed here
is not brought back.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID

from hhdesk.care import care_plans, plan_saving
from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import ActivityRow, ConcernRow, GoalRow
from hhdesk.care.health import Condition
from hhdesk.care.import_fields import STILL_HERE, Merge, is_edited, plain_all
from hhdesk.care.imported import (
    ActivityFact,
    ConcernFact,
    GoalLine,
    PlanFact,
    SourceKey,
    Told,
)
from hhdesk.care.translations import Pair
from hhdesk.store.session import UnitOfWork

NAMELESS_PLAN = "Care plan"
"""Words of the goal that carries the activities of a plan without a title."""

Row = TypeVar("Row", ConcernRow, GoalRow, ActivityRow)
Lines = dict[str, "Line"]
ConditionOf = Callable[[SourceKey], Condition | None]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the plan that an import made, and its values as they came."""

    id: UUID
    fields: Mapping[str, Any]


def read_lines(imported: Mapping[str, Any]) -> Lines:
    """The lines that a source record remembers."""
    told: Mapping[str, Any] = imported.get("lines", {})
    return {name: Line(UUID(one["id"]), one["fields"]) for name, one in told.items()}


def kept_lines(lines: Lines) -> dict[str, Any]:
    """The same as plain JSON."""
    return {
        "lines": {
            name: {"id": str(line.id), "fields": dict(line.fields)}
            for name, line in lines.items()
        }
    }


def _named(kind: str, key: SourceKey) -> str:
    return f"{kind} {key.source} {key.type}/{key.id}"


class PlanMerge:
    """One member's plan while an import changes it; `known` are the lines that other
    source records of this member remember."""

    def __init__(
        self,
        session: UnitOfWork,
        member_id: UUID,
        known: Iterable[Lines],
        condition_of: ConditionOf,
    ) -> None:
        self._session = session
        self._condition_of = condition_of
        self.member_id = member_id
        self._before = care_plans.current(session, member_id)
        content = self._before.content
        self._concerns = {row.id: row for row in content.concerns}
        self._goals = {row.id: replace(row, activities=()) for row in content.goals}
        self._activities = {
            goal.id: {row.id: row for row in goal.activities} for goal in content.goals
        }
        self._known: Lines = {}
        # How many source records hold a line: several may address one concern.
        self._holders: Counter[str] = Counter()
        for lines in known:
            self._known |= lines
            self._holders.update(lines.keys())

    def goal(self, goal: GoalLine, before: Lines) -> tuple[Lines, tuple[Told, ...]]:
        """Put one goal; gives the lines to remember."""
        lines: Lines = {}
        merge = Merge()
        self._put_goal(goal, before, lines, merge)
        return lines, (*self._remember(before, lines), *merge.notes())

    def plan(self, fact: PlanFact, before: Lines) -> tuple[Lines, tuple[Told, ...]]:
        """Put what one source's plan holds; gives the lines to remember."""
        lines: Lines = {}
        merge = Merge()
        for concern in fact.concerns:
            self._put_concern(concern, before, lines, merge)
        for goal in fact.contained:
            self._put_goal(goal, before, lines, merge)
        self._known |= lines
        self._put_own_goal(fact, before, lines, merge)
        self._put_activities(fact, before, lines, merge)
        return lines, (*self._remember(before, lines), *merge.notes())

    def withdraw(self, before: Lines) -> tuple[Told, ...]:
        """Take back every line of a source record, except those changed here."""
        return self._remember(before, {})

    def save(self) -> bool:
        """Save a new version, if anything is another than before."""
        goals = tuple(
            replace(
                goal,
                activities=tuple(self._activities.get(goal_id, {}).values()),
                concern_id=goal.concern_id
                if goal.concern_id in self._concerns
                else None,
            )
            for goal_id, goal in self._goals.items()
        )
        before = self._before
        concerns = tuple(self._concerns.values())
        content = replace(before.content, concerns=concerns, goals=goals)
        if content == before.content:
            return False
        plan_saving.save(self._session, self.member_id, content, seen=before.number)
        return True

    def _put(
        self,
        name: str,
        rows: dict[UUID | None, Row],
        blank: Row,
        fields: Mapping[str, Any],
        before: Lines,
        merge: Merge,
    ) -> Line:
        """Put one line into its rows, as far as nobody changed it here."""
        line = before.get(name) or self._known.get(name)
        if line is None:
            new_id = self._session.new_id()
            rows[new_id] = replace(blank, id=new_id, **fields)
            return Line(new_id, plain_all(fields))
        row = rows.get(line.id)
        if row is not None:
            present = {field: getattr(row, field) for field in fields}
            chosen = merge.choose(present, fields, line.fields)
            rows[line.id] = replace(row, **_kept_beside(row, chosen))
        return Line(line.id, plain_all(fields))

    def _put_concern(
        self, concern: ConcernFact, before: Lines, lines: Lines, merge: Merge
    ) -> UUID | None:
        """The concern's id; None where neither source nor chart has words for it."""
        here = self._condition_of(concern.condition)
        words = concern.words or (here.text if here else "")
        if not words and not concern.family:
            return None
        fields: dict[str, Any] = {
            "domain": concern.domain,
            "clinical_words": words,
            # What was sealed in the chart stays sealed in the plan.
            "seal": here.seal if here else concern.seal,
        }
        if concern.family:
            fields["text"] = Pair(concern.family)
        name = _named("concern", concern.condition)
        blank = ConcernRow(concern.domain)
        line = self._put(name, self._concerns, blank, fields, before, merge)
        lines[name] = line
        return line.id if line.id in self._concerns else None

    def _put_goal(
        self, goal: GoalLine, before: Lines, lines: Lines, merge: Merge
    ) -> None:
        ids = [self._put_concern(one, before, lines, merge) for one in goal.concerns]
        fields: dict[str, Any] = {
            "domain": goal.domain,
            "clinical_words": goal.words,
            "target_on": goal.target_on,
            "lifecycle": goal.lifecycle,
            "achievement": goal.achievement,
            "concern_id": next(filter(None, ids), None),
            "seal": goal.seal,
        }
        if goal.family:
            fields["family_words"] = Pair(goal.family)
        name = _named("goal", goal.key)
        blank = GoalRow(goal.domain)
        lines[name] = self._put(name, self._goals, blank, fields, before, merge)

    def _put_own_goal(
        self, fact: PlanFact, before: Lines, lines: Lines, merge: Merge
    ) -> None:
        """The goal that stands for the plan itself, where something hangs on it."""
        name = _named("goal", fact.original.key)
        homeless = any(self._goal_of(one, fact) is None for one in fact.activities)
        if not homeless and (self._present_goals(fact.goals) or not fact.words):
            return
        concerns = [lines.get(_named("concern", c.condition)) for c in fact.concerns]
        # Several concerns: which one the goal serves is not said.
        only = concerns[0] if len(concerns) == 1 else None
        fields = {
            "domain": fact.domain,
            "clinical_words": fact.words or NAMELESS_PLAN,
            "lifecycle": fact.lifecycle,
            "concern_id": only.id if only and only.id in self._concerns else None,
            "seal": fact.seal,
        }
        blank = GoalRow(fact.domain)
        lines[name] = self._put(name, self._goals, blank, fields, before, merge)

    def _present_goals(self, keys: Iterable[SourceKey]) -> list[UUID]:
        lines = (self._known.get(_named("goal", key)) for key in keys)
        return [line.id for line in lines if line and line.id in self._goals]

    def _goal_of(self, activity: ActivityFact, fact: PlanFact) -> UUID | None:
        """The goal an activity serves: the one it names, else the plan's only one."""
        named = self._present_goals(activity.goals)
        if named:
            return named[0]
        all_of_plan = self._present_goals(fact.goals)
        return all_of_plan[0] if len(fact.goals) == 1 and all_of_plan else None

    def _put_activities(
        self, fact: PlanFact, before: Lines, lines: Lines, merge: Merge
    ) -> None:
        own = lines.get(_named("goal", fact.original.key))
        for name, activity in _named_activities(fact):
            goal_id = self._goal_of(activity, fact) or (own.id if own else None)
            known = before.get(name)
            present = self._goal_holding(known.id) if known else None
            rows = self._activities.setdefault(present or goal_id, {})
            fields = {
                "text": Pair(activity.text),
                "responsible": activity.responsible,
                "who": activity.who,
                "due_on": activity.due_on,
                "status": activity.status,
                "result": activity.result,
                "seal": fact.seal,
            }
            lines[name] = self._put(name, rows, ActivityRow(), fields, before, merge)

    def _goal_holding(self, activity_id: UUID) -> UUID | None:
        for goal_id, rows in self._activities.items():
            if activity_id in rows:
                return goal_id
        return None

    def _remember(self, before: Lines, now: Lines) -> tuple[Told, ...]:
        """Know the lines of a record from now on, and remove those that it no longer
        has and no other record holds; activities before their goals."""
        self._known |= now
        self._holders.update(now.keys())
        self._holders.subtract(before.keys())
        gone = [name for name in before if self._holders[name] <= 0]
        edited = 0
        for kind in ("activity", "goal", "concern"):
            for name in gone:
                if name.startswith(f"{kind} "):
                    edited += not self._removed(kind, before[name])
        for name in gone:
            self._known.pop(name, None)
        return (Told(STILL_HERE),) if edited else ()

    def _removed(self, kind: str, line: Line) -> bool:
        """Whether a line is gone; False for one that was changed here."""
        rows: dict[Any, Any] = self._goals if kind == "goal" else self._concerns
        if kind == "activity":
            rows = self._activities.get(self._goal_holding(line.id), {})
        row = rows.get(line.id)
        if row is None:
            return True
        activities = self._activities.get(line.id)
        if is_edited(row, line.fields) or _has_more(row, line.fields, activities):
            return False
        del rows[line.id]
        return True


def _kept_beside(row: Any, chosen: dict[str, Any]) -> dict[str, Any]:
    """What came without what only people here say: translations, who consented."""
    for name in {"text", "family_words"} & chosen.keys():
        chosen[name] = replace(getattr(row, name), english=chosen[name].english)
    if "seal" in chosen:
        seal: Seal = chosen["seal"]
        chosen["seal"] = replace(seal, consenter=row.seal.consenter)
    return chosen


def _has_more(
    row: Any, fields: Mapping[str, Any], activities: Mapping[Any, Any] | None
) -> bool:
    """Whether people here hung something on an imported line: of words that came with
    it, only their translation counts."""
    name = "family_words" if isinstance(row, GoalRow) else "text"
    pair: Pair = getattr(row, name)
    more = bool(pair.family or (pair.english and name not in fields))
    if isinstance(row, GoalRow):
        return more or bool(activities or row.barriers)
    return more


def _named_activities(fact: PlanFact) -> Iterable[tuple[str, ActivityFact]]:
    """Each activity with a name that outlives a change of order or of status."""
    plan = _named("activity", fact.original.key)
    seen: dict[str, int] = {}
    for activity in fact.activities:
        words = hashlib.sha256(activity.text.encode()).hexdigest()[:16]
        seen[words] = seen.get(words, 0) + 1
        yield f"{plan} {words} {seen[words]}", activity
