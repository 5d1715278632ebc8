"""Fields of imported rows: what came last time, what stands here, what came now.

A field that somebody changed here since the last import is never overwritten.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from hhdesk.care.confidentiality import Seal
from hhdesk.care.goals import Repeat
from hhdesk.care.imported import Told
from hhdesk.care.plan_lines import School
from hhdesk.care.translations import Pair
from hhdesk.i18n import N_
from hhdesk.store.base import Voidable
from hhdesk.store.session import UnitOfWork

WITHDRAWN = "its source no longer stands for it"
"""The reason of a void that an import made, and that an import may take back."""

EDITED = N_("changed here since, so left as it is: {fields}")
REMOVED = N_("removed here since, so left out")
STILL_HERE = N_("its source took it back, but it was changed here: please look")

Plain = Mapping[str, Any]


def plain(value: Any) -> Any:
    """A field's value as JSON. Of a pair, the English; of a seal, what labels say."""
    if isinstance(value, Pair):
        return value.english
    if isinstance(value, Seal):
        return [value.segment.value, value.part2]
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (Repeat, School)):
        return [plain(getattr(value, one.name)) for one in fields(value)]
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value if value is None or isinstance(value, (str, int)) else str(value)


def plain_all(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in values.items()}


def _blank(value: Any) -> bool:
    blank: tuple[Any, ...] = (None, "", [], False, "unknown", "not_asked")
    if isinstance(value, list):
        return all(one in blank for one in value)
    return value in blank


@dataclass
class Merge:
    """What one resource changes, and which fields it must leave."""

    changed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def choose(
        self,
        present: Mapping[str, Any],
        values: Mapping[str, Any],
        before: Plain | None,
    ) -> dict[str, Any]:
        """The values to put. Without a `before`, the row was entered here by hand,
        and only its blanks are filled."""
        chosen: dict[str, Any] = {}
        for name, value in values.items():
            now, here = plain(value), plain(present[name])
            if now == here or (before is not None and before.get(name) == now):
                continue
            free = _blank(here) if before is None else here == before.get(name)
            if free:
                chosen[name] = value
                self.changed.append(name)
            else:
                self.left.append(name)
        return chosen

    def put(self, row: Any, values: Mapping[str, Any], before: Plain | None) -> None:
        """The same, on a mapped row."""
        present = {name: getattr(row, name) for name in values}
        for name, value in self.choose(present, values, before).items():
            setattr(row, name, value)

    def notes(self) -> tuple[Told, ...]:
        if not self.left:
            return ()
        return (Told(EDITED, {"fields": ", ".join(self.left)}),)


def said_by_any(row: Any, said: Sequence[Plain]) -> Plain:
    """Of a row that several records made, what an edit is told by: of each field what
    stands here, if one of them said it, else what the first of them said."""
    found: dict[str, Any] = {}
    for name in said[0] if said else ():
        present = plain(getattr(row, name))
        imported = [one.get(name) for one in said]
        found[name] = present if present in imported else imported[0]
    return found


def is_edited(row: Any, before: Plain) -> bool:
    """Whether somebody changed one of the imported fields here."""
    return any(plain(getattr(row, name)) != value for name, value in before.items())


def withdraw(session: UnitOfWork, row: Voidable, before: Plain) -> tuple[Told, ...]:
    """Void an imported row, unless somebody changed it here."""
    if row.voided_at is not None:
        return ()
    if is_edited(row, before):
        return (Told(STILL_HERE),)
    row.void(WITHDRAWN, session.now(), session.actor_id)
    return ()


def restore(row: Voidable) -> bool:
    """Take back a void of an import; False for a row that somebody here removed."""
    if row.voided_at is None:
        return True
    if row.void_reason != WITHDRAWN:
        return False
    row.voided_at, row.voided_by, row.void_reason = None, None, None
    return True
