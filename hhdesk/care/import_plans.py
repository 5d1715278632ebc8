"""Merging imported goals and care plans into a member's one plan.

Every line that an import made is remembered in its source record by a name, with the
values it had. A line that was changed here keeps its changes; one that was removed here
is not brought back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from hhdesk.care import care_plans, plan_saving
from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import ActivityRow, BarrierRow, ConcernRow, GoalRow
from hhdesk.care.health import Condition
from hhdesk.care.import_fields import STILL_HERE, Merge, is_edited, plain_all
from hhdesk.care.import_plan_lines import Line, Lines, named, named_activities
from hhdesk.care.import_spoken import SpokenLines, came_spoken
from hhdesk.care.imported import (
    ActivityFact,
    ConcernFact,
    GoalLine,
    PlanFact,
    SourceKey,
    Told,
)
from hhdesk.care.imported_words import BarrierFact, PlanWords
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.translations import Pair
from hhdesk.store.session import UnitOfWork

PLAN = UUID(int=0)
"""Stands for the plan itself among the lines that an import remembers."""

NAMELESS_PLAN = "Care plan"
"""Words of the goal that carries the activities of a plan without a title."""

Row = TypeVar("Row", ConcernRow, GoalRow, ActivityRow, BarrierRow)
ConditionOf = Callable[[SourceKey], Condition | None]


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
        self._goals = {
            row.id: replace(row, activities=(), barriers=()) for row in content.goals
        }
        self._activities = {
            goal.id: {row.id: row for row in goal.activities} for goal in content.goals
        }
        self._barriers: dict[UUID | None, dict[UUID | None, BarrierRow]] = {
            goal.id: {row.id: row for row in goal.barriers} for goal in content.goals
        }
        self._barriers[None] = {row.id: row for row in content.barriers}
        self._words: dict[str, Any] = {}
        self._own: PlanWords | None = None
        self._spoken = SpokenLines()
        self._known: Lines = {}
        # How many source records hold a line: several may address one concern.
        self._holders: Counter[str] = Counter()
        for lines in known:
            self._known |= lines
            self._holders.update(lines.keys())

    def order(self, fact: PlanFact) -> None:
        """Put the concerns of a plan in its own order, before goals bring them."""
        lines: Lines = {}
        for concern in fact.concerns:
            self._put_concern(concern, {}, lines, Merge())
        self._known |= lines

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
        self._put_barriers(fact.barriers, None, fact.original.key, before, lines, merge)
        self._put_words(fact, before, lines, merge)
        return lines, (*self._remember(before, lines), *merge.notes())

    def withdraw(self, before: Lines) -> tuple[Told, ...]:
        """Take back every line of a source record, except those changed here."""
        return self._remember(before, {})

    def save(self) -> bool:
        """Save a new version, if anything is another than before."""
        before = self._before
        plan = self._begun()
        if plan is not None:
            self._speak(plan)
        content = replace(
            before.content,
            **self._words,
            concerns=tuple(self._concerns.values()),
            goals=tuple(map(self._whole, self._goals.values())),
            barriers=tuple(self._barriers[None].values()),
        )
        if content == before.content:
            return False
        plan_saving.save(self._session, self.member_id, content, seen=before.number)
        return True

    def _whole(self, goal: GoalRow) -> GoalRow:
        concern_id = goal.concern_id if goal.concern_id in self._concerns else None
        return replace(
            goal,
            activities=tuple(self._activities.get(goal.id, {}).values()),
            barriers=tuple(self._barriers.get(goal.id, {}).values()),
            concern_id=concern_id,
        )

    def _begun(self) -> CarePlan | None:
        """The plan that translations need; one that this program wrote begins as it
        was, in its language."""
        plan, own = care_plans.plan_of(self._session, self.member_id), self._own
        if plan is None and own is not None:
            language = own.language or None
            plan = care_plans.begin(self._session, self.member_id, language)
            plan.status = own.status or plan.status
        return plan

    def _speak(self, plan: CarePlan) -> None:
        """Put the translations that came beside their lines."""
        spoken = self._spoken
        spoken.read(self._session, plan)
        spoken.put(self._concerns, "text")
        spoken.put(self._goals, "family_words")
        for rows in self._activities.values():
            spoken.put(rows, "text")
        content = self._before.content
        for name in ("what_matters", "strengths"):
            pair = self._words.get(name, getattr(content, name))
            self._words[name] = spoken.pair(None, name, pair)

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
        name = named("concern", concern.condition)
        blank = ConcernRow(concern.domain)
        line = self._put(name, self._concerns, blank, fields, before, merge)
        self._spoken.tell(line.id, "text", concern.family, concern.spoken)
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
        name = named("goal", goal.key)
        blank = GoalRow(goal.domain)
        line = self._put(name, self._goals, blank, fields, before, merge)
        lines[name] = line
        self._spoken.tell(line.id, "family_words", goal.family, goal.spoken)
        if line.id in self._goals:
            self._put_barriers(goal.barriers, line.id, goal.key, before, lines, merge)

    def _put_barriers(
        self,
        barriers: Iterable[BarrierFact],
        goal_id: UUID | None,
        owner: SourceKey,
        before: Lines,
        lines: Lines,
        merge: Merge,
    ) -> None:
        """Put what stands in the way of a goal, or of the whole plan."""
        seen: Counter[str] = Counter()
        rows = self._barriers.setdefault(goal_id, {})
        for one in barriers:
            seen[one.kind] += 1
            name = f"{named('barrier', owner)} {one.kind.value} {seen[one.kind]}"
            fields = {
                "kind": one.kind,
                "note": one.note,
                "resolved_on": one.resolved_on,
                "seal": one.seal,
            }
            blank = BarrierRow(one.kind)
            lines[name] = self._put(name, rows, blank, fields, before, merge)

    def _put_words(
        self, fact: PlanFact, before: Lines, lines: Lines, merge: Merge
    ) -> None:
        """Put what a plan of ours says as a whole; others' plans say nothing so."""
        own = fact.own
        if own is None:
            return
        name, content = named("plan", fact.original.key), self._before.content
        fields: dict[str, Any] = {
            "what_matters": Pair(own.what_matters),
            "strengths": Pair(own.strengths),
            "review_on": own.review_on,
        }
        present = {name: getattr(content, name) for name in fields}
        known = before.get(name)
        chosen = merge.choose(present, fields, known.fields if known else None)
        for field in {"what_matters", "strengths"} & chosen.keys():
            chosen[field] = replace(present[field], english=chosen[field].english)
        self._words |= chosen
        self._own = own
        for field in ("what_matters", "strengths"):
            spoken = getattr(own, f"{field}_spoken")
            self._spoken.tell(None, field, getattr(own, field), spoken)
        lines[name] = Line(PLAN, plain_all(fields))

    def _put_own_goal(
        self, fact: PlanFact, before: Lines, lines: Lines, merge: Merge
    ) -> None:
        """The goal that stands for the plan itself, where something hangs on it."""
        name = named("goal", fact.original.key)
        homeless = any(self._goal_of(one, fact) is None for one in fact.activities)
        if not homeless and (self._present_goals(fact.goals) or not fact.words):
            return
        concerns = [lines.get(named("concern", c.condition)) for c in fact.concerns]
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
        lines = (self._known.get(named("goal", key)) for key in keys)
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
        own = lines.get(named("goal", fact.original.key))
        for name, activity in named_activities(fact):
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
                "seal": fact.seal if activity.seal is None else activity.seal,
            }
            line = self._put(name, rows, ActivityRow(), fields, before, merge)
            self._spoken.tell(line.id, "text", activity.text, activity.spoken)
            lines[name] = line

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
        for kind in ("activity", "barrier", "goal", "concern"):
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
        elif kind == "barrier":
            held = (one for one in self._barriers.values() if line.id in one)
            rows = next(held, {})
        row = rows.get(line.id)
        if row is None:
            return True
        below = self._activities.get(line.id) or self._barriers.get(line.id)
        if is_edited(row, line.fields) or self._has_more(row, line, below):
            return False
        del rows[line.id]
        return True

    def _has_more(self, row: Any, line: Line, below: Mapping[Any, Any] | None) -> bool:
        """Whether people here hung something on an imported line: of words that came
        with it, only a translation of theirs counts."""
        if isinstance(row, BarrierRow):
            return False
        name = "family_words" if isinstance(row, GoalRow) else "text"
        pair: Pair = getattr(row, name)
        theirs = pair.family and not came_spoken(self._session, line.id, name)
        return bool(theirs or (pair.english and name not in line.fields) or below)


def _kept_beside(row: Any, chosen: dict[str, Any]) -> dict[str, Any]:
    """What came without what only people here say: translations, who consented."""
    for name in {"text", "family_words"} & chosen.keys():
        chosen[name] = replace(getattr(row, name), english=chosen[name].english)
    if "seal" in chosen:
        seal: Seal = chosen["seal"]
        chosen["seal"] = replace(seal, consenter=row.seal.consenter)
    return chosen
