"""The rows of one plan while an import changes them, each kind by its id."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import ActivityRow, BarrierRow, ConcernRow, GoalRow
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import PlanLineRow

Key = UUID | None


class PlanRows:
    """Goals stand here without what hangs on them; `content` puts it back."""

    def __init__(self, content: PlanContent) -> None:
        self.concerns: dict[Key, ConcernRow] = {row.id: row for row in content.concerns}
        self.goals: dict[Key, GoalRow] = {
            row.id: replace(row, activities=(), barriers=()) for row in content.goals
        }
        self.activities: dict[Key, dict[Key, ActivityRow]] = {
            goal.id: {row.id: row for row in goal.activities} for goal in content.goals
        }
        self.barriers: dict[Key, dict[Key, BarrierRow]] = {
            goal.id: {row.id: row for row in goal.barriers} for goal in content.goals
        }
        self.barriers[None] = {row.id: row for row in content.barriers}
        self.lines: dict[Key, PlanLineRow] = {row.id: row for row in content.lines}
        self.medicines = {row.id: row for row in content.medicines}
        self.allergies = {row.id: row for row in content.allergies}

    def content(self, before: PlanContent, **words: Any) -> PlanContent:
        """The plan that the rows make up, with these words of the whole."""
        return replace(
            before,
            **words,
            concerns=tuple(self.concerns.values()),
            goals=tuple(map(self._whole, self.goals.values())),
            barriers=tuple(self.barriers[None].values()),
            lines=tuple(self.lines.values()),
            medicines=tuple(self.medicines.values()),
            allergies=tuple(self.allergies.values()),
        )

    def _whole(self, goal: GoalRow) -> GoalRow:
        concern_id = goal.concern_id if goal.concern_id in self.concerns else None
        return replace(
            goal,
            activities=tuple(self.activities.get(goal.id, {}).values()),
            barriers=tuple(self.barriers.get(goal.id, {}).values()),
            concern_id=concern_id,
        )

    def goal_holding(self, activity_id: UUID) -> Key:
        for goal_id, rows in self.activities.items():
            if activity_id in rows:
                return goal_id
        return None

    def holding(self, kind: str, key: UUID) -> dict[Any, Any]:
        """The rows of a kind among which this one stands, or would."""
        if kind == "activity":
            return self.activities.get(self.goal_holding(key), {})
        if kind == "barrier":
            held = (one for one in self.barriers.values() if key in one)
            return next(held, {})
        kinds: dict[str, dict[Any, Any]] = {
            "goal": self.goals,
            "concern": self.concerns,
            "line": self.lines,
        }
        return kinds[kind]

    def below(self, goal_id: UUID) -> bool:
        """Whether something hangs on a goal."""
        return bool(self.activities.get(goal_id) or self.barriers.get(goal_id))


def kept_beside(row: Any, chosen: dict[str, Any]) -> dict[str, Any]:
    """What came without what only people here say: translations, who consented."""
    for name in {"text", "family_words", "target"} & chosen.keys():
        chosen[name] = replace(getattr(row, name), english=chosen[name].english)
    if "seal" in chosen:
        seal: Seal = chosen["seal"]
        chosen["seal"] = replace(seal, consenter=row.seal.consenter)
    return chosen
