"""Entering imported medicines: one row a medicine, however many records name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from hhdesk.care.health import Medicine, MedicineStatus
from hhdesk.care.import_act import Act
from hhdesk.care.import_facts import Entered, keep, medicine_values
from hhdesk.care.import_fields import (
    Merge,
    Plain,
    plain,
    plain_all,
    restore,
    said_by_any,
)
from hhdesk.care.imported import Fate, MedicineFact, SourceKey
from hhdesk.care.sources import SourceRecord
from hhdesk.store.session import UnitOfWork


def _weight(one: Medicine | MedicineFact) -> tuple[bool, date]:
    """Whose word counts: what is taken now, then what was told last. An order that is
    still open is so today, however old it is."""
    return one.status.present, one.reported_on or date.min


def _is_same(row: Medicine, fact: MedicineFact) -> bool:
    """By its code or by its name, kept apart alike."""
    coded = fact.code and (row.system, row.code) == (fact.system, fact.code)
    named = row.text.casefold() == fact.text.casefold()
    sealed = (row.segment, row.part2) == (fact.seal.segment, fact.seal.part2)
    return bool(coded or named) and sealed


def _is_one(row: Medicine, fact: MedicineFact) -> bool:
    """Whether two records of the same medicine are about taking it one way.

    Two doses that are both taken now are two; what was taken before gives way to what
    is taken now, never the other way round. Not taking it is a word of its own.
    """
    untaken = MedicineStatus.NOT_TAKEN
    if (row.status is untaken) != (fact.status is untaken):
        return False
    doses = {row.dosage.casefold(), fact.dosage.casefold()} - {""}
    if len(doses) < 2 or not (row.status.present or fact.status.present):
        return True
    if row.status.present and fact.status.present:
        return False
    present, past = (row, fact) if row.status.present else (fact, row)
    return _weight(present)[1] >= _weight(past)[1]


def holders(
    session: UnitOfWork,
    row_id: UUID,
    but: SourceKey | None = None,
    *,
    withdrawn: bool = False,
) -> list[Plain]:
    """What the source records that stand for a row said last, but for one of them;
    with `withdrawn` also those that no longer do."""
    found = session.execute(
        select(
            SourceRecord.source,
            SourceRecord.type,
            SourceRecord.source_id,
            SourceRecord.imported,
        ).where(SourceRecord.local_id == row_id)
    )
    return [
        imported["fields"]
        for source, kind, source_id, imported in found
        if SourceKey(source, kind, source_id) != but
        and (withdrawn or not imported.get("withdrawn"))
    ]


class Medicines:
    """The medicines of one act's members."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._rows: dict[UUID, list[Medicine]] = {}
        # What records of this act said of a row: they are not in the database yet.
        self._said: defaultdict[UUID, list[Plain]] = defaultdict(list)

    def enter(self, fact: MedicineFact) -> None:
        """Enter or bring up one record's medicine."""
        act, original = self._act, fact.original
        member_id = act.member_id(fact)
        if member_id is None or act.is_older(original):
            return
        values = medicine_values(fact)
        record = act.records.get(original.key)
        if record is None or record.local_id is None:
            entered = self._join(member_id, fact, values)
        else:
            row = act.session.get_one(Medicine, record.local_id)
            if not restore(row):
                act.removed_here(original, record)
                return
            entered = self._update(row, fact, values, record.imported["fields"])
        self._said[entered.row.id].append(plain_all(values))
        keep(act, fact, entered, values)

    def _of(self, member_id: UUID) -> list[Medicine]:
        if member_id not in self._rows:
            found = self._act.session.scalars(
                select(Medicine)
                .where(Medicine.member_id == member_id, Medicine.voided_at.is_(None))
                .order_by(Medicine.id)
            )
            self._rows[member_id] = list(found)
        return self._rows[member_id]

    def _join(
        self, member_id: UUID, fact: MedicineFact, values: Mapping[str, Any]
    ) -> Entered[Medicine]:
        """Join the row of the same medicine; else a new one."""
        rows = self._of(member_id)
        same = (one for one in rows if _is_same(one, fact) and _is_one(one, fact))
        row = next(same, None)
        if row is None:
            row = Medicine(id=self._act.session.new_id(), member_id=member_id, **values)
            self._act.session.add(row)
            rows.append(row)
            return Entered(row, Fate.CREATED)
        merge = Merge()
        if _weight(fact) >= _weight(row):
            told = {name: value for name, value in values.items() if value}
            said = self._all_said(row, None)
            # Typed in here: only its blanks are filled.
            merge.put(row, told, said_by_any(row, said) if said else None)
        else:
            merge.put(row, values, None)
        return Entered(row, Fate.CREATED)

    def _update(
        self,
        row: Medicine,
        fact: MedicineFact,
        values: Mapping[str, Any],
        before: Plain,
    ) -> Entered[Medicine]:
        """Put what this record changed since it came last. That it is no longer taken
        counts when no other record says that it is."""
        others = self._all_said(row, fact.original.key)
        changed = {
            name: value
            for name, value in values.items()
            if plain(value) != before.get(name)
        }
        taken = (MedicineStatus(one["status"]).present for one in others)
        if not fact.status.present and any(taken):
            changed.pop("status", None)
        merge = Merge()
        merge.put(row, changed, said_by_any(row, [before, *others]))
        return Entered(row, Fate.UPDATED, merge.notes())

    def _all_said(self, row: Medicine, but: SourceKey | None) -> list[Plain]:
        kept = holders(self._act.session, row.id, but)
        return [*kept, *self._said[row.id]]
