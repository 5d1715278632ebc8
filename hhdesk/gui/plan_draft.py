"""A care plan while it is edited: the content as typed, and the version it began from.

Nothing of Qt is here: the editors show it, `plan_undo` remembers its edits, the desk
keeps it on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
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
from hhdesk.care.health import ClinicalStatus, MedicineStatus
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import AllergyLine, MedicineLine, TeamLine
from hhdesk.care.plan_merging import merge
from hhdesk.care.plan_reading import content_of_text
from hhdesk.care.plan_text import canonical
from hhdesk.care.translations import Pair, TranslationState
from hhdesk.gui import plan_rows
from hhdesk.gui.plan_rows import CONCERNS, GOALS, Spot, Where
from hhdesk.i18n import N_

CHANGED, ADDED = N_("Changed"), N_("Added")
TAKEN_OUT, MOVED = N_("Taken out"), N_("Moved")


@dataclass(frozen=True)
class Edit:
    """One change of the content. `typing`: letter by letter in one field."""

    before: PlanContent
    after: PlanContent
    words: str
    where: Where
    typing: bool = False


class PlanDraft:
    """`new_id` makes keys for new rows; `changed` is told of each edit."""

    def __init__(
        self, plan: PlanRow, new_id: Callable[[], UUID], changed: Callable[[Edit], None]
    ) -> None:
        self.plan = plan
        self.content = plan.content
        self.new_id = new_id
        self.changed = changed
        self._plan_text: tuple[PlanRow, str] | None = None
        self._saved: tuple[PlanRow, dict[UUID, Any]] | None = None

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
        merged = merge(base, mine, self.content)
        if merged.content == self.plan.content:
            return None
        self.content = merged.content
        return len(merged.conflicts)

    def begin_from(self, plan: PlanRow, content: PlanContent) -> None:
        """Stand on another saved version, with this content as typed."""
        self.plan, self.content = plan, content

    def stand(self, content: PlanContent) -> None:
        """An edit was undone or done again: this is the content."""
        self.content = restated(content, self.plan.content)

    # ------------------------------------------------------------ reading

    def rows(self, spot: Spot) -> tuple[Any, ...]:
        return plan_rows.rows_at(self.content, spot)

    def row(self, spot: Spot, row_id: UUID) -> Any:
        return next(row for row in self.rows(spot) if row.id == row_id)

    def saved(self, row: Any) -> Any:
        """The row as it was saved; an empty one of its kind for a new row."""
        if self._saved is None or self._saved[0] is not self.plan:
            rows = plan_rows.every_row(self.plan.content)
            self._saved = self.plan, {one.id: one for one in rows}
        return self._saved[1].get(row.id) or _empty(row)

    # ------------------------------------------------------------ editing

    def put(self, **changes: Any) -> None:
        """Replace fields of the plan itself."""
        name = next(iter(changes))
        part = plan_rows.SCHOOL if name == "school" else plan_rows.ABOUT
        content = replace(self.content, **changes)
        self._take(content, CHANGED, Where(part, field=name), typing=True)

    def put_row(self, spot: Spot, row_id: UUID, **changes: Any) -> None:
        """Replace fields of one row."""
        content = plan_rows.changed(self.content, spot, row_id, **changes)
        place = plan_rows.where(spot, row_id, next(iter(changes)))
        self._take(content, CHANGED, place, typing=True)

    def add(self, spot: Spot, row: Any, after: UUID | None = None) -> UUID:
        """A new row, after the one of this id or at the end; gives its id."""
        row = replace(row, id=self.new_id())
        content = plan_rows.inserted(self.content, spot, row, after)
        self._take(content, ADDED, plan_rows.where(spot, row.id))
        row_id: UUID = row.id
        return row_id

    def remove(self, spot: Spot, row_id: UUID) -> Callable[[], None]:
        """Take a row out, what stands in the chart by ending it there; gives what puts
        it back."""
        before, row = self.content, self.row(spot, row_id)
        ending = _ending(row) if self._is_saved(row_id) else {}
        if ending:
            content = plan_rows.changed(before, spot, row_id, **ending)
        else:
            content = plan_rows.removed(before, spot, row_id)
        if spot == CONCERNS:
            content = _without_concern(content, row_id)
        self._take(content, TAKEN_OUT, plan_rows.where(spot, row_id))
        after = plan_rows.row_before(before, spot, row_id)
        return lambda: self._put_back(spot, row, after)

    def _put_back(self, spot: Spot, row: Any, after: UUID | None) -> None:
        rows = plan_rows.all_at(self.content, spot)
        if any(one.id == row.id for one in rows):
            content = plan_rows.changed(
                self.content,
                spot,
                row.id,
                **{one.name: getattr(row, one.name) for one in fields(row)},
            )
        else:
            content = plan_rows.inserted(
                self.content, spot, row, after, first=after is None
            )
        self._take(content, ADDED, plan_rows.where(spot, row.id))

    def _is_saved(self, row_id: UUID) -> bool:
        rows = plan_rows.every_row(self.plan.content)
        return any(one.id == row_id for one in rows)

    def move(self, spot: Spot, row_id: UUID, step: int) -> None:
        """So many places up (negative) or down among the rows that are shown."""
        places = [row.id for row in self.rows(spot)]
        self.move_to(spot, row_id, places.index(row_id) + step)

    def move_to(self, spot: Spot, row_id: UUID, place: int) -> None:
        if place >= 0:
            content = plan_rows.moved(self.content, spot, row_id, place)
            self._take(content, MOVED, plan_rows.where(spot, row_id))

    def take(self, content: PlanContent, words: str) -> None:
        """Another content whole: a template's parts, what was typed earlier."""
        self._take(content, words, Where(plan_rows.ABOUT))

    # ------------------------------------------------------------ new rows

    def add_goal(self, domain: Domain) -> UUID:
        return self.add(GOALS, GoalRow(domain, lifecycle=Lifecycle.ACTIVE))

    def add_goal_for(self, concern_id: UUID) -> UUID:
        """A new goal that answers a concern; it inherits the concern's seal."""
        about = self.row(CONCERNS, concern_id)
        goal = GoalRow(
            about.domain,
            lifecycle=Lifecycle.ACTIVE,
            concern_id=about.id,
            seal=about.seal,
        )
        return self.add(GOALS, goal)

    def add_concern(self, domain: Domain) -> UUID:
        return self.add(CONCERNS, ConcernRow(domain))

    def add_activity(self, goal_id: UUID, after: UUID | None = None) -> UUID:
        """It inherits the goal's seal, and who does the one before it."""
        goal = plan_rows.goal_of(self.content, goal_id)
        return self.add(Spot("activities", goal_id), ActivityRow(seal=goal.seal), after)

    def add_barrier(self, goal_id: UUID | None, after: UUID | None = None) -> UUID:
        """Under a goal, or in the way of the whole plan."""
        seal = Seal()
        if goal_id is not None:
            seal = plan_rows.goal_of(self.content, goal_id).seal
        row = BarrierRow(BarrierKind.TRANSPORTATION, seal=seal)
        return self.add(Spot("barriers", goal_id), row, after)

    def _take(
        self, content: PlanContent, words: str, place: Where, *, typing: bool = False
    ) -> None:
        if content == self.content:
            return
        before, self.content = self.content, content
        self.changed(Edit(before, content, words, place, typing))


