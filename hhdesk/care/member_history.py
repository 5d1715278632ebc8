"""All that happened for a child, newest first, in two questions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, tzinfo
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
    one: Row[Any], zone: tzinfo, origins: Origins, services: Services
) -> HistoryRow:
    """Of a day that somebody told later, the moment is not the time it happened."""
    entered = one.at.astimezone(zone).date() if one.at else None
    on = one.on or entered
    assert on
    return HistoryRow(
        Happening(one.what),
        one.id,
        on,
        one.at if entered == on else None,
        one.title or "",
        one.more or "",
        one.who or "",
        one.code or "",
        one.detail or "",
        "" if one.what in _CONSENTS else one.third or "",
        one.by or "",
        one.number,
        one.until,
        one.starts,
        one.about,
        bool(one.staff_only),
        _seal(one),
        origins.get(one.about, ()) if one.about else (),
        services.get(one.id, ()),
    )


def _seal(one: Row[Any]) -> Seal:
    if one.what in _CONSENTS:
        # What a consent is about would tell of the care itself.
        named = set(json.loads(one.third or "[]"))
        strict = (part for part in STRICTEST_FIRST if part.value in named)
        segment = next(strict, Segment.GENERAL)
        return Seal(segment, Consenter(one.consenter), bool(one.part2))
    if one.segment is None:
        return _OPEN
    return Seal(Segment(one.segment), Consenter(one.consenter), bool(one.part2))
