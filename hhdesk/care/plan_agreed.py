"""What was agreed on in a plan and is signed: all of its content but progress."""

from __future__ import annotations

from dataclasses import replace

from hhdesk.care.goals import (
    Achievement,
    ActivityRow,
    ActivityStatus,
    BarrierRow,
    ConcernRow,
    GoalRow,
    Lifecycle,
)
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import PlanLineRow
from hhdesk.care.translations import Pair, TranslationState


def is_progress(old: PlanContent, new: PlanContent) -> bool:
    """Whether all that changed is how it goes: what was done and reached, solved, what
    stands in the chart, and who checked a translation."""
    return old == new or agreed(old) == agreed(new)


def agreed(content: PlanContent) -> PlanContent:
    """The content without what may change while the plan is in force."""
    return replace(
        content,
        what_matters=_pair(content.what_matters),
        strengths=_pair(content.strengths),
        culture=_pair(content.culture),
        concerns=tuple(map(_concern, content.concerns)),
        goals=tuple(map(_goal, content.goals)),
        barriers=tuple(map(_barrier, content.barriers)),
        lines=tuple(map(_line, content.lines)),
        medicines=(),
        allergies=(),
        team=(),
    )


def _pair(pair: Pair) -> Pair:
    if pair.state is TranslationState.MISSING and not pair.checked_by:
        return pair
    return Pair(pair.english, pair.family)


def _concern(row: ConcernRow) -> ConcernRow:
    return replace(row, text=_pair(row.text), resolved_on=None)


def _line(row: PlanLineRow) -> PlanLineRow:
    return replace(row, text=_pair(row.text))


def _barrier(row: BarrierRow) -> BarrierRow:
    return row if row.resolved_on is None else replace(row, resolved_on=None)


def _activity(row: ActivityRow) -> ActivityRow:
    return replace(
        row,
        text=_pair(row.text),
        status=ActivityStatus.TO_DO,
        result="",
        done_on=None,
    )


def _goal(row: GoalRow) -> GoalRow:
    return replace(
        row,
        family_words=_pair(row.family_words),
        target=_pair(row.target),
        lifecycle=Lifecycle.ACTIVE,
        achievement=Achievement.IN_PROGRESS,
        activities=tuple(map(_activity, row.activities)),
        barriers=tuple(map(_barrier, row.barriers)),
    )
