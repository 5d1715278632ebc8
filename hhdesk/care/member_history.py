"""All that happened for a child, newest first, in two questions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, tzinfo
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from hhdesk.care import history_parts
from hhdesk.care.confidentiality import STRICTEST_FIRST, Consenter, Seal, Segment
from hhdesk.care.core_services import CoreService
from hhdesk.care.history_facts import Happening, HistoryRow
from hhdesk.care.history_lines import SERVICE
from hhdesk.care.history_parts import SEAL
from hhdesk.store.session import UnitOfWork

_CONSENTS = (Happening.CONSENT.value, Happening.REVOCATION.value)
_HAPPENINGS = {one.value: one for one in Happening}
_OPEN = Seal()

Origins = Mapping[UUID, tuple[Seal, ...]]
Services = Mapping[UUID, tuple[CoreService, ...]]


def history(session: UnitOfWork, member_id: UUID) -> tuple[HistoryRow, ...]:
    """Everything, also what is sealed: for the child's own page and the disclosure
    rule, and for no list."""
    named = {"member": member_id, "clinic": session.organization_id}
    asked = history_parts.question()
    found = session.execute(asked, {**named, "now": session.now()}).all()
    origins, services = _origins(session, member_id), _services(found)
    rows = [
        _row(one, session.zone, origins, services)
        for one in found
        if one.what != SERVICE
    ]
    return tuple(sorted(rows, key=_age, reverse=True))


def _age(row: HistoryRow) -> tuple[date, float, tuple[str, UUID, int]]:
    """What has no time of day stands before what has, on its day."""
    return row.on, row.at.timestamp() if row.at else 0.0, row.key


def _services(found: Sequence[Row[Any]]) -> Services:
    """By contact."""
    services: dict[UUID, tuple[CoreService, ...]] = {}
    for one in found:
        if one.what == SERVICE:
            given = (*services.get(one.about, ()), CoreService(one.code))
            services[one.about] = given
    return services


def _origins(session: UnitOfWork, member_id: UUID) -> Origins:
    return {
        line[0]: tuple(
            Seal(Segment(line[place]), Consenter(line[place + 1]), line[place + 2])
            for place in range(1, len(line), SEAL)
            if line[place] is not None
        )
        for line in session.execute(history_parts.origins(), {"member": member_id})
    }


def _row(
    one: Sequence[Any], zone: tzinfo, origins: Origins, services: Services
) -> HistoryRow:
    """Of a day that somebody told later, the moment is not the time it happened. The
    columns stand in the order of `history_lines`: taken one by one by their names,
    thousands of them would be felt."""
    what, key, title, more, who, code, detail, third, by, number = one[:10]
    on, at, until, starts, about, staff_only, *sealed = one[10:]
    entered = at.astimezone(zone).date() if at else None
    if what in _CONSENTS:
        sealed[0], third = _segment(third), ""
    on = on or entered
    assert on
    return HistoryRow(
        _HAPPENINGS[what],
        key,
        on,
        at if entered == on else None,
        title or "",
        more or "",
        who or "",
        code or "",
        detail or "",
        third or "",
        by or "",
        number,
        until,
        starts,
        about,
        bool(staff_only),
        _seal(*sealed) if sealed[0] else _OPEN,
        origins.get(about, ()) if about else (),
        services.get(key, ()),
    )


def _segment(named: str | None) -> str:
    """What a consent is about would tell of the care itself: the strictest part."""
    found = set(json.loads(named or "[]"))
    strict = (part.value for part in STRICTEST_FIRST if part.value in found)
    return next(strict, Segment.GENERAL.value)


@cache
def _seal(segment: str, consenter: str, part2: bool | None) -> Seal:
    """There are few, and a row has one."""
    return Seal(Segment(segment), Consenter(consenter), bool(part2))
