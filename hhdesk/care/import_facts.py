"""Imported facts as rows: conditions, allergies, medicines, coverage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, cast

from hhdesk.care.coverage import Coverage
from hhdesk.care.health import Allergy, Condition, Medicine
from hhdesk.care.import_act import Act
from hhdesk.care.import_fields import Merge, plain_all, restore
from hhdesk.care.imported import (
    AllergyFact,
    ConditionFact,
    CoverageFact,
    Fate,
    MedicineFact,
    Told,
)

ClinicalFact: TypeAlias = ConditionFact | AllergyFact | MedicineFact | CoverageFact
FactRow: TypeAlias = Condition | Allergy | Medicine | Coverage


def _sealed(fact: ConditionFact | AllergyFact | MedicineFact) -> dict[str, Any]:
    """What labels say; who consented is asked here and never imported."""
    return {
        "text": fact.text,
        "system": fact.system,
        "code": fact.code,
        "status": fact.status,
        "segment": fact.seal.segment,
        "part2": fact.seal.part2,
    }


def _condition(fact: ConditionFact) -> dict[str, Any]:
    days = {"onset_on": fact.onset_on, "abated_on": fact.abated_on}
    return _sealed(fact) | days


def _allergy(fact: AllergyFact) -> dict[str, Any]:
    told = {"criticality": fact.criticality, "reaction": fact.reaction}
    return _sealed(fact) | told


def _medicine(fact: MedicineFact) -> dict[str, Any]:
    return _sealed(fact) | {
        "dosage": fact.dosage,
        "reported_by": fact.reported_by,
        "reported_on": fact.reported_on,
    }


def _coverage(fact: CoverageFact) -> dict[str, Any]:
    return {
        "payer": fact.payer,
        "plan": fact.plan,
        "number": fact.number,
        "status": fact.status,
        "begins_on": fact.begins_on,
        "ends_on": fact.ends_on,
    }


_ROWS: Mapping[type, tuple[type[FactRow], Callable[[Any], dict[str, Any]]]] = {
    ConditionFact: (Condition, _condition),
    AllergyFact: (Allergy, _allergy),
    MedicineFact: (Medicine, _medicine),
    CoverageFact: (Coverage, _coverage),
}

BY_TABLE: Mapping[str, type[FactRow]] = {
    kind.__tablename__: kind for kind, _values in _ROWS.values()
}
"""The mapped class of a source record's `local_table`."""


def enter(act: Act, fact: ClinicalFact) -> None:
    """Enter or bring up one fact of a member."""
    original = fact.original
    member_id = act.member_id(fact)
    if member_id is None or act.is_older(original):
        return
    kind, values_of = _ROWS[type(fact)]
    values = values_of(fact)
    record = act.records.get(original.key)
    row: FactRow
    if record is None or record.local_id is None:
        row = kind(id=act.session.new_id(), member_id=member_id, **values)
        act.session.add(row)
        notes: tuple[Told, ...] = ()
        fate = Fate.CREATED
    else:
        row = cast(FactRow, act.session.get_one(kind, record.local_id))
        if not restore(row):
            act.removed_here(original, record)
            return
        merge = Merge()
        merge.put(row, values, record.imported["fields"])
        notes, fate = merge.notes(), Fate.UPDATED
    local = (kind.__tablename__, row.id)
    act.records.keep(original, member_id, local, {"fields": plain_all(values)})
    act.finish(original, fate, member_id, notes)
