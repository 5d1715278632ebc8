"""A care plan while it is edited: the content as typed, and the version it began from.

Nothing of Qt is here: the editors show it, the desk keeps it on disk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from hhdesk.care.care_plans import PlanRow
from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import (
    ActivityRow,
    BarrierKind,
    BarrierRow,
    ConcernRow,
    Domain,
    GoalRow,
    Lifecycle,
)
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_reading import content_of_text
from hhdesk.care.plan_text import canonical
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.gui.plan_merge import merged


class PlanDraft:
    """`new_id` makes keys for new rows; `changed` is called after each edit."""

    def __init__(
        self, plan: PlanRow, new_id: Callable[[], UUID], changed: Callable[[], None]
    ) -> None:
        self.plan = plan
        self.content = plan.content
        self._new_id = new_id
        self.changed = changed
        self._plan_text: tuple[PlanRow, str] | None = None

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.content != self.plan.content

    @property
    def value(self) -> dict[str, str]:
        """What the desk keeps: the content as typed, and the saved one below it."""
        if self._plan_text is None or self._plan_text[0] is not self.plan:
            self._plan_text = self.plan, canonical(self.plan.content)
        return {"base": self._plan_text[1], "mine": canonical(self.content)}

    def restore(self, value: dict[str, str]) -> int | None:
        """Take up what the desk kept, on top of this version; gives how many lines
        somebody else changed as well, or None where nothing of it is left to save."""
        base, mine = (content_of_text(value[name]) for name in ("base", "mine"))
        content, both = merged(base, mine, self.content, self._new_id)
        if content == self.plan.content:
            return None
        self.content = content
        return both

    def put(self, **fields: Any) -> None:
        """Replace fields of the plan itself."""
        self._take(replace(self.content, **fields))

    def begin_from(self, plan: PlanRow, content: PlanContent) -> None:
        """Stand on another saved version, with this content as typed."""
        self.plan, self.content = plan, content
        self.changed()

    def put_goal(self, index: int, **fields: Any) -> None:
        goals = list(self.content.goals)
        goals[index] = replace(goals[index], **fields)
        self._take(replace(self.content, goals=tuple(goals)))

    def put_concern(self, index: int, **fields: Any) -> None:
        concerns = list(self.content.concerns)
        concerns[index] = replace(concerns[index], **fields)
        self._take(replace(self.content, concerns=tuple(concerns)))

    def put_activity(self, goal: int, index: int, **fields: Any) -> None:
        rows = list(self.content.goals[goal].activities)
        rows[index] = replace(rows[index], **fields)
        self.put_goal(goal, activities=tuple(rows))

    def add_goal(self, domain: Domain) -> int:
        """A new empty goal; gives its place."""
        goal = GoalRow(domain, lifecycle=Lifecycle.ACTIVE, id=self._new_id())
        return self._add_goal(goal)

    def add_goal_for(self, concern: int) -> int:
        """A new goal that answers a concern; it inherits the concern's seal."""
        about = self.content.concerns[concern]
        return self._add_goal(
            GoalRow(
                about.domain,
                lifecycle=Lifecycle.ACTIVE,
                concern_id=about.id,
                seal=about.seal,
                id=self._new_id(),
            )
        )

    def _add_goal(self, goal: GoalRow) -> int:
        self.put(goals=(*self.content.goals, goal))
        return len(self.content.goals) - 1

    def add_concern(self, domain: Domain) -> int:
        concerns = (*self.content.concerns, ConcernRow(domain, id=self._new_id()))
        self.put(concerns=concerns)
        return len(concerns) - 1

    def add_activity(self, goal: int) -> None:
        rows = self.content.goals[goal].activities
        seal = self.content.goals[goal].seal
        row = ActivityRow(seal=seal, id=self._new_id())
        self.put_goal(goal, activities=(*rows, row))

    def add_barrier(self, goal: int | None, kind: BarrierKind) -> None:
        """Under a goal, or in the way of the whole plan."""
        seal = Seal() if goal is None else self.content.goals[goal].seal
        barrier = BarrierRow(kind, seal=seal, id=self._new_id())
        self.put_barriers(goal, (*self.barriers(goal), barrier))

    def put_barriers(self, goal: int | None, rows: tuple[BarrierRow, ...]) -> None:
        if goal is None:
            self.put(barriers=rows)
        else:
            self.put_goal(goal, barriers=rows)

    def barriers(self, goal: int | None) -> tuple[BarrierRow, ...]:
        if goal is None:
            return self.content.barriers
        return self.content.goals[goal].barriers

    def remove_goal(self, index: int) -> Callable[[], None]:
        """Take a goal out; gives what puts it back."""
        return self._without("goals", index)

    def remove_concern(self, index: int) -> Callable[[], None]:
        return self._without("concerns", index)

    def remove_activity(self, goal: int, index: int) -> Callable[[], None]:
        rows = self.content.goals[goal].activities
        gone = rows[index]
        self.put_goal(goal, activities=rows[:index] + rows[index + 1 :])

        def put_back() -> None:
            rows = self.content.goals[goal].activities
            self.put_goal(goal, activities=(*rows[:index], gone, *rows[index:]))

        return put_back

    def _without(self, name: str, index: int) -> Callable[[], None]:
        rows = getattr(self.content, name)
        gone = rows[index]
        self.put(**{name: rows[:index] + rows[index + 1 :]})

        def put_back() -> None:
            rows = getattr(self.content, name)
            self.put(**{name: (*rows[:index], gone, *rows[index:])})

        return put_back

    def _take(self, content: PlanContent) -> None:
        self.content = content
        self.changed()


def rewritten(saved: Pair, english: str, family: str) -> Pair:
    """A saved pair after typing, with the state that it has until it is saved."""
    if family.strip() != saved.family.strip():
        state = TranslationState.DRAFT if family.strip() else TranslationState.MISSING
        return Pair(english, family, state)
    if english.split() != saved.english.split() and saved.family:
        return replace(saved, english=english, state=TranslationState.STALE)
    return replace(saved, english=english, family=family)


def saved_goal(plan: PlanRow, goal: GoalRow) -> GoalRow:
    """The goal as it was saved; an empty one for a new goal."""
    found = (one for one in plan.content.goals if goal.id and one.id == goal.id)
    return next(found, GoalRow(goal.domain))


def saved_concern(plan: PlanRow, concern: ConcernRow) -> ConcernRow:
    found = (
        one for one in plan.content.concerns if concern.id and one.id == concern.id
    )
    return next(found, ConcernRow(concern.domain))


def saved_activity(plan: PlanRow, activity: ActivityRow) -> ActivityRow:
    for goal in plan.content.goals:
        for one in goal.activities:
            if activity.id and one.id == activity.id:
                return one
    return ActivityRow()
