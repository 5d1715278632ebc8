"""What changed between two contents of one plan: lines that came, went, were written
anew or moved, each by its key."""

from __future__ import annotations

import enum
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from hhdesk.care.goals import GoalRow
from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_lines import School
from hhdesk.care.plan_places import PARTS, Places, field_names, flat, says_the_same
from hhdesk.care.translations import Pair
from hhdesk.i18n import N_


class ChangeKind(enum.StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


CHANGE_KIND_WORDS = {
    ChangeKind.ADDED: N_("New line"),
    ChangeKind.REMOVED: N_("Taken out"),
    ChangeKind.CHANGED: N_("Written anew"),
    ChangeKind.MOVED: N_("Moved"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """`part` is the name in PlanContent, or "activities". What the plan says as a whole
    has its value in place of a row: a Pair, a School, a day; `fields` then names the
    part, for the school its fields.

    `goal` is the goal that the line stands under now, for one taken out the goal that
    it stood under; of goals themselves and of the plan's own lines it is None. A line
    that was written anew and moved makes two changes. The rows of goals come whole,
    but what stands under them makes changes of its own.
    """

    kind: ChangeKind
    part: str
    before: Any = None
    after: Any = None
    fields: tuple[str, ...] = ()
    goal: GoalRow | None = None


def compare(old: PlanContent, new: PlanContent) -> tuple[Change, ...]:
    """In the new content's order: the plan as a whole, its concerns, each goal with
    what stands under it, then the other lists; what is gone comes after its list."""
    return tuple(_Comparison(old, new).changes())


class _Comparison:
    def __init__(self, old: PlanContent, new: PlanContent) -> None:
        self.old, self.new = old, new
        self.before, self.after = flat(old), flat(new)
        self.moved = {part: self._moved(part) for part in PARTS}

    def changes(self) -> Iterator[Change]:
        yield from self._whole()
        yield from self._part("concerns")
        for goal in self.new.goals:
            yield from self._row("goals", goal.id)
            yield from self._under(goal)
        for goal in self.old.goals:
            if goal.id not in self.after["goals"]:
                yield from self._row("goals", goal.id)
                yield from self._gone_with(goal)
        yield from self._part("barriers")
        for part in ("lines", "medicines", "allergies", "team"):
            yield from self._part(part)

    def _whole(self) -> Iterator[Change]:
        for field in fields(PlanContent):
            name = field.name
            one, two = getattr(self.old, name), getattr(self.new, name)
            if name in PARTS or says_the_same(one, two):
                continue
            told = tuple(_other_fields(one, two)) if name == "school" else (name,)
            yield Change(*_said(name, one, two), told)

    def _under(self, goal: GoalRow) -> Iterator[Change]:
        for part in ("activities", "barriers"):
            for row in getattr(goal, part):
                yield from self._row(part, row.id, goal)
            for key, place in self.before[part].items():
                if place.goal_id == goal.id and key not in self.after[part]:
                    yield from self._row(part, key, goal)

    def _gone_with(self, goal: GoalRow) -> Iterator[Change]:
        for part in ("activities", "barriers"):
            for row in getattr(goal, part):
                if row.id not in self.after[part]:
                    yield from self._row(part, row.id, goal)

    def _part(self, part: str) -> Iterator[Change]:
        """Lines of the plan's own."""
        for places in (self.after[part], self._gone(part)):
            for key, place in places.items():
                if place.goal_id is None:
                    yield from self._row(part, key)

    def _gone(self, part: str) -> Places:
        present = self.after[part]
        return {k: one for k, one in self.before[part].items() if k not in present}

    def _row(
        self, part: str, key: UUID | None, goal: GoalRow | None = None
    ) -> Iterator[Change]:
        before, after = self.before[part].get(key), self.after[part].get(key)
        if before is None or after is None:
            kind = ChangeKind.ADDED if after else ChangeKind.REMOVED
            rows = before and before.row, after and after.row
            yield Change(kind, part, *rows, goal=goal)
            return
        other = tuple(_other_fields(before.row, after.row))
        if other:
            yield Change(ChangeKind.CHANGED, part, before.row, after.row, other, goal)
        if key in self.moved[part]:
            yield Change(ChangeKind.MOVED, part, before.row, after.row, goal=goal)

    def _moved(self, part: str) -> set[UUID | None]:
        """Lines under another goal, and as few as explain the new order of the rest."""
        before, after = self.before[part], self.after[part]
        both = [key for key in after if key in before]
        moved = {key for key in both if before[key].goal_id != after[key].goal_id}
        groups: dict[UUID | None, list[UUID | None]] = {}
        for key in both:
            if key not in moved:
                groups.setdefault(after[key].goal_id, []).append(key)
        places = {key: place for place, key in enumerate(before)}
        for keys in groups.values():
            stays = _longest_rising([places[key] for key in keys])
            moved |= {key for key in keys if places[key] not in stays}
        return moved


def _said(name: str, one: Any, two: Any) -> tuple[ChangeKind, str, Any, Any]:
    empty = (Pair(), School(), None)
    if one in empty or (isinstance(one, Pair) and not one.english):
        return ChangeKind.ADDED, name, None, two
    if two in empty or (isinstance(two, Pair) and not two.english):
        return ChangeKind.REMOVED, name, one, None
    return ChangeKind.CHANGED, name, one, two


def _other_fields(one: Any, two: Any) -> Iterable[str]:
    if one is two:
        return ()
    names = field_names(one)
    return (n for n in names if not says_the_same(getattr(one, n), getattr(two, n)))


def _longest_rising(places: Sequence[int]) -> set[int]:
    """The most of these numbers, all different, that rise from left to right."""
    ends: list[int] = []
    chain: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        chain[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    found: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = chain[last]
    return found