def _ending(row: Any) -> dict[str, Any]:
    """What takes a row of the chart out of the plan; nothing for other rows."""
    if isinstance(row, MedicineLine):
        return {"status": MedicineStatus.STOPPED}
    if isinstance(row, AllergyLine):
        return {"status": ClinicalStatus.RESOLVED}
    return {"left": True} if isinstance(row, TeamLine) else {}


def _without_concern(content: PlanContent, concern_id: UUID) -> PlanContent:
    """Goals of a concern that was taken out stand for themselves."""
    goals = tuple(
        replace(goal, concern_id=None) if goal.concern_id == concern_id else goal
        for goal in content.goals
    )
    return replace(content, goals=goals)


def rewritten(saved: Pair, english: str, family: str) -> Pair:
    """A saved pair after typing, with the state that it has until it is saved."""
    if family.strip() != saved.family.strip():
        state = TranslationState.DRAFT if family.strip() else TranslationState.MISSING
        return Pair(english, family, state)
    if english.split() != saved.english.split() and saved.family:
        return replace(saved, english=english, state=TranslationState.STALE)
    return replace(saved, english=english, family=family)


def restated(content: PlanContent, saved: PlanContent) -> PlanContent:
    """The content with each pair in the state that it has beside what is saved now:
    a line may have been saved or checked since."""
    known = {row.id: row for row in plan_rows.every_row(saved)}
    restate = _Restating(known)
    changes = dict(restate.pairs(content, saved))
    for name in _LISTS:
        if hasattr(content, name):
            changes[name] = restate.rows(getattr(content, name))
    return replace(content, **changes)


_LISTS = (
    "concerns",
    "goals",
    "activities",
    "barriers",
    "lines",
    "medicines",
    "allergies",
    "team",
)


@dataclass(frozen=True)
class _Restating:
    known: dict[UUID, Any]

    def pairs(self, row: Any, saved: Any) -> Iterator[tuple[str, Any]]:
        for name in _pairs_of(_kind_of(row)):
            pair, base = getattr(row, name), getattr(saved, name)
            now = rewritten(base, pair.english, pair.family)
            if now != pair:
                yield name, now

    def rows(self, rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(map(self.row, rows))

    def row(self, row: Any) -> Any:
        saved = self.known.get(row.id)
        changes = dict(self.pairs(row, saved)) if saved is not None else {}
        for name in ("activities", "barriers"):
            if getattr(row, name, ()):
                changes[name] = self.rows(getattr(row, name))
        return replace(row, **changes) if changes else row


def pairs_of(content: PlanContent) -> Iterator[Pair]:
    """Each line of the plan that is written in two languages."""
    for row in (content, *plan_rows.every_row(content)):
        if not plan_rows.ended(row):
            for name in _pairs_of(_kind_of(row)):
                yield getattr(row, name)


def _kind_of(row: Any) -> Any:
    return type(row)


@cache
def _pairs_of(kind: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind) if one.type in (Pair, "Pair"))


def _empty(row: Any) -> Any:
    """A row of the same kind in which nothing is written."""
    needed = {"domain", "kind"} & {one.name for one in fields(row)}
    return type(row)(**{name: getattr(row, name) for name in needed})
