"""Two people edited one plan: both changes in one content, nobody's text lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any
from uuid import UUID

from hhdesk.care.plan_content import PlanContent
from hhdesk.care.translations import Pair

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


@dataclass
class _Merge:
    """Counts what both changed; there the words of the person at the desk stand."""

    new_id: Callable[[], UUID]
    both: int = 0

    def fields(self, base: Any, mine: Any, theirs: Any) -> Any:
        """One row or the plan itself, field by field."""
        chosen: dict[str, Any] = {}
        for field in fields(theirs):
            three = (getattr(one, field.name) for one in (base, mine, theirs))
            if field.name in _LISTS:
                chosen[field.name] = self.rows(*three)
            else:
                chosen[field.name] = self.value(*three)
        return replace(theirs, **chosen)

    def value(self, base: Any, mine: Any, theirs: Any) -> Any:
        if _same(base, mine) or _same(mine, theirs):
            return theirs
        if not _same(base, theirs):
            self.both += 1
        return mine

    def rows(
        self, base: tuple[Any, ...], mine: tuple[Any, ...], theirs: tuple[Any, ...]
    ) -> tuple[Any, ...]:
        """Their order; what is only mine comes after."""
        old, own = ({row.id: row for row in rows} for rows in (base, mine))
        kept = []
        for row in theirs:
            if row.id in own:
                kept.append(self.fields(old.get(row.id, row), own[row.id], row))
            elif row.id not in old or row != old[row.id]:
                # New, or changed by them after I took it out: it stays.
                kept.append(row)
        present = {row.id for row in theirs}
        for row in mine:
            if row.id not in present:
                if row.id not in old:
                    kept.append(row)
                elif row != old[row.id]:
                    # They took out what I was writing in: it comes back as new.
                    self.both += 1
                    kept.append(self._anew(row))
        return tuple(kept)

    def _anew(self, row: Any) -> Any:
        """The row with keys of its own; those of removed rows stay used up."""
        inner = {
            name: tuple(map(self._anew, getattr(row, name)))
            for name in _LISTS
            if hasattr(row, name)
        }
        return replace(row, id=self.new_id(), **inner)


def _same(one: Any, other: Any) -> bool:
    """Whether two values say the same; who translated or checked is no edit."""
    if isinstance(one, Pair) and isinstance(other, Pair):
        return (one.english, one.family) == (other.english, other.family)
    return bool(one == other)


def merged(
    base: PlanContent,
    mine: PlanContent,
    theirs: PlanContent,
    new_id: Callable[[], UUID],
) -> tuple[PlanContent, int]:
    """Both changes of one content, and how many lines both had changed."""
    merge = _Merge(new_id)
    content: PlanContent = merge.fields(base, mine, theirs)
    return content, merge.both
