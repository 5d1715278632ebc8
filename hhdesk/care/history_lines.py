"""A line of a history as the one question reads it: the same columns for all parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    Integer,
    Select,
    Text,
    Uuid,
    bindparam,
    cast,
    literal,
    null,
    select,
)

from hhdesk.care.confidentiality import Sealable
from hhdesk.care.staff import Staff
from hhdesk.store.types import Instant

SERVICE = "service"
"""A line that tells a core service of the contact `about`."""

MEMBER, CLINIC = bindparam("member", type_=Uuid), bindparam("clinic", type_=Uuid)
NOW = bindparam("now", type_=Instant)

_TYPES: Mapping[str, Any] = {
    "title": Text,
    "more": Text,
    "who": Text,
    "code": Text,
    "detail": Text,
    "third": Text,
    "by": Text,
    "number": Integer,
    "on": Date,
    "at": Instant,
    "until": Date,
    "starts": Instant,
    "about": Uuid,
    "staff_only": Boolean,
    "segment": Text,
    "consenter": Text,
    "part2": Boolean,
}
_KEPT = {"on", "at", "until", "starts", "about", "number"}
"""Columns that every table has in the type that they are read in."""


def part(
    what: str, key: Any, seal: type[Sealable] | None = None, **columns: Any
) -> Select[Any]:
    """One part: what it has no column for is null."""
    if seal is not None:
        columns.update(segment=seal.segment, consenter=seal.consenter, part2=seal.part2)
    made = [literal(what).label("what"), key.label("id")]
    for name, kind in _TYPES.items():
        column = columns.pop(name, None)
        bare = name in _KEPT and column is not None
        made.append(
            (
                column if bare else cast(null() if column is None else column, kind)
            ).label(name)
        )
    assert not columns
    return select(*made)


def signed(line: Select[Any], table: Any, who: Any) -> Select[Any]:
    """With the staff's name in the column `by`."""
    return line.select_from(table).outerjoin(Staff, Staff.id == who)
