"""Keeping resources that are not entered; taking back what they entered before."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hhdesk.care import import_kin
from hhdesk.care.documents import Document
from hhdesk.care.health import Medicine
from hhdesk.care.household import Caregiving
from hhdesk.care.import_act import Act
from hhdesk.care.import_facts import BY_TABLE
from hhdesk.care.import_fields import said_by_any, withdraw
from hhdesk.care.import_loops import TAKEN_BACK
from hhdesk.care.import_medicines import holders
from hhdesk.care.import_planned import Planned, is_planned
from hhdesk.care.imported import Fate, KeptFact, Told
from hhdesk.care.sources import SourceRecord
from hhdesk.i18n import N_

MEDICINE_STAYS = N_("another record still names the same medicine, which stays")
MEMBER_STAYS = N_("its source took it back; the member stays here: please look")


def _taken_back(
    act: Act, fact: KeptFact, record: SourceRecord, planned: Planned
) -> tuple[Told, ...]:
    """What must be told of a fact that its source no longer stands for."""
    if is_planned(record):
        return planned.withdraw(fact, record)
    taken_back = TAKEN_BACK.get(record.local_table)
    if taken_back is not None:
        return taken_back(act, record)
    session, key = act.session, fact.original.key
    assert record.local_id
    if record.local_table == Caregiving.__tablename__:
        link = session.get_one(Caregiving, record.local_id)
        if import_kin.stands(session, link, record.id):
            return ()
        said = [record.imported["fields"], *import_kin.said(session, link)]
        return withdraw(session, link, said_by_any(link, said))
    kind = BY_TABLE.get(record.local_table)
    if kind is None:
        return (Told(MEMBER_STAYS),)
    if kind is Medicine and holders(session, record.local_id, key):
        return (Told(MEDICINE_STAYS),)
    row = session.get_one(kind, record.local_id)
    before = record.imported["fields"]
    if kind is Medicine:
        said = holders(session, record.local_id, key, withdrawn=True)
        before = said_by_any(row, [before, *said])
    return (
        *withdraw(session, row, before),
        *_form_taken_back(act, record),
    )


def _form_taken_back(act: Act, record: SourceRecord) -> tuple[Told, ...]:
    """The signed form of a consent goes with it."""
    form_id = record.imported.get("form")
    form = act.session.get(Document, UUID(form_id)) if form_id else None
    return withdraw(act.session, form, {}) if form else ()


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
            local = (record.local_table, record.local_id)
            imported = {**record.imported, "withdrawn": True}
    waits_for = fact.waits_for
    act.records.keep(fact.original, member_id, local, imported, waits_for)
    act.finish(fact.original, Fate.KEPT, member_id, notes, fact.why)
