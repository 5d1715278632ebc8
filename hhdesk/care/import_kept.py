"""Keeping resources that are not entered; taking back what they entered before."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hhdesk.care.household import Caregiving
from hhdesk.care.import_act import Act
from hhdesk.care.import_facts import BY_TABLE
from hhdesk.care.import_fields import withdraw
from hhdesk.care.import_planned import Planned, is_planned
from hhdesk.care.imported import Fate, KeptFact, Told
from hhdesk.care.sources import SourceRecord
from hhdesk.i18n import N_

MEMBER_STAYS = N_("its source took it back; the member stays here: please look")


def _taken_back(
    act: Act, fact: KeptFact, record: SourceRecord, planned: Planned
) -> tuple[Told, ...]:
    """What must be told of a fact that its source no longer stands for."""
    if is_planned(record):
        return planned.withdraw(fact, record)
    kind = BY_TABLE.get(record.local_table)
    if record.local_table == Caregiving.__tablename__:
        link = act.session.get_one(Caregiving, record.local_id)
        return withdraw(act.session, link, record.imported["fields"])
    if kind is not None:
        row = act.session.get_one(kind, record.local_id)
        return withdraw(act.session, row, record.imported["fields"])
    return (Told(MEMBER_STAYS),)


def enter(act: Act, fact: KeptFact, planned: Planned) -> None:
    """Keep one resource as it came, for a member where it is about one."""
    if act.is_older(fact.original):
        return
    record = act.records.get(fact.original.key)
    member_id = act.people.member_id(fact.about)
    local: tuple[str, UUID | None] = ("", None)
    imported: dict[str, Any] = {}
    notes: tuple[Told, ...] = ()
    if record is not None and record.local_id is not None:
        notes = _taken_back(act, fact, record, planned)
        if not is_planned(record):
            # Remembered, so that the row comes back if the source stands for it again.
            local, imported = (record.local_table, record.local_id), record.imported
    act.records.keep(fact.original, member_id, local, imported)
    act.finish(fact.original, Fate.KEPT, member_id, notes, fact.why)
