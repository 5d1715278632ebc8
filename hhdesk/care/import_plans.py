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
from hhdesk.care.goals import ActivityRow, BarrierRow, ConcernRow, GoalRow
from hhdesk.care.health import Condition
from hhdesk.care.import_fields import STILL_HERE, Merge, is_edited, plain_all
from hhdesk.care.import_plan_lines import Line, Lines, named, named_activities
from hhdesk.care.import_plan_rows import PlanRows, kept_beside
from hhdesk.care.import_spoken import SpokenLines, came_spoken
from hhdesk.care.imported import (
    ActivityFact,
    ConcernFact,
    GoalLine,
    PlanFact,
    SourceKey,
    Told,
)
from hhdesk.care.imported_words import BarrierFact, LineFact, PlanWords
from hhdesk.care.plan_lines import PlanLineRow
from hhdesk.care.plan_records import CarePlan
from hhdesk.care.translations import Pair
from hhdesk.store.session import UnitOfWork

PLAN = UUID(int=0)
"""Stands for the plan itself among the lines that an import remembers."""

WORDS = ("what_matters", "strengths", "culture")
"""The pairs that a plan says of the whole."""

NAMELESS_PLAN = "Care plan"
"""Words of the goal that carries the activities of a plan without a title."""

Row = TypeVar("Row", ConcernRow, GoalRow, ActivityRow, BarrierRow, PlanLineRow)
ConditionOf = Callable[[SourceKey], Condition | None]
RowOf = Callable[[SourceKey], UUID | None]


