"""Two people edited one plan: both changes in one content, by item and field.

Where both wrote in one place the words of the person at the desk stand, and a Conflict
holds those of the other. A line that one took out while the other wrote in it stays,
under its own key. The order of lines is mine where I changed it. `merge` needs no maker
of keys: nothing comes back as new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from hhdesk.care.plan_content import PlanContent
from hhdesk.care.plan_places import (
    BELOW,
    LISTS,
    PARTS,
    Placed,
    Places,
    field_names,
    flat,
    put_fields,
    says_the_same,
)
from hhdesk.care.translations import Pair, TranslationState

WHOLE = ""
"""The field of a conflict about a line as a whole: one took it out."""

PLACE = "goal"
"""The field of a conflict about the goal that a line stands under."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both changed. `field` is WHOLE where one of them took the line out: None
    stands for its absence. `item_id` is None for what the plan says as a whole; then
    `part` is its name, and `field` too, or the school's field. `goal_id` names the
    goal that the line stands under."""

    part: str
    item_id: UUID | None
    field: str
    base: Any
    mine: Any
    theirs: Any
    goal_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    content: PlanContent
    conflicts: tuple[Conflict, ...] = ()


def merge(base: PlanContent, mine: PlanContent, theirs: PlanContent) -> Merged:
    """Both changes of one content, and what both had changed."""
    return _Merge(base, mine, theirs).merged()


Three = tuple[Any, Any, Any]
"""The base, mine and theirs."""


class _Merge:
    def __init__(
        self, base: PlanContent, mine: PlanContent, theirs: PlanContent
    ) -> None:
        self.whole = base, mine, theirs
        self.lines = tuple(map(flat, self.whole))
        self.conflicts: list[Conflict] = []
        self.kept: dict[str, Places] = {}

    def merged(self) -> Merged:
        chosen: dict[str, Any] = dict(self._plan())
        for part in PARTS:
            self.kept[part] = self._part(part)
        self._keep_goals_of_lines()
        for part in LISTS:
            chosen[part] = tuple(place.row for place in self.kept[part].values())
        chosen["goals"] = tuple(map(self._filled, chosen["goals"]))
        chosen["barriers"] = tuple(self._below("barriers", None))
        content = replace(self.whole[2], **chosen)
        return Merged(content, tuple(self.conflicts))

    def _plan(self) -> Iterator[tuple[str, Any]]:
        """What the plan says as a whole."""
        for field in fields(PlanContent):
            name = field.name
            if name in PARTS:
                continue
            base, mine, theirs = (getattr(one, name) for one in self.whole)
            three = base, mine, theirs
            if name == "school":
                yield name, self._fields("school", None, three)
            else:
                yield name, self._value(Conflict(name, None, name, *three))

    def _value(self, found: Conflict) -> Any:
        """One value of three; the conflict is kept if it is one."""
        base, mine, theirs = found.base, found.mine, found.theirs
        if says_the_same(base, mine) or says_the_same(mine, theirs):
            return theirs
        if says_the_same(base, theirs):
            return mine
        if isinstance(base, Pair):
            return self._pair(found)
        self.conflicts.append(found)
        return mine

    def _pair(self, found: Conflict) -> Pair:
        """English and the other language apart. That they put a translation of the
        English that I changed is no conflict: it is stale."""
        base: Pair = found.base
        mine: Pair = found.mine
        theirs: Pair = found.theirs
        if base.family == mine.family and base.english == theirs.english:
            return replace(theirs, english=mine.english, state=_stale(theirs))
        self.conflicts.append(found)
        family = mine.family if mine.family != base.family else theirs.family
        english = mine.english if mine.english != base.english else theirs.english
        if (english, family) == (mine.english, mine.family):
            return mine
        return Pair(english, family, _stale(replace(mine, family=family)))

    def _fields(self, part: str, place: Placed | None, three: Three) -> Any:
        """One line, field by field."""
        row = three[2]
        item_id = None if place is None else row.id
        goal_id = place.goal_id if place else None

        def value(name: str) -> Any:
            base, mine, theirs = (one and getattr(one, name) for one in three)
            found = Conflict(part, item_id, name, base, mine, theirs, goal_id)
            return self._value(found)

        return replace(row, **{name: value(name) for name in field_names(row)})

    def _part(self, part: str) -> Places:
        base, mine, theirs = (lines[part] for lines in self.lines)
        kept: Places = {}
        for key in _order(list(base), list(mine), list(theirs)):
            three = base.get(key), mine.get(key), theirs.get(key)
            place = self._line(part, *three)
            if place is not None:
                kept[key] = place
        return kept

    def _line(
        self, part: str, base: Placed | None, mine: Placed | None, theirs: Placed | None
    ) -> Placed | None:
        if mine and theirs:
            return self._both(part, base, mine, theirs)
        present = mine or theirs
        if present is None or base is None:
            return present
        by_me = mine is not None
        if present.goal_id is not None and present.goal_id in self._returned(by_me):
            # It stays with its goal, of which the conflict tells.
            return present
        if not self._written(part, base, present, by_me=by_me):
            return None
        self._taken_out(part, (base, mine, theirs), present)
        return present

    def _taken_out(
        self, part: str, three: Sequence[Placed | None], present: Placed
    ) -> None:
        base, mine, theirs = (one and one.row for one in three)
        key, goal_id = present.row.id, present.goal_id
        found = Conflict(part, key, WHOLE, base, mine, theirs, goal_id)
        self.conflicts.append(found)

    def _both(
        self, part: str, base: Placed | None, mine: Placed, theirs: Placed
    ) -> Placed:
        """A line of both; without a base where both brought it back."""
        row = self._fields(part, theirs, (base and base.row, mine.row, theirs.row))
        goals = base.goal_id if base else None, mine.goal_id, theirs.goal_id
        goal_id = self._value(Conflict(part, row.id, PLACE, *goals))
        return Placed(row, goal_id)

    def _written(self, part: str, base: Placed, now: Placed, *, by_me: bool) -> bool:
        """Whether somebody wrote in a line that the other took out; for a goal, also
        whether they wrote in what stands under it."""
        if now.goal_id != base.goal_id or not _same_line(base.row, now.row):
            return True
        if part != "goals":
            return False
        old, new = self.lines[0], self.lines[1 if by_me else 2]
        return any(
            place.goal_id == now.row.id
            and (key not in old[below] or not _same_place(old[below][key], place))
            for below in BELOW
            for key, place in new[below].items()
        )

    def _returned(self, by_me: bool) -> set[UUID | None]:
        """Goals that the other took out and that stay, by whose writing they do."""
        gone = self.lines[2 if by_me else 1]["goals"]
        old = self.lines[0]["goals"]
        return {key for key in self.kept["goals"] if key in old and key not in gone}

    def _keep_goals_of_lines(self) -> None:
        """A line never stands under a goal that is gone."""
        for part in BELOW:
            for place in self.kept[part].values():
                key = place.goal_id
                if key is not None and key not in self.kept["goals"]:
                    rows = [lines["goals"].get(key) for lines in self.lines]
                    goal = rows[1] or rows[2] or rows[0]
                    assert goal is not None
                    self.kept["goals"][key] = goal
                    self._taken_out("goals", rows, goal)

    def _filled(self, goal: Any) -> Any:
        below = {part: tuple(self._below(part, goal.id)) for part in BELOW}
        return put_fields(goal, **below)

    def _below(self, part: str, goal_id: UUID | None) -> Iterator[Any]:
        places = self.kept[part].values()
        return (place.row for place in places if place.goal_id == goal_id)


def _stale(pair: Pair) -> TranslationState:
    return TranslationState.STALE if pair.family else TranslationState.MISSING


def _same_line(one: Any, other: Any) -> bool:
    names = field_names(one)
    return all(says_the_same(getattr(one, n), getattr(other, n)) for n in names)


def _same_place(one: Placed, other: Placed) -> bool:
    return one.goal_id == other.goal_id and _same_line(one.row, other.row)


Key = UUID | None


def _order(base: list[Key], mine: list[Key], theirs: list[Key]) -> list[Key]:
    """The order of whoever changed it, I before them; what only the other has comes
    after the line that it followed."""
    common = set(base) & set(mine)
    changed = [k for k in base if k in common] != [k for k in mine if k in common]
    first, second = (mine, theirs) if changed else (theirs, mine)
    known, after = set(first), dict[Key, list[Key]]()
    found, last = list[Key](), None
    for key in second:
        if key in known:
            last = key
        else:
            after.setdefault(last, []).append(key)
    # What follows nothing known comes last, not first: it is new.
    loose = after.pop(None, [])
    for key in first:
        found += [key, *after.get(key, [])]
    return found + loose


def put(content: PlanContent, conflict: Conflict, value: Any) -> PlanContent:
    """The content with a conflict decided; None for a WHOLE line takes it out."""
    part = conflict.part
    if conflict.item_id is None:
        if part != "school":
            return put_fields(content, **{part: value})
        school = replace(content.school, **{conflict.field: value})
        return replace(content, school=school)
    if conflict.field == WHOLE:
        without = _each(content, part, conflict.item_id, lambda row: None)
        return without if value is None else _with(without, content, conflict, value)
    if conflict.field == PLACE:
        found = flat(content)[part].get(conflict.item_id)
        if found is None:
            return content
        without = _each(content, part, conflict.item_id, lambda row: None)
        return _under(without, part, value, found.row)
    field = conflict.field
    return _each(
        content, part, conflict.item_id, lambda row: put_fields(row, **{field: value})
    )


def _with(
    without: PlanContent, content: PlanContent, conflict: Conflict, row: Any
) -> PlanContent:
    """The line in its place again, as it is said to be."""
    part, key = conflict.part, conflict.item_id
    assert key is not None
    if key in flat(content)[part]:
        names = field_names(row)
        said = {name: getattr(row, name) for name in names}
        return _each(content, part, key, lambda old: replace(old, **said))
    if part in BELOW:
        return _under(without, part, conflict.goal_id, row)
    return put_fields(without, **{part: (*getattr(without, part), row)})


def _under(
    content: PlanContent, part: str, goal_id: UUID | None, row: Any
) -> PlanContent:
    """The line last under a goal, or last of the plan's own."""
    if goal_id is None:
        return put_fields(content, **{part: (*getattr(content, part), row)})
    goals = tuple(
        put_fields(goal, **{part: (*getattr(goal, part), row)})
        if goal.id == goal_id
        else goal
        for goal in content.goals
    )
    return replace(content, goals=goals)


def _each(
    content: PlanContent, part: str, key: UUID, change: Callable[[Any], Any]
) -> PlanContent:
    """The content with one line changed, or without it where `change` gives None."""

    def changed(rows: Iterable[Any]) -> tuple[Any, ...]:
        made = (change(row) if row.id == key else row for row in rows)
        return tuple(row for row in made if row is not None)

    if part not in BELOW:
        return put_fields(content, **{part: changed(getattr(content, part))})
    goals = tuple(
        put_fields(goal, **{part: changed(getattr(goal, part))})
        for goal in content.goals
    )
    own = {part: changed(content.barriers)} if part == "barriers" else {}
    return put_fields(content, goals=goals, **own)