class PlanMerge:
    """One member's plan while an import changes it; `known` are the lines that other
    source records of this member remember."""

    def __init__(
        self,
        session: UnitOfWork,
        member_id: UUID,
        known: Iterable[Lines],
        condition_of: ConditionOf,
        row_of: RowOf,
    ) -> None:
        self._session = session
        self._condition_of, self._row_of = condition_of, row_of
        self.member_id = member_id
        self._before = care_plans.current(session, member_id)
        self._rows = PlanRows(self._before.content)
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
        content = self._rows.content(before.content, **self._words)
        if content == before.content:
            return False
        plan_saving.save(
            self._session,
            self.member_id,
            content,
            seen=before.number,
            though_stopped=True,
        )
        return True

    def _begun(self) -> CarePlan | None:
        """The plan that translations need; one that this program wrote begins as it
        was, in its language."""
        plan, own = care_plans.plan_of(self._session, self.member_id), self._own
        if plan is None and own is not None:
            language = own.language or None
            plan = care_plans.begin(self._session, self.member_id, language)
            plan.status = own.status or plan.status
            plan.stopped_on, plan.stop_reason = own.stopped_on, own.stop_reason
        return plan

    def _speak(self, plan: CarePlan) -> None:
        """Put the translations that came beside their lines."""
        spoken = self._spoken
        spoken.read(self._session, plan)
        spoken.put(self._rows.concerns, "text")
        spoken.put(self._rows.goals, "family_words")
        spoken.put(self._rows.goals, "target")
        spoken.put(self._rows.lines, "text")
        spoken.put(self._rows.medicines, "dosage")
        spoken.put(self._rows.allergies, "reaction")
        for rows in self._rows.activities.values():
            spoken.put(rows, "text")
        content = self._before.content
        for name in WORDS:
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
            rows[line.id] = replace(row, **kept_beside(row, chosen))
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
            "resolved_on": concern.resolved_on,
            # What was sealed in the chart stays sealed in the plan.
            "seal": here.seal if here else concern.seal,
        }
        if concern.family:
            fields["text"] = Pair(concern.family)
        name = named("concern", concern.condition)
        blank = ConcernRow(concern.domain)
        line = self._put(name, self._rows.concerns, blank, fields, before, merge)
        self._spoken.tell(line.id, "text", concern.family, concern.spoken)
        lines[name] = line
        return line.id if line.id in self._rows.concerns else None

    def _put_goal(
        self, goal: GoalLine, before: Lines, lines: Lines, merge: Merge
    ) -> None:
        ids = [self._put_concern(one, before, lines, merge) for one in goal.concerns]
        fields: dict[str, Any] = {
            "domain": goal.domain,
            "clinical_words": goal.words,
            "start_on": goal.start_on,
            "target_on": goal.target_on,
            "lifecycle": goal.lifecycle,
            "achievement": goal.achievement,
            "concern_id": next(filter(None, ids), None),
            "seal": goal.seal,
        }
        if goal.family:
            fields["family_words"] = Pair(goal.family)
        if goal.target:
            fields["target"] = Pair(goal.target)
        name = named("goal", goal.key)
        blank = GoalRow(goal.domain)
        line = self._put(name, self._rows.goals, blank, fields, before, merge)
        lines[name] = line
        self._spoken.tell(line.id, "family_words", goal.family, goal.spoken)
        self._spoken.tell(line.id, "target", goal.target, goal.target_spoken)
        if line.id in self._rows.goals:
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
        rows = self._rows.barriers.setdefault(goal_id, {})
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
            **{name: Pair(getattr(own, name)) for name in WORDS},
            "review_on": own.review_on,
            "school": own.school,
        }
        present = {name: getattr(content, name) for name in fields}
        known = before.get(name)
        chosen = merge.choose(present, fields, known.fields if known else None)
        for field in set(WORDS) & chosen.keys():
            chosen[field] = replace(present[field], english=chosen[field].english)
        self._words |= chosen
        self._own = own
        for field in WORDS:
            spoken = getattr(own, f"{field}_spoken")
            self._spoken.tell(None, field, getattr(own, field), spoken)
        lines[name] = Line(PLAN, plain_all(fields))
        for told in fact.chart:
            row_id = self._row_of(told.key)
            if row_id is not None:
                self._spoken.tell(row_id, told.field, told.english, told.spoken)
        self._put_lines(own.lines, fact.original.key, before, lines, merge)

    def _put_lines(
        self,
        told: Iterable[LineFact],
        owner: SourceKey,
        before: Lines,
        lines: Lines,
        merge: Merge,
    ) -> None:
        seen: Counter[str] = Counter()
        rows = self._rows.lines
        for one in told:
            seen[one.kind] += 1
            name = f"{named('line', owner)} {one.kind.value} {seen[one.kind]}"
            fields = {"kind": one.kind, "text": Pair(one.text), "seal": one.seal}
            line = self._put(name, rows, PlanLineRow(one.kind), fields, before, merge)
            self._spoken.tell(line.id, "text", one.text, one.spoken)
            lines[name] = line

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
            "concern_id": only.id if only and only.id in self._rows.concerns else None,
            "seal": fact.seal,
        }
        blank = GoalRow(fact.domain)
        lines[name] = self._put(name, self._rows.goals, blank, fields, before, merge)

    def _present_goals(self, keys: Iterable[SourceKey]) -> list[UUID]:
        lines = (self._known.get(named("goal", key)) for key in keys)
        return [line.id for line in lines if line and line.id in self._rows.goals]

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
            present = self._rows.goal_holding(known.id) if known else None
            rows = self._rows.activities.setdefault(present or goal_id, {})
            fields = {
                "text": Pair(activity.text),
                "responsible": activity.responsible,
                "who": activity.who,
                "due_on": activity.due_on,
                "status": activity.status,
                "result": activity.result,
                "repeat": activity.repeat,
                "done_on": activity.done_on,
                "seal": fact.seal if activity.seal is None else activity.seal,
            }
            line = self._put(name, rows, ActivityRow(), fields, before, merge)
            self._spoken.tell(line.id, "text", activity.text, activity.spoken)
            lines[name] = line

    def _remember(self, before: Lines, now: Lines) -> tuple[Told, ...]:
        """Know the lines of a record from now on, and remove those that it no longer
        has and no other record holds; activities before their goals."""
        self._known |= now
        self._holders.update(now.keys())
        self._holders.subtract(before.keys())
        gone = [name for name in before if self._holders[name] <= 0]
        edited = 0
        for kind in ("activity", "barrier", "line", "goal", "concern"):
            for name in gone:
                if name.startswith(f"{kind} "):
                    edited += not self._removed(kind, before[name])
        for name in gone:
            self._known.pop(name, None)
        return (Told(STILL_HERE),) if edited else ()

    def _removed(self, kind: str, line: Line) -> bool:
        """Whether a line is gone; False for one that was changed here."""
        rows = self._rows.holding(kind, line.id)
        row = rows.get(line.id)
        if row is None:
            return True
        below = self._rows.below(line.id)
        if is_edited(row, line.fields) or self._has_more(row, line, below):
            return False
        del rows[line.id]
        return True

    def _has_more(self, row: Any, line: Line, below: bool) -> bool:
        """Whether people here hung something on an imported line: of words that came
        with it, only a translation of theirs counts."""
        if isinstance(row, BarrierRow):
            return False
        name = "family_words" if isinstance(row, GoalRow) else "text"
        pair: Pair = getattr(row, name)
        theirs = pair.family and not came_spoken(self._session, line.id, name)
        return bool(theirs or (pair.english and name not in line.fields) or below)
